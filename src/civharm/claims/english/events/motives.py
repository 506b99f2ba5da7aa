"""Why something was done: "in retaliation for the killing of three fighters" tells of another event.

So does what somebody had been punished for before: "he had spent ten years in prison for killing his first wife",
and what an event is compared with.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from civharm.claims.english.comparisons import find_comparisons
from civharm.claims.english.frames import chars
from civharm.codebook.load import CueWords
from civharm.model.spans import Span

_CRIME_LINKS = frozenset({"for", "of"})
_TOWARDS = frozenset({"for", "to", "against", "over", "at"})


def find_motives(doc: Doc, cues: CueWords) -> tuple[Span, ...]:
    """What stands behind words of revenge, response, protest and comparison; `cues` is the codebook's list "en-events"."""
    nouns, verbs = (
        frozenset(cues["motive_nouns"]),
        frozenset([*cues["motive_verbs"], *cues["mourning_verbs"]]),
    )
    punished, prison = frozenset(cues["punish_verbs"]), frozenset(cues["prison_terms"])
    served = {verb: prison | frozenset(cues["term_units"]) for verb in cues["served_verbs"]}
    served |= dict.fromkeys(cues["spent_verbs"], prison)
    found = [*find_comparisons(doc)]
    found += [span for token in doc for span in _behind(token, nouns=nouns, verbs=verbs)]
    for token in doc:
        if _is_over(token, punished) or _has_served(token, served.get(token.lemma_.lower())):
            found += _crimes(token)
    return tuple(sorted(found, key=lambda span: (span.start, span.end)))


def find_mourned(doc: Doc, cues: CueWords) -> tuple[Span, ...]:
    """What people mourn: those motives that tell of no earlier event than the report does."""
    verbs = frozenset(cues["mourning_verbs"])
    return tuple(span for token in doc for span in _behind(token, nouns=frozenset(), verbs=verbs))


def _behind(token: Token, *, nouns: frozenset[str], verbs: frozenset[str]) -> Iterator[Span]:
    lemma = token.lemma_.lower()
    if lemma not in nouns and lemma not in verbs:
        return
    for child in token.rights:
        is_after = child.dep_ == "prep" and child.lower_ in _TOWARDS
        if is_after or (child.dep_ == "dobj" and lemma in verbs):
            yield chars(token.doc[child.left_edge.i : child.right_edge.i + 1])


def _is_over(verb: Token, punished: frozenset[str]) -> bool:
    """ "Had been jailed for", "was previously convicted of": before what the report tells."""
    if verb.lemma_.lower() not in punished or verb.tag_ != "VBN":
        return False
    return any(child.lower_ in ("had", "previously", "once") for child in verb.children)


def _has_served(verb: Token, terms: frozenset[str] | None) -> bool:
    """ "Served ten years", "after spending a decade in prison"; not "is serving ten years", which is for this crime."""
    is_past = verb.tag_ in ("VBD", "VBN") or (verb.tag_ == "VBG" and verb.dep_ == "pcomp")
    if terms is None or not is_past:
        return False
    return any(word.lemma_.lower() in terms for child in verb.rights for word in child.subtree)


def _crimes(verb: Token) -> Iterator[Span]:
    """What stands behind "for", "of" or "in" after the punishment."""
    for child in verb.rights:
        links = [word for word in child.subtree if word.dep_ == "prep" and word.lower_ in _CRIME_LINKS]
        if links:
            yield chars(verb.doc[links[0].i : child.right_edge.i + 1])
