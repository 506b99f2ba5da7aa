"""Names on the map: the gazetteer's towns and quarters, thinned so that each zoom shows the largest of each corner.

Compiled into the gazetteer's own file, beside what readers look names up in.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import cos, hypot, radians

from rapidfuzz.fuzz import ratio

from civharm.model.errors import NotSetUp
from civharm.places.names import plain_key, skeleton_key
from civharm.places.view import BITS, Box, View, column_row

SCHEMA = """
CREATE TABLE arabic_names (place INTEGER PRIMARY KEY REFERENCES places, name TEXT NOT NULL) STRICT;
CREATE VIRTUAL TABLE label_points USING rtree(id, west, east, south, north, from_zoom, to_zoom);
"""
#: The farthest zoom at which a place of each kind has its name on the map; areas have none: their point is a town's.
_FROM_ZOOM = {"city": 2, "town": 7, "village": 9, "neighbourhood": 11, "nearby_landmark": 12}
#: From here on all names are shown that a view has room for.
_ALL_FROM = 14
#: At most one name in a square of an eighth of a tile.
_CELLS = 3
_SAME_PLACE = BITS - 12
_MOST = 250
_ARABIC_WORDS = re.compile(r"[ء-غف-ي -]*[ء-غف-ي]")
_FINAL_WITHIN = re.compile(r"[ةى]\w")
_IN_VIEW = """
SELECT places.name, arabic_names.name, kind, population, lat, lon
FROM label_points JOIN places USING (id) LEFT JOIN arabic_names ON arabic_names.place = places.id
WHERE west >= ? AND east <= ? AND south >= ? AND north <= ? AND from_zoom <= ?
ORDER BY population DESC, places.id LIMIT ?
"""
_ARABIC_OF = """
SELECT arabic_names.name, lat, lon FROM names
JOIN places ON places.id = names.place JOIN arabic_names ON arabic_names.place = places.id
WHERE names.key = ? AND places.name = ?
"""
_OF_LAYER = """
SELECT name, NULL, kind, population, lat, lon FROM places
WHERE lon >= ? AND lon <= ? AND lat >= ? AND lat <= ? AND kind IN (SELECT value FROM json_each(?))
ORDER BY population DESC, id LIMIT ?
"""
#: Layers of a user's own have no thinning: their names come where few places lie in a view.
_LAYERS_FROM = 11
_KM_A_DEGREE = 111.2
#: Latitude and longitude.
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place to be labelled: its spellings in any script, as they are written."""

    id: int
    name: str
    spellings: Sequence[str]
    kind: str
    population: int
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name to write on the map; `arabic` is None where no spelling is known to be Arabic."""

    name: str
    arabic: str | None
    kind: str
    population: int
    lat: float
    lon: float


def write_labels(database: sqlite3.Connection, places: Iterable[Named]) -> None:
    """Compile the labels of these places into a gazetteer that has the tables."""
    labelled = _once(each for each in places if each.kind in _FROM_ZOOM)
    largest_first = sorted(labelled, key=lambda each: (-each.population, _FROM_ZOOM[each.kind], each.id))
    thinned = list(_thinned(largest_first))
    database.executemany(
        "INSERT INTO arabic_names VALUES (?, ?)",
        [(each.id, name) for each, _ in thinned if (name := arabic_name(each))],
    )
    database.executemany(
        "INSERT INTO label_points VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(each.id, each.lon, each.lon, each.lat, each.lat, zoom, zoom) for each, zoom in thinned],
    )


def arabic_name(place: Named) -> str | None:
    """The Arabic one of a place's spellings: the one that is likest in its consonants, then one with an article.

    Persian, Kurdish and Urdu letters tell other languages, and so does a final letter within a word.
    """
    consonants = skeleton_key(place.name)

    def rank(name: str) -> tuple[float, bool, int, str]:
        return (-ratio(skeleton_key(name), consonants), not name.startswith("ال"), len(name), name)

    return min(filter(_is_all_arabic, (place.name, *place.spellings)), key=rank, default=None)


def arabic_name_near(world: sqlite3.Connection, name: str, point: Point, *, most_km: float) -> str | None:
    """The Arabic name of the nearest place so near the point that bears the name; None where none is known."""
    rows: list[tuple[str, float, float]] = world.execute(_ARABIC_OF, (plain_key(name), name)).fetchall()
    near = min(((_km(point, (lat, lon)), arabic) for arabic, lat, lon in rows), default=None)
    return near[1] if near and near[0] <= most_km else None


def only_arabic_name(world: sqlite3.Connection, name: str) -> str | None:
    """The Arabic name of all places that bear the name, wherever they lie; None where they have none, or several."""
    names = {arabic for arabic, _, _ in world.execute(_ARABIC_OF, (plain_key(name), name))}
    return names.pop() if len(names) == 1 else None


def _km(one: Point, other: Point) -> float:
    """How far two near points lie apart, on a plane."""
    north = (one[0] - other[0]) * _KM_A_DEGREE
    east = (one[1] - other[1]) * _KM_A_DEGREE * cos(radians(one[0]))
    return hypot(north, east)


def labels_in(
    world: sqlite3.Connection, view: View, *, layers: Iterable[sqlite3.Connection] = ()
) -> list[Label]:
    """The largest places of a view, those of a user's own layers with them. Raises NotSetUp."""
    found = [label for box in plain_boxes(view.box) for label in _world_labels(world, box, view.zoom)]
    if view.zoom >= _LAYERS_FROM:
        boxes = plain_boxes(view.box)
        found += chain.from_iterable(_layer_labels(layer, box) for layer in layers for box in boxes)
    return sorted(found, key=lambda label: -label.population)[:_MOST]


