"""The form of the compiled gazetteer: where it lies, and under which keys a name stands in it."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from civharm.places.names import bare_of, is_arabic, kurdish_reading, plain_key, skeleton_of

GAZETTEER = Path(__file__).parent / "gazetteer.sqlite3"
FORM = 2

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
