"""toponyms: names of places with their GeoNames ids; event-place: where the event of a verb happened."""

from civharm.lang.english import parse
from civharm.model.places import Place
from civharm.model.spans import Span
from civharm.places.event import event_places
from civharm.places.mentions import PlaceMention, entities_of, find_places
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
            if place.is_located
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
    doc = parse(row["text"])
    verb = Span(row["verb"]["start"], row["verb"]["end"])
    mentions = find_places(
        row["text"], language=row["lang"], gazetteer=gazetteer(), entities=entities_of(doc)
    )
    sentence = next((s for s in doc.sents if s.start_char <= verb.start < s.end_char), None)
    if sentence is None:
        return {"places": []}
    within = Span(sentence.start_char, sentence.end_char)
    usable = [each for each in mentions if each.may_hold_events and within.covers(each.span)]
    chosen = event_places(sentence, verb, usable)
    return {"places": [{"start": each.name_span.start, "end": each.name_span.end} for each in chosen]}


BOARDS = (row_by_row("toponyms", predict_toponyms), row_by_row("event-place", predict_event_places))
