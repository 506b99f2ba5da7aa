"""toponyms: names of places with their GeoNames ids; event-place: where the event of a verb happened."""

from spacy.tokens import Span as Sentence

from civharm.lang.english import parse
from civharm.model.places import Place
from civharm.model.spans import Span
from civharm.places.event import Resolved, event_places
from civharm.places.mentions import MentionRole, PlaceMention, entities_of, find_places
from civharm.places.resolve import resolve_places
from evals.boards.board import row_by_row
from evals.rows import Row
from evals.tools import gazetteer

_GEONAMES = "geonames:"


def predict_toponyms(row: Row) -> Row:
    entities = entities_of(parse(row["text"]))
    mentions = find_places(row["text"], language=row["lang"], gazetteer=gazetteer(), entities=entities)
    found = resolve_places(mentions, gazetteer())
    return {
        "toponyms": [
            _toponym(mention, place)
            for mention, place in zip(mentions, found, strict=True)
            if place.is_located and mention.role is not MentionRole.ANAPHOR  # "the city" is no name
        ]
    }


def _toponym(mention: PlaceMention, place: Place) -> Row:
    toponym: Row = {
        "start": mention.name_span.start,
        "end": mention.name_span.end,
        "lat": place.lat,
        "lon": place.lon,
    }
    if place.id and place.id.startswith(_GEONAMES):
        toponym["geonameid"] = place.id.removeprefix(_GEONAMES)
    return toponym


def predict_event_places(row: Row) -> Row:
    found = event_sentence(row)
    chosen = event_places(*found) if found else []
    return {"places": [{"start": each.name_span.start, "end": each.name_span.end} for each in chosen]}


def event_sentence(row: Row) -> tuple[Sentence, Span, list[Resolved]] | None:
    """The sentence that holds a row's verb, where the verb stands, and the places of the row."""
    doc = parse(row["text"])
    verb = Span(row["verb"]["start"], row["verb"]["end"])
    mentions = find_places(
        row["text"],
        language=row["lang"],
        gazetteer=gazetteer(),
        entities=entities_of(doc),
        with_doubtful=True,
    )
    resolved = list(zip(mentions, resolve_places(mentions, gazetteer()), strict=True))
    sentence = next((s for s in doc.sents if s.start_char <= verb.start < s.end_char), None)
    return (sentence, verb, resolved) if sentence is not None else None


BOARDS = (row_by_row("toponyms", predict_toponyms), row_by_row("event-place", predict_event_places))
