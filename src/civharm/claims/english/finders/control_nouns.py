"""Control told by nouns: "the capture of X by Y", "is in the hands of Y", "under the control of Y"."""

from collections.abc import Iterator

from spacy.tokens import Token

from civharm.claims.english.document import EnglishDocument, PartyMention
from civharm.claims.english.finders.taking_part import party_of
from civharm.claims.english.frames import chars, clause_head, is_realised, subjects
from civharm.codebook.load import CueWords
from civharm.model.claims import ControlChange

#: Before these a noun of taking tells of a plan, not of a fact.
_PLANS = frozenset({"for", "toward", "towards", "without", "before", "despite"})
_TAKING = (ControlChange.RECAPTURED, ControlChange.CAPTURED, ControlChange.LOST)

#: What was taken or is held, by whom, and what became of it.
NounOfControl = tuple[ControlChange, Token, PartyMention | None]


def told_by_noun(document: EnglishDocument, noun: Token, cues: CueWords) -> Iterator[NounOfControl]:
    """What a noun says of control: the change, the territory's head, the holder if named."""
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return
    if (
        noun.lemma_.lower() in {"hand", "control"}
        and noun.dep_ == "pobj"
        and noun.head.lower_ in {"in", "under"}
    ):
        land = next(iter(subjects(clause_head(noun))), None)
        holder = _possessor(document, noun)
        if land is not None and is_realised(clause_head(noun)) and holder is not None:
            yield ControlChange.HELD, land, holder
        return
    change = next((c for c in _TAKING if noun.lemma_.lower() in cues[f"{c.value}_nouns"]), None)
    land = _object_of(noun, "of") if change is not None else None
    if change is not None and land is not None and not _is_plan(noun):
        taker = _object_of(noun, "by") or _object_of(noun, "to")
        yield (
            change,
            land,
            (party_of(document, taker) if taker is not None else None) or _possessor(document, noun),
        )


def _is_plan(noun: Token) -> bool:
    return noun.head.lower_ in _PLANS or not is_realised(clause_head(noun))


def _object_of(noun: Token, preposition: str) -> Token | None:
    """The object of "of" or "by" after a noun; "by" may hang on the territory instead."""
    holders = [noun, *(obj for child in noun.children if child.lower_ == "of" for obj in child.children)]
    return next(
        (
            obj
            for holder in holders
            for child in holder.children
            if child.lower_ == preposition and (preposition != "of" or holder.i == noun.i)
            for obj in child.children
            if obj.dep_ == "pobj"
        ),
        None,
    )


def _possessor(document: EnglishDocument, noun: Token) -> PartyMention | None:
    """The party in "government hands", "the militants' hands", "in the hands of the militants"."""
    before = [child for child in noun.children if child.dep_ in {"poss", "compound", "amod"}]
    after = [obj for child in noun.children if child.lower_ == "of" for obj in child.children]
    spans = [chars(noun.doc[child.left_edge.i : child.right_edge.i + 1]) for child in (*before, *after)]
    return next((party for span in spans for party in document.parties if span.overlaps(party.span)), None)
