"""Compiles the gazetteer: `python -m civharm.places.build [--to FILE]` writes one SQLite file.

The world comes from packages; the shipped place files are compiled in as layers over it.
"""

import argparse
import logging
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from civharm.model.errors import InvalidInput
from civharm.model.ports import GazetteerPlace
from civharm.places.keys import (
    ABBREVIATION,
    DEMONYM,
    FORM,
    GAZETTEER,
    INSERT_PLACE,
    LOOSER,
    MAIN,
    OTHER,
    SCHEMA,
    keys_of_names,
    looser_keys,
    plain_keys,
)
from civharm.places.labels import SCHEMA as LABELS_SCHEMA
from civharm.places.labels import Named, write_labels
from civharm.places.layers.areas import Areas
from civharm.places.layers.compile import LoadTerms, placed
from civharm.places.layers.formats import rows_of
from civharm.places.layers.opened import open_place_file
from civharm.places.layers.records import PlaceRow
from civharm.places.names import plain_key
from civharm.places.world import Source, WorldPlace, english_words, world_places

_ARABIC_SPEAKING = frozenset(
    "AE BH DJ DZ EG IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN TR YE".split()
)
_INSERT_NAME = "INSERT OR IGNORE INTO names (key, place, how) VALUES (?, ?, ?)"
_POPULATION = """
SELECT key, max(CASE
  WHEN kind IN ('country', 'unknown') THEN 1e9 WHEN how > 0 AND kind <> 'province' THEN 0 ELSE population END)
FROM names JOIN places ON places.id = names.place WHERE layer = 'world' AND how < 2 AND instr(key, ' ') = 0
GROUP BY key
"""
SHIPPED = Path(__file__).parent.parent / "codebook" / "lists" / "places"
_WELL_KNOWN, _FAMOUS = 50_000, 500_000
_Name = tuple[str, int, int]
_log = logging.getLogger(__name__)


def build(to: Path = GAZETTEER) -> Path:
    """Compile the installed packages into one file: whole or not at all, and always the same bytes."""
    half = to.with_suffix(".half")
    half.unlink(missing_ok=True)
    to.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(half)
    database.executescript(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;"
        + SCHEMA
        + LABELS_SCHEMA
    )
    database.execute(f"PRAGMA user_version = {FORM}")
    sources: dict[Source, int] = {}
    named: list[Named] = []
    # in the order of keys, the best way that a key leads to a place first: only that one is kept
    database.executemany(_INSERT_NAME, sorted(_world(database, sources, named)))
    database.executemany(_INSERT_NAME, list(_shipped(database, sources, named)))
    database.executemany(
        "INSERT INTO sources VALUES (?, ?, ?)",
        [(n, source.name, source.licence) for source, n in sources.items()],
    )
    write_labels(database, named)
    database.executemany("INSERT INTO words VALUES (?)", [(word,) for word in _words(database)])
    database.execute("ANALYZE")
    database.commit()
    database.close()
    os.replace(half, to)
    _log.info("gazetteer written to %s", to)
    return to


def _world(database: sqlite3.Connection, sources: dict[Source, int], named: list[Named]) -> Iterator[_Name]:
    """Write the rows of the world; yield their names' keys, and add the places to those that have names."""
    for place in world_places():
        source = sources.setdefault(place.source, len(sources) + 1)
        row = (
            place.id, place.name, place.lat, place.lon, place.country, place.kind.value, place.radius_m,
            place.admin1, place.parent, place.population, source, None, "world", f"geonames:{place.id}",
        )  # fmt: skip
        if database.execute(INSERT_PLACE, row).rowcount:
            named.append(_named(place.id, place, place.names))
            yield from _keys(place)


def _shipped(database: sqlite3.Connection, sources: dict[Source, int], named: list[Named]) -> Iterator[_Name]:
    """Write the shipped place files under negative ids: they come first in a look-up."""
    number = 0
    areas = Areas(database)
    for path in shipped_files():
        for place, spellings in shipped_places(path, areas):
            number -= 1
            source = sources.setdefault(Source(place.source, place.licence), len(sources) + 1)
            database.execute(INSERT_PLACE, _shipped_row(number, place, source))
            named.append(_named(number, place, spellings))
            yield from (
                (key, number, OTHER) for key, _ in keys_of_names(place.name, spellings, place.country)
            )


def shipped_files() -> list[Path]:
    """The shipped place files in their order."""
    return sorted(SHIPPED.glob("*.csv"))


def shipped_places(path: Path, areas: Areas) -> Iterator[tuple[GazetteerPlace, tuple[str, ...]]]:
    """The places of a shipped file with their other spellings. Raises InvalidInput for a row with a mistake."""
    terms = LoadTerms(name=path.stem)
    for row in rows_of(open_place_file(path))[1]:
        if not isinstance(row, PlaceRow):
            raise InvalidInput(f"{path}: {row}")
        yield placed(row, terms, areas), row.spellings


def _named(number: int, place: WorldPlace | GazetteerPlace, spellings: tuple[str, ...]) -> Named:
    return Named(
        id=number,
        name=place.name,
        spellings=spellings,
        kind=place.kind.value,
        population=place.population,
        lat=place.lat,
        lon=place.lon,
    )


def _shipped_row(number: int, place: GazetteerPlace, source: int) -> tuple[object, ...]:
    return (
        number, place.name, place.lat, place.lon, place.country, place.kind.value, place.radius_m,
        place.admin1, place.parent, place.population, source, place.bank, place.layer, place.id,
    )  # fmt: skip


def _words(database: sqlite3.Connection) -> list[str]:
    """Names of places that are also English words; a noun only if no well-known place bears it."""
    known = dict(database.execute(_POPULATION))
    nouns, others = english_words()
    return sorted(
        word
        for word in nouns | others
        if word in known and known[word] < (_FAMOUS if word in others else _WELL_KNOWN)
    )


def _keys(place: WorldPlace) -> Iterator[_Name]:
    main = plain_key(place.name)
    others = plain_keys((place.name, *place.names), place.country) - {main}
    yield main, place.id, MAIN
    yield from ((key, place.id, OTHER) for key in others)
    if place.country in _ARABIC_SPEAKING:
        yield from ((key, place.id, LOOSER) for key in looser_keys({main, *others}))
    yield from ((DEMONYM + plain_key(name), place.id, OTHER) for name in place.demonyms)
    yield from ((ABBREVIATION + plain_key(name), place.id, OTHER) for name in place.abbreviations)


def main() -> None:
    """The command: compile, say where."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=GAZETTEER, help="the file to write")
    build(parser.parse_args().to)


if __name__ == "__main__":
    main()
