"""conflict-ner: what the toolkits find, under the board's types."""

from collections.abc import Iterator

from civharm.claims.english.parties import find_parties, party_lexicon
from civharm.dates.english import find_times
from civharm.dates.expression import TimexType
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


def predict_entities(row: Row) -> Row:
    typed = dict(_entities(row["text"]))
    return {"entities": [{"start": s.start, "end": s.end, "type": kind} for s, kind in sorted(typed.items())]}


def _entities(text: str) -> Iterator[tuple[Span, str]]:
    """The tagger's first, then what the product's own toolkits say of the same span."""
    doc = parse(text)
    for entity in doc.ents:
        if entity.label_ in _TYPES:
            yield Span(entity.start_char, entity.end_char), _TYPES[entity.label_]
    for place in find_places(text, language="en", gazetteer=gazetteer(), entities=entities_of(doc)):
        yield place.name_span, "Nationality" if place.role is MentionRole.DEMONYM else "Location"
    for party in find_parties(doc, party_lexicon(codebook())):
        yield party.span, "Organisation"
    for time in find_times(text, anchor=None):
        if time.timex_type in (TimexType.DATE, TimexType.TIME):
            yield time.span, "Temporal"


BOARDS = (row_by_row("conflict-ner", predict_entities),)