def plain_boxes(box: Box) -> tuple[Box, ...]:
    """The box, cut in two at the date line where it lies over it."""
    if box.west <= box.east:
        return (box,)
    return (Box(box.west, box.south, 180.0, box.north), Box(-180.0, box.south, box.east, box.north))


def _world_labels(world: sqlite3.Connection, box: Box, zoom: int) -> Iterator[Label]:
    asked = (box.west, box.east, box.south, box.north, zoom, _MOST)
    try:
        rows = world.execute(_IN_VIEW, asked).fetchall()
    except sqlite3.OperationalError as error:
        raise NotSetUp(
            "the gazetteer has no names for the map: run `make setup`, or `python -m civharm.places.build`"
        ) from error
    return (Label(*row) for row in rows)


def _layer_labels(layer: sqlite3.Connection, box: Box) -> Iterator[Label]:
    kinds = '["' + '", "'.join(_FROM_ZOOM) + '"]'
    asked = (box.west, box.east, box.south, box.north, kinds, _MOST)
    return (Label(*row) for row in layer.execute(_OF_LAYER, asked))


def _once(places: Iterable[Named]) -> Iterator[Named]:
    """Each place once, where two files have it under one name at nearly one point."""
    seen: set[tuple[str, int, int]] = set()
    for each in places:
        column, row = column_row(each.lat, each.lon)
        mark = (plain_key(each.name), column >> _SAME_PLACE, row >> _SAME_PLACE)
        if mark not in seen:
            seen.add(mark)
            yield each


def _thinned(largest_first: Iterable[Named]) -> Iterator[tuple[Named, int]]:
    """Each place with the farthest zoom at which no larger one takes its square."""
    taken: set[tuple[int, int, int]] = set()
    for each in largest_first:
        column, row = column_row(each.lat, each.lon)
        for zoom in range(_FROM_ZOOM[each.kind], _ALL_FROM + 1):
            shift = BITS - _CELLS - zoom
            square = (zoom, column >> shift, row >> shift)
            if square not in taken or zoom == _ALL_FROM:
                break
        yield each, zoom
        taken.update(
            (nearer, column >> (BITS - _CELLS - nearer), row >> (BITS - _CELLS - nearer))
            for nearer in range(zoom, _ALL_FROM)
        )


def _is_all_arabic(name: str) -> bool:
    return bool(_ARABIC_WORDS.fullmatch(name)) and not _FINAL_WITHIN.search(name)
