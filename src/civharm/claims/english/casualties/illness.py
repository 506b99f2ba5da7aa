"""Deaths that nobody caused: "died of cholera", "the death of the actor from a heart attack" are no harm to count."""

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma

_CAUSES = ("of", "from")


def is_by_illness(trigger: Token, context: Context) -> bool:
    """True if what the words name as its cause is an illness, or nature."""
    causes = (child for child in trigger.children if child.dep_ == "prep" and child.lower_ in _CAUSES)
    return any(
        _is_illness(noun, context) for cause in causes for noun in cause.children if noun.dep_ == "pobj"
    )


def _is_illness(noun: Token, context: Context) -> bool:
    """ "Lung cancer" by its last word, "a heart attack" by both: a disease control team is no disease."""
    own = lemma(noun)
    before = (lemma(child) for child in noun.children if child.dep_ in ("compound", "amod"))
    return any(
        context.lexicon.has("illnesses", words) for words in (own, *(f"{each} {own}" for each in before))
    )
