"""Writes a layer: places as they come, their keys sorted at the end, in the form of the compiled world.

Nothing but a batch is held in memory: keys wait in a temporary table, which SQLite sorts on disk.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from civharm.model.ports import GazetteerPlace
from civharm.places.keys import FORM, INSERT_PLACE, SCHEMA, keys_of_names
from civharm.places.layers.records import Mistake
from civharm.places.world import Source, english_words

_OWN_SCHEMA = """
CREATE TABLE spellings (place INTEGER NOT NULL, name TEXT NOT NULL) STRICT;
CREATE TABLE about (what TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""
_TEMPORARY = """
CREATE TEMP TABLE keys (key TEXT NOT NULL, place INTEGER NOT NULL, how INTEGER NOT NULL) STRICT;
CREATE TEMP TABLE repeats (id INTEGER PRIMARY KEY, first INTEGER NOT NULL, is_same INTEGER NOT NULL) STRICT;
"""
_BATCH = 2_000
_CACHE_KIB = 64_000
#: The second of two places with one id; one without an id of its own has one made of its name and point.
_REPEATS = """
INSERT INTO repeats SELECT later.id, first.id, later.name = first.name AND later.lat = first.lat AND later.lon = first.lon
FROM (SELECT id, min(id) OVER (PARTITION BY public_id) AS first FROM places) AS found
JOIN places AS later ON later.id = found.id JOIN places AS first ON first.id = found.first WHERE found.id > found.first
"""
_MISTAKEN = """
SELECT repeats.id, public_id, first FROM repeats JOIN places ON places.id = repeats.id
WHERE NOT is_same ORDER BY repeats.id
"""
_SORTED_KEYS = """
INSERT INTO names SELECT key, coalesce(first, place) AS of, min(how) FROM keys LEFT JOIN repeats ON repeats.id = place
WHERE is_same IS NOT 0 GROUP BY key, of
"""
_WELL_KNOWN = 50_000
_BORNE = "SELECT max(population) FROM names JOIN places ON places.id = names.place WHERE key = ?"


class LayerWriter:
    """One layer on its way into a file."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        database.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -{_CACHE_KIB};"
            f"{SCHEMA}{_OWN_SCHEMA}{_TEMPORARY} PRAGMA user_version = {FORM}; BEGIN"
        )
        self._sources: dict[Source, int] = {}
        self._places: list[tuple[object, ...]] = []
        self._spellings: list[tuple[int, str]] = []
        self._keys: list[tuple[str, int, int]] = []

    def add(self, number: int, place: GazetteerPlace, spellings: Iterable[str]) -> None:
        """Add a place under a number of its own."""
        source = self._sources.setdefault(Source(place.source, place.licence), len(self._sources) + 1)
        self._places.append((
            number, place.name, place.lat, place.lon, place.country, place.kind.value, place.radius_m, place.admin1,
            place.parent, place.population, source, place.bank, place.layer, place.id,
        ))  # fmt: skip
        spellings = tuple(spellings)
        self._spellings.extend((number, spelling) for spelling in spellings)
        self._keys.extend(
            (key, number, how) for key, how in keys_of_names(place.name, spellings, place.country)
        )
        if len(self._places) >= _BATCH:
            self._flush()

    def add_other_names(self, names: Iterable[tuple[int, str]]) -> None:
        """Spellings by the ids of GeoNames; of those that are not here nothing is kept."""
        self._flush()
        self._database.execute(
            "CREATE TEMP TABLE numbers (geonames INTEGER PRIMARY KEY, place INTEGER NOT NULL)"
        )
        self._database.execute(
            "INSERT OR IGNORE INTO numbers SELECT CAST(substr(public_id, 10) AS INTEGER), id FROM places "
            "WHERE public_id LIKE 'geonames:%' ORDER BY 1"
        )
        for geonames, name in names:
            found = self._database.execute(
                "SELECT place, country FROM numbers JOIN places ON places.id = place WHERE geonames = ?",
                (geonames,),
            ).fetchone()
            if found:
                self._spellings.append((found[0], name))
                self._keys.extend((key, found[0], how) for key, how in keys_of_names(name, (), found[1]))
            if len(self._spellings) >= _BATCH:
                self._flush()

    def settle_repeats(self) -> Iterator[Mistake]:
        """Put together rows that say the same; an id that stands for two different places is a mistake."""
        self._flush()
        self._database.execute(_REPEATS)
        for number, public_id, first in self._database.execute(_MISTAKEN):
            what = f"the id {public_id.partition(':')[2]!r} stands in row {first} already, for another place"
            yield Mistake(number=number, what=what, remedy="give each place an id of its own")

    @property
    def has_places(self) -> bool:
        """True if something was added."""
        return self._database.execute("SELECT 1 FROM places LIMIT 1").fetchone() is not None

    @property
    def repeats(self) -> int:
        """How many rows say again what an earlier row says."""
        return self._count("repeats WHERE is_same")

    def finish(self, about: Mapping[str, str]) -> tuple[int, int]:
        """Sort the keys, write what the layer says of itself; how many places and keys it has."""
        if self._count("repeats"):
            self._database.execute(
                "UPDATE spellings SET place = (SELECT first FROM repeats WHERE id = place) "
                "WHERE place IN (SELECT id FROM repeats WHERE is_same)"
            )
            self._database.execute("DELETE FROM spellings WHERE place IN (SELECT id FROM repeats)")
            self._database.execute("DELETE FROM places WHERE id IN (SELECT id FROM repeats)")
        sources = [(number, source.name, source.licence) for source, number in self._sources.items()]
        self._database.executemany("INSERT INTO sources VALUES (?, ?, ?)", sources)
        self._database.execute(_SORTED_KEYS)
        self._database.executemany("INSERT INTO words VALUES (?)", [(word,) for word in self._words()])
        counted = self._count("places"), self._count("names")
        counts = {"places": str(counted[0]), "keys": str(counted[1])}
        self._database.executemany("INSERT INTO about VALUES (?, ?)", sorted({**about, **counts}.items()))
        self._database.execute("COMMIT")
        self._database.execute("DROP TABLE keys")
        return counted

    def _words(self) -> list[str]:
        """Names of the layer's places that are also English words, unless a well-known place bears them."""
        nouns, others = english_words()
        found = (
            (word, self._database.execute(_BORNE, (word,)).fetchone()[0]) for word in sorted(nouns | others)
        )
        return [word for word, population in found if population is not None and population < _WELL_KNOWN]

    def _count(self, what: str) -> int:
        return int(self._database.execute(f"SELECT count(*) FROM {what}").fetchone()[0])

    def _flush(self) -> None:
        self._database.executemany(INSERT_PLACE, self._places)
        self._database.executemany("INSERT INTO spellings VALUES (?, ?)", self._spellings)
        self._database.executemany("INSERT INTO keys VALUES (?, ?, ?)", self._keys)
        self._places, self._spellings, self._keys = [], [], []
