"""The gazetteer at work: the compiled world, read-only, under the layers of place files."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache, partial
from pathlib import Path

from civharm.model.places import PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.places.borders import Box, country_box
from civharm.places.keys import ABBREVIATION, BARE, DEMONYM, GAZETTEER, SKELETON, opened_world
from civharm.places.layers.cores import main_names
from civharm.places.layers.layer import Layer, open_layer, version_mark
from civharm.places.names import bare_key, bare_of, is_arabic, plain_key, skeleton_key, skeleton_of
from civharm.places.same import areas_without_seat, joined, may_be_seat

_LOOK_UP = """
SELECT public_id, name, lat, lon, country, kind, radius_m, admin1, parent, population, bank, layer,
  sources.source, licence
FROM (SELECT place, how FROM names WHERE key = ? UNION ALL SELECT place, how FROM names WHERE key = ?) AS named
JOIN places ON places.id = named.place JOIN sources ON sources.id = places.source
ORDER BY layer = 'world', how, population DESC, places.id
"""
#: Most names are in no file of a team's own: to know that costs a quarter of looking them up.
_HAS = "SELECT 1 FROM names WHERE key IN (?, ?) LIMIT 1"
_BUILT_IN = """
SELECT layer, count(*), CASE WHEN count(DISTINCT places.source) < 6 THEN group_concat(DISTINCT sources.source)
  ELSE count(DISTINCT places.source) || ' sources' END
FROM places JOIN sources ON sources.id = places.source GROUP BY layer ORDER BY layer = 'world', layer
"""
_OF_COUNTRY = """
SELECT public_id, name, lat, lon, country, kind, radius_m, admin1, parent, population, bank, layer,
  sources.source, licence
FROM places JOIN sources ON sources.id = places.source WHERE country = ? AND population >= ?
"""
_BY_ID = """
SELECT public_id, name, lat, lon, country, kind, radius_m, admin1, parent, population, bank, layer,
  sources.source, licence
FROM places JOIN sources ON sources.id = places.source WHERE public_id = ? LIMIT 1
"""
_PROVINCE = (
    "SELECT name FROM places WHERE admin1 = ? AND kind = 'province' ORDER BY population DESC, id LIMIT 1"
)
_CACHED = 20_000
_ALIKE = 0.6
#: Last letters that make another word of a name: of a feminine, or of who comes from there.
_ENDINGS = ("a", "i", "u", "ي", "ه")
#: No place's name has more characters.
_LONGEST = 200
_KINDS = {kind.value: kind for kind in PlacePrecision}


class SqliteGazetteer:
    """All spellings of a place lead to it; rows of a later layer come before those of an earlier one."""

    def __init__(self, connection: sqlite3.Connection, layers: Sequence[Layer]) -> None:
        self._connection = connection
        self._layers = tuple(reversed(layers))
        self._by_key = lru_cache(maxsize=_CACHED)(self._look_up)
        self._alike = lru_cache(maxsize=_CACHED)(self._look_up_alike)
        self._box = lru_cache(maxsize=_CACHED)(partial(country_box, connection))
        self._is_word = lru_cache(maxsize=_CACHED)(self._look_up_word)

    @property
    def layers(self) -> tuple[str, ...]:
        """Names of the place files over the world, the strongest first."""
        return tuple(layer.name for layer in self._layers)

    @property
    def version_mark(self) -> str:
        """What a reader adds to its version: under other layers it may read otherwise. "" without layers."""
        return version_mark(self._layers)

    def about(self) -> Iterator[Mapping[str, str]]:
        """What each layer says of itself, the strongest first; then what is built in."""
        yield from (layer.about for layer in self._layers)
        for name, places, sources in self._connection.execute(_BUILT_IN):
            yield {"name": name, "places": str(places), "source": sources}

    def find(self, name: str) -> Sequence[GazetteerPlace]:
        """All places that bear the name: by its strict key, then without article and transliteration."""
        plain = _plain(name)
        if not plain:
            return ()
        return self._by_key(plain, BARE + bare_of(plain))

    def find_strictly(self, name: str) -> Sequence[GazetteerPlace]:
        """As `find`, by the strict key alone."""
        plain = _plain(name)
        return self._by_key(plain) if plain else ()

    def find_loosely(self, name: str) -> Sequence[GazetteerPlace]:
        """A second try: all places that share the name's consonants, in either script."""
        skeleton = skeleton_of(_plain(name))
        return self._by_key(SKELETON + skeleton) if skeleton else ()

    def find_alike(self, name: str) -> Sequence[GazetteerPlace]:
        """The places that share the name's consonants and look alike: what a second try may take."""
        return self._alike(_plain(name))

    def find_people(self, demonym: str) -> Sequence[GazetteerPlace]:
        """The country that a demonym speaks of ("Iraqi")."""
        return self._by_key(DEMONYM + plain_key(demonym))

    def find_abbreviated(self, words: str) -> Sequence[GazetteerPlace]:
        """The area that a written short form stands for after a town's name ("Ky.")."""
        return self._by_key(ABBREVIATION + plain_key(words))

    def of_country(self, country: str, *, inhabitants: int) -> Sequence[GazetteerPlace]:
        """The places of a country that have so many inhabitants; slow, not to be asked for each report."""
        asked = (country, inhabitants)
        return _once(_place(row) for c in self._connections for row in c.execute(_OF_COUNTRY, asked))

    def with_id(self, place_id: str) -> GazetteerPlace | None:
        """The place that bears the id; not fast, for a person asks."""
        for connection in self._connections:
            if row := connection.execute(_BY_ID, (place_id,)).fetchone():
                return _place(row)
        return None

    def province_with_code(self, code: str) -> str | None:
        """The name of a first-order area by its code ("IQ.15"); not fast, for a person asks."""
        row = self._connection.execute(_PROVINCE, (code,)).fetchone()
        return row[0] if row else None

    def is_word(self, name: str) -> bool:
        """True if the name is also an English word ("March"), and no well-known place's."""
        return self._is_word(plain_key(name))

    def box_of(self, country: str) -> Box | None:
        """Where a country lies, roughly, by its ISO code."""
        return self._box(country)

    def close(self) -> None:
        """Give the files back."""
        for connection in self._connections:
            connection.close()

    @property
    def _connections(self) -> tuple[sqlite3.Connection, ...]:
        return (*(layer.connection for layer in self._layers), self._connection)

    def _look_up_alike(self, plain: str) -> tuple[GazetteerPlace, ...]:
        return tuple(
            place
            for place in self.find_loosely(plain)
            if any(looks_alike(name, plain) for name in main_names(place.name))
        )

    def _look_up_word(self, word: str) -> bool:
        asked = "SELECT 1 FROM words WHERE word = ?"
        return any(connection.execute(asked, (word,)).fetchone() for connection in self._connections)

    def _look_up(self, key: str, second_key: str = "") -> tuple[GazetteerPlace, ...]:
        """Places under either key, each once and as all layers together tell it; the user's own files first."""
        rows = self._rows(key, second_key)
        found = joined(rows)
        seats = [seat for area in areas_without_seat(found) for seat in self._seats(area)]
        return joined([*rows, *seats]) if seats else found

    def _seats(self, area: GazetteerPlace) -> Iterator[GazetteerPlace]:
        """The settlements that an area of a file is named after in another spelling: of "Zaytuna" that is Zeitouna."""
        name = _plain(area.name)
        skeleton = skeleton_of(name)
        for place in self._rows(SKELETON + skeleton) if skeleton else ():
            if may_be_seat(place, area) and looks_alike(main_names(place.name)[0], name):
                yield place

    def _rows(self, key: str, second_key: str = "") -> list[GazetteerPlace]:
        """The rows under either key as they stand, the user's own files first."""
        keys = (key, second_key)
        asked = [
            layer.connection for layer in self._layers if layer.connection.execute(_HAS, keys).fetchone()
        ]
        rows = [row for each in (*asked, self._connection) for row in each.execute(_LOOK_UP, keys)]
        return [_place(row) for row in dict.fromkeys(rows)]


