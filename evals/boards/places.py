"""toponyms: names of places with their GeoNames ids."""

from civharm.lang.english import parse
from civharm.model.places import Place
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


BOARDS = (row_by_row("toponyms", predict_toponyms),)
