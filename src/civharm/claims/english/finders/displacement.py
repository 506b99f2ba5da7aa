"""Displacement: people who flee, arrive or live displaced; how many, and per what."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from civharm.claims.english.document import EnglishDocument
from civharm.claims.english.finders.attacks import theme_of
from civharm.claims.english.finders.taking_part import party_of
from civharm.claims.english.findings import Finding
from civharm.claims.english.frames import (
    agents,
    chars,
    clause_head,
    has_perfect,
    is_passive,
    is_realised,
    objects,
    phrase,
    subjects,
)
from civharm.codebook.load import CueWords
from civharm.model.casualties import Count
from civharm.model.claims import ClaimKind, Displacement, Measure
from civharm.model.spans import Span

_PER = re.compile(
    r"\b(?:each|every|a|an|per)\s+(?P<unit>hour|day|night|week|month|year)\b(?!\s+(?:later|earlier|ago|before|after))|\b(?P<adverb>daily|hourly|weekly|monthly)\b"
)
_ADVERBS = {"daily": "day", "hourly": "hour", "weekly": "week", "monthly": "month"}
_LEAVE = frozenset({"leave", "force", "drive"})
_HOMES = frozenset({"home", "homes", "house", "houses", "out", "away"})
_CAMPS = frozenset({"camp", "camps", "tents", "shelters"})
_STOCK = frozenset({"live", "remain", "shelter", "stay", "be", "host"})


def find_displacement(
    document: EnglishDocument, counts: Sequence[Count], cues: CueWords
) -> Iterator[Finding]:
    """Clauses that say how many people are on the move or displaced; without a number they are statements."""
    for sentence in document.parsed:
        seen: set[Span] = set()
        for trigger in sentence:
            people = _people(document, trigger, cues)
            if people is None or party_of(document, people) is not None:
                continue
            count = _count_of(people, counts)
            if count is not None and count.span is not None and count.span not in seen:
                seen.add(count.span)
                yield _finding(trigger, people, count, cues)


def _people(document: EnglishDocument, trigger: Token, cues: CueWords) -> Token | None:
    """The people that a trigger displaces, None where the word displaces nobody."""
    lemma = trigger.lemma_.lower()
    if (trigger.pos_ in {"VERB", "AUX"} and lemma in cues["displaced_verbs"]) or _leaves_home(
        document, trigger
    ):
        if not is_realised(trigger):
            return None
        moved = _moved(trigger)
        return next((person for person in moved if person.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}), None)
    if _lives_in_camp(trigger) and is_realised(trigger):
        return next(iter(subjects(trigger)), None)
    if trigger.pos_ == "NOUN" and trigger.lower_.rstrip("s") in {
        n.rstrip("s") for n in cues["displaced_nouns"]
    }:
        return trigger
    if trigger.lower_ == "displaced" and trigger.dep_ == "amod":
        return trigger.head
    return None


def _moved(verb: Token) -> list[Token]:
    if is_passive(verb) or agents(verb):
        return [child for child in verb.children if child.dep_ == "nsubjpass"] or (
            [verb.head] if verb.dep_ == "acl" else []
        )
    if verb.lemma_.lower() in {"displace", "evacuate", "uproot", "force", "drive"} and objects(verb):
        return objects(verb)
    return subjects(verb)


def _leaves_home(document: EnglishDocument, trigger: Token) -> bool:
    """ "Leaving their homes", "left western Mosul", "driven out": not "left the meeting"."""
    if trigger.pos_ != "VERB" or trigger.lemma_.lower() not in _LEAVE:
        return False
    left = [chars(phrase(obj)) for obj in objects(trigger)]
    is_place_left = any(span.overlaps(place.span) for span in left for place in document.places)
    return is_place_left or any(word.lower_ in _HOMES for word in trigger.subtree)


def _lives_in_camp(trigger: Token) -> bool:
    """ "Around 30,000 families live in camps": people displaced already."""
    if trigger.pos_ != "VERB" or trigger.lemma_.lower() not in _STOCK:
        return False
    return any(word.lower_ in _CAMPS for word in trigger.subtree)


def _count_of(people: Token, counts: Sequence[Count]) -> Count | None:
    span = chars(people.doc[people.left_edge.i : people.i + 1])
    of = [c for c in people.children if c.lower_ == "of"]
    reach = Span(span.start, of[0].right_edge.idx + len(of[0].right_edge)) if of else span
    inside = [count for count in counts if count.span is not None and count.span.overlaps(reach)]
    return inside[0] if inside else None


def _finding(trigger: Token, people: Token, count: Count, cues: CueWords) -> Finding:
    clause = clause_head(trigger)
    per = _per(clause.sent.text)
    words = {token.lower_ for token in people.subtree}
    return Finding(
        kind=ClaimKind.DISPLACEMENT,
        trigger=trigger,
        displaced=Displacement(
            measure=_measure(trigger, clause, per),
            unit="families" if words & set(cues["displaced_units"]) else "individuals",
            count=count,
            per=per,
        ),
        theme=theme_of(trigger),
    )


def _per(sentence: str) -> str | None:
    match = _PER.search(sentence.lower())
    if match is None:
        return None
    return match["unit"] or _ADVERBS[match["adverb"]]


def _measure(trigger: Token, clause: Token, per: str | None) -> Measure:
    """A rate is a flow, a perfect tense cumulative, a noun in the present a stock (METHOD 4.3)."""
    if per is not None:
        return Measure.FLOW
    if has_perfect(clause) or has_perfect(trigger):
        return Measure.CUMULATIVE
    if _lives_in_camp(trigger):
        return Measure.STOCK
    if trigger.pos_ != "VERB" and clause.tag_ in {"VBP", "VBZ", "VBG"} and clause.lemma_ in _STOCK:
        return Measure.STOCK
    return Measure.FLOW if trigger.tag_ in {"VBD", "VBG"} else Measure.STOCK
