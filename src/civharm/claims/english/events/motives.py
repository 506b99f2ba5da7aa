"""Why something was done: "in retaliation for the killing of three fighters" tells of another event."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from civharm.claims.english.frames import chars
from civharm.codebook.load import CueWords
from civharm.model.spans import Span

_TOWARDS = frozenset({"for", "to", "against", "over", "at"})


def find_motives(doc: Doc, cues: CueWords) -> tuple[Span, ...]:
    """What stands behind words of revenge, response and protest; `cues` is the codebook's list "en-events"."""
    nouns, verbs = frozenset(cues["motive_nouns"]), frozenset(cues["motive_verbs"])
    found = (span for token in doc for span in _behind(token, nouns=nouns, verbs=verbs))
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def _behind(token: Token, *, nouns: frozenset[str], verbs: frozenset[str]) -> Iterator[Span]:
    lemma = token.lemma_.lower()
    if lemma not in nouns and lemma not in verbs:
        return
    for child in token.rights:
        is_after = child.dep_ == "prep" and child.lower_ in _TOWARDS
        if is_after or (child.dep_ == "dobj" and lemma in verbs):
            yield chars(token.doc[child.left_edge.i : child.right_edge.i + 1])
