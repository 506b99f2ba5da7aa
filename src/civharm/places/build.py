"""Compiles the gazetteer: `python -m civharm.places.build [--to FILE]` writes one SQLite file."""

import argparse
import logging
import os
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from civharm.places.names import bare_of, is_arabic, plain_key, skeleton_of
from civharm.places.world import Source, WorldPlace, world_places

GAZETTEER = Path(__file__).parent / "gazetteer.sqlite3"
FORM = 1

#: Marks in front of keys of another sort than the plain one: no plain key begins with them.
BARE, SKELETON, DEMONYM, ABBREVIATION = "~", "=", "%", "&"

#: How a name leads to a place: by its main name, another spelling, or a looser key.
MAIN, OTHER, LOOSER = 0, 1, 2

_ARABIC_SPEAKING = frozenset(
    "AE BH DJ DZ EG IL IQ IR JO KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN TR YE".split()
)
_SCHEMA = """
CREATE TABLE sources (id INTEGER PRIMARY KEY, source TEXT NOT NULL, licence TEXT NOT NULL) STRICT;
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, country TEXT NOT NULL,
  kind TEXT NOT NULL, radius_m INTEGER NOT NULL, admin1 TEXT, parent TEXT, population INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES sources
) STRICT;
CREATE TABLE names (
  key TEXT NOT NULL, place INTEGER NOT NULL REFERENCES places, how INTEGER NOT NULL, PRIMARY KEY (key, place)
) STRICT, WITHOUT ROWID;
"""
_log = logging.getLogger(__name__)


def build(to: Path = GAZETTEER) -> Path:
    """Compile the installed packages into one file: whole or not at all, and always the same bytes."""
    half = to.with_suffix(".half")
    half.unlink(missing_ok=True)
    to.parent.mkdir(parents=True, exist_ok=True)
    database = sqlite3.connect(half)
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 4096;" + _SCHEMA)
    database.execute(f"PRAGMA user_version = {FORM}")
    names = list(_filled(database, world_places()))
    names.sort()
    # the best way that a key leads to a place comes first and is kept
    database.executemany("INSERT OR IGNORE INTO names (key, place, how) VALUES (?, ?, ?)", names)
    database.execute("ANALYZE")
    database.commit()
    database.close()
    os.replace(half, to)
    _log.info("gazetteer written to %s", to)
    return to


def _filled(database: sqlite3.Connection, places: Iterable[WorldPlace]) -> Iterator[tuple[str, int, int]]:
    """Write the rows of places; yield their names' keys."""
    sources: dict[Source, int] = {}
    for place in places:
        source = sources.setdefault(place.source, len(sources) + 1)
        written = database.execute("INSERT OR IGNORE INTO places VALUES (?,?,?,?,?,?,?,?,?,?,?)", _row(place, source))
        if written.rowcount:
            yield from _keys(place)
    rows = [(number, source.name, source.licence) for source, number in sources.items()]
    database.executemany("INSERT INTO sources VALUES (?, ?, ?)", rows)


def _row(place: WorldPlace, source: int) -> tuple[object, ...]:
    return (
        place.id, place.name, place.lat, place.lon, place.country, place.kind.value, place.radius_m,
        place.admin1, place.parent, place.population, source,
    )  # fmt: skip


def _keys(place: WorldPlace) -> Iterator[tuple[str, int, int]]:
    main = plain_key(place.name)
    others = {plain_key(name) for name in place.names} - {main, ""}
    yield main, place.id, MAIN
    yield from ((key, place.id, OTHER) for key in others)
    if place.country in _ARABIC_SPEAKING:
        yield from _looser_keys(place.id, {main, *others})
    yield from ((DEMONYM + plain_key(name), place.id, OTHER) for name in place.demonyms)
    yield from ((ABBREVIATION + plain_key(name), place.id, OTHER) for name in place.abbreviations)


def _looser_keys(place_id: int, keys: set[str]) -> Iterator[tuple[str, int, int]]:
    readable = [key for key in keys if key.isascii() or is_arabic(key)]
    yield from ((BARE + key, place_id, LOOSER) for key in {bare_of(key) for key in readable})
    skeletons = {skeleton_of(key) for key in readable} - {""}
    yield from ((SKELETON + key, place_id, LOOSER) for key in skeletons)


def main() -> None:
    """The command: compile, say where."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=GAZETTEER, help="the file to write")
    build(parser.parse_args().to)


if __name__ == "__main__":
    main()
