"""The form of the compiled gazetteer: where it lies, and under which keys a name stands in it."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from civharm.model.errors import NotSetUp
from civharm.places.names import bare_of, is_arabic, kurdish_reading, plain_key, skeleton_of

GAZETTEER = Path(__file__).parent / "gazetteer.sqlite3"
FORM = 3

SCHEMA = """
CREATE TABLE sources (id INTEGER PRIMARY KEY, source TEXT NOT NULL, licence TEXT NOT NULL) STRICT;
CREATE TABLE places (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, lat REAL NOT NULL, lon REAL NOT NULL, country TEXT NOT NULL,
  kind TEXT NOT NULL, radius_m INTEGER NOT NULL, admin1 TEXT, parent TEXT, population INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES sources, bank TEXT, layer TEXT NOT NULL, public_id TEXT NOT NULL
) STRICT;
CREATE TABLE names (
  key TEXT NOT NULL, place INTEGER NOT NULL REFERENCES places, how INTEGER NOT NULL, PRIMARY KEY (key, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE words (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
INSERT_PLACE = f"INSERT OR IGNORE INTO places VALUES ({', '.join('?' * 14)})"

#: Marks in front of keys of another sort than the plain one: no plain key begins with them.
BARE, SKELETON, DEMONYM, ABBREVIATION = "~", "=", "%", "&"

#: How a name leads to a place: by its main name, another spelling, or a looser key.
MAIN, OTHER, LOOSER = 0, 1, 2

#: Where names are also spelt the Kurdish or the Turkish way.
_KURDISH_SPOKEN = frozenset(("AZ", "IQ", "IR", "SY", "TR", ""))


def plain_keys(names: Iterable[str], country: str) -> set[str]:
    """The strict keys of a place that bears these names; "Şirnak" is looked for as "Shirnak" too."""
    written = list(names)
    if country in _KURDISH_SPOKEN:
        written += [reading for name in written if (reading := kurdish_reading(name))]
    return {plain_key(name) for name in written} - {""}


def keys_of_names(name: str, spellings: Iterable[str], country: str) -> Iterator[tuple[str, int]]:
    """All keys of a place that bears this name and these other spellings, with how each leads to it."""
    main = plain_key(name)
    others = plain_keys((name, *spellings), country) - {main}
    yield main, MAIN
    yield from ((key, OTHER) for key in others)
    yield from ((key, LOOSER) for key in looser_keys({main, *others}))


def looser_keys(plain_keys: Iterable[str]) -> Iterator[str]:
    """The middle and loose keys of a place that bears these names, each marked as what it is."""
    readable = [key for key in plain_keys if key.isascii() or is_arabic(key)]
    yield from {BARE + bare_of(key) for key in readable}
    yield from {SKELETON + skeleton for key in readable if (skeleton := skeleton_of(key))}


def province_code(connection: sqlite3.Connection, name: str, country: str) -> str | None:
    """The code ("IQ.15") of a country's first-order area by any of its spellings."""
    plain = plain_key(name)
    found = connection.execute(
        "SELECT admin1 FROM names JOIN places ON places.id = names.place "
        "WHERE key IN (?, ?) AND country = ? AND kind = 'province' AND layer = 'world' ORDER BY how LIMIT 1",
        (plain, BARE + bare_of(plain), country),
    ).fetchone()
    return str(found[0]) if found else None


def opened_world(world: Path = GAZETTEER) -> sqlite3.Connection:
    """The compiled world, read-only. Raises NotSetUp where it is missing, damaged or of another form."""
    remedy = "run `make setup`, or `python -m civharm.places.build`"
    if not world.exists():
        raise NotSetUp(f"the gazetteer {world} is missing: {remedy}")
    connection = sqlite3.connect(f"file:{world}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        (form,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise NotSetUp(f"the gazetteer {world} is damaged: {remedy}") from error
    if form != FORM:
        raise NotSetUp(f"the gazetteer {world} has form {form}, this version reads form {FORM}: {remedy}")
    return connection
