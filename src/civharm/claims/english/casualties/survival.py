"""Whether people who were hit came through: what their sentence, and the next where it goes on about them, says."""

import re
from collections.abc import Iterable

from spacy.tokens import Span

from civharm.claims.english.casualties.context import Context, lemma
from civharm.claims.english.casualties.drafts import Draft

_ON_ABOUT = frozenset({"he", "she", "they", "his", "her", "their", "both"})


def lived(hurt: Draft, context: Context) -> bool:
    """True for "shot in the leg", "hit, and treated at a hospital", "shot. She is in stable condition"."""
    sentence = hurt.trigger.token.sent
    if _tells_of_life(sentence, context):
        return True
    end = sentence.end
    if end >= len(context.doc) or context.doc[end].lower_ not in _ON_ABOUT:
        return False
    return _tells_of_life(context.doc[end].sent, context)


def _tells_of_life(sentence: Span, context: Context) -> bool:
    text = sentence.text.lower()
    if _has(text, context.lexicon.lists["deadly_words"]):
        return False
    if _has(text, context.lexicon.lists["survival_words"]):
        return True
    at = next((word.i for word in sentence if lemma(word) in context.lexicon.sets["limbs"]), None)
    return at is not None and any(
        word.lower_ == "in" for word in context.doc[max(sentence.start, at - 4) : at]
    )


def _has(text: str, phrases: Iterable[str]) -> bool:
    return any(phrase in text and re.search(rf"(?<![a-z]){re.escape(phrase)}", text) for phrase in phrases)
