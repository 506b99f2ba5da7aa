"""conflict-ner: what the toolkits find, under the board's types and with the extents that it counts."""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from civharm.claims.english.parties import find_parties, party_lexicon
from civharm.dates.english import find_times
from civharm.dates.expression import TimeExpression, TimexType
from civharm.lang.english import parse
from civharm.model.spans import Span
from civharm.places.mentions import MentionRole, entities_of, find_places
from evals.boards.board import row_by_row
from evals.rows import Row
from evals.tools import codebook, gazetteer

_TYPES = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "NORP": "Nationality",
    "GPE": "Location",
    "LOC": "Location",
    "FAC": "Location",
    "MONEY": "Money",
    "CARDINAL": "Quantity",
    "QUANTITY": "Quantity",
}
#: The codebook names weapons and what is done with them together; the board asks for the things alone.
_DEED = re.compile(
    r"(?:ings?|ers?|strikes?|explosions?|attacks?|assault|fire|blast|gunship|gunshot|gunmen|of war|dead)$"
)
_ARTICLE = "the "


def predict_entities(row: Row) -> Row:
    typed = dict(_entities(row["text"]))
    return {"entities": [{"start": s.start, "end": s.end, "type": kind} for s, kind in sorted(typed.items())]}


def _entities(text: str) -> Iterator[tuple[Span, str]]:
    """The tagger's first, then what the product's own toolkits say of the same span."""
    doc = parse(text)
    yield from _tagged(doc)
    for place in find_places(text, language="en", gazetteer=gazetteer(), entities=entities_of(doc)):
        yield place.name_span, "Nationality" if place.role is MentionRole.DEMONYM else "Location"
    for party in find_parties(doc, text, party_lexicon(codebook())):
        yield _with_article(party.span, text), "Organisation"
    for time in find_times(text, anchor=None):
        if _says_when(time):
            yield time.span, "Temporal"
    for weapon in _weapons().finditer(text):
        yield Span(*weapon.span()), "Weapon"


def _tagged(doc: Doc) -> Iterator[tuple[Span, str]]:
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            yield Span(_title_start(doc, entity), entity.end_char), "Person"
        elif entity.label_ in _TYPES:
            yield Span(entity.start_char, entity.end_char), _TYPES[entity.label_]


def _title_start(doc: Doc, person: Tokens) -> int:
    """The board counts a title as part of the name ("Defence Minister Karim Adel")."""
    first = person.start
    while first > 0 and doc[first - 1].dep_ == "compound" and doc[first - 1].pos_ == "PROPN":
        first -= 1
    start: int = doc[first].idx
    return start


def _with_article(span: Span, text: str) -> Span:
    before = text[max(0, span.start - len(_ARTICLE)) : span.start]
    return Span(span.start - len(_ARTICLE), span.end) if before.lower() == _ARTICLE else span


def _says_when(time: TimeExpression) -> bool:
    """A date or an hour; not "now" and "recently"."""
    return time.timex_type in (TimexType.DATE, TimexType.TIME) and not time.timex_value.endswith("_REF")


@cache
def _weapons() -> re.Pattern[str]:
    names = {alias for entry in codebook().weapons if entry.weapon for alias in entry.aliases.en}
    things = sorted((name for name in names if not _DEED.search(name)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, things))})\b")


BOARDS = (row_by_row("conflict-ner", predict_entities),)