def open_gazetteer(*layers: Path, world: Path = GAZETTEER) -> SqliteGazetteer:
    """The compiled world with the shipped place files, and over them the given ones, a later over an earlier one.

    Raises NotSetUp if the world was not compiled, InvalidInput for a place file with a mistake.
    """
    connection = opened_world(world)
    return SqliteGazetteer(connection, [open_layer(path, connection) for path in layers])


def _plain(name: str) -> str:
    """The strict key; "" for what is too long to be a name."""
    return plain_key(name) if len(name) <= _LONGEST else ""


def is_main_name(place: GazetteerPlace, name: str) -> bool:
    """True if the name is the place's first one, with or without its word of kind, not one of its other spellings."""
    asked = plain_key(name)
    return any(plain_key(own) == asked for own in main_names(place.name))


def looks_alike(name: str, other: str) -> bool:
    """True if two names share all consonants and, written in one script, most of their letters."""
    if skeleton_key(name) != skeleton_key(other):
        return False
    if is_arabic(plain_key(name)) != is_arabic(plain_key(other)):
        return True
    left, right = bare_key(name), bare_key(other)
    if _ending(left) != _ending(
        right
    ):  # "Baghdadi" is no spelling of "Baghdad", "Mansoura" none of "Mansour"
        return False
    return SequenceMatcher(None, left, right).ratio() >= _ALIKE


def _ending(bare: str) -> str:
    last = bare.removesuffix("h")[-1:]
    return last if last in _ENDINGS else ""


def _place(row: tuple) -> GazetteerPlace:  # type: ignore[type-arg]
    (
        public_id,
        name,
        lat,
        lon,
        country,
        kind,
        radius_m,
        admin1,
        parent,
        population,
        bank,
        layer,
        source,
        licence,
    ) = row
    return GazetteerPlace(
        id=public_id,
        name=name,
        lat=lat,
        lon=lon,
        country=country,
        kind=_KINDS[kind],
        radius_m=radius_m,
        admin1=admin1,
        parent=parent,
        population=population,
        bank=bank,
        layer=layer,
        source=source,
        licence=licence,
    )


def _once(places: Iterable[GazetteerPlace]) -> tuple[GazetteerPlace, ...]:
    found: dict[str, GazetteerPlace] = {}
    for place in places:
        found.setdefault(place.id, place)
    return tuple(found.values())
