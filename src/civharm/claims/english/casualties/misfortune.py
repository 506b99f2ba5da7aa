"""Harm that nobody did: "died of cholera", "an earthquake killed 56 people", "injured in a car crash" are no harm to count."""

from collections.abc import Iterator

from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, lemma

_LINKS = ("prep", "agent")
_OF_ILLNESS = ("of", "from")
_OF_ACCIDENT = ("in", "by", "from", "during")


def is_by_misfortune(trigger: Token, context: Context) -> bool:
    """True if the words name an illness, a disaster or an accident as the cause."""
    return any(_is(noun, "illnesses", context) for noun in _behind(trigger, _OF_ILLNESS)) or any(
        _is(noun, "misfortunes", context) for noun in (*_behind(trigger, _OF_ACCIDENT), *_doing(trigger))
    )


def _behind(trigger: Token, prepositions: tuple[str, ...]) -> Iterator[Token]:
    for child in _linked(trigger):
        if child.lower_ in prepositions:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")


def _linked(trigger: Token) -> list[Token]:
    """Its prepositions; of "killed and three injured in a crash" those of the last word are of the first as well."""
    own = [child for child in trigger.children if child.dep_ in _LINKS]
    joined = next((child for child in trigger.children if child.dep_ == "conj"), None)
    return own if own or joined is None else _linked(joined)


def _doing(trigger: Token) -> Iterator[Token]:
    """ "The earthquake" of "the earthquake killed"."""
    return (child for child in trigger.children if child.dep_ == "nsubj")


def _is(noun: Token, kinds: str, context: Context) -> bool:
    """ "Lung cancer" by its last word, "a heart attack" by both: a disease control team is no disease."""
    own = lemma(noun)
    before = (lemma(child) for child in noun.children if child.dep_ in ("compound", "amod"))
    return any(context.lexicon.has(kinds, words) for words in (own, *(f"{each} {own}" for each in before)))
