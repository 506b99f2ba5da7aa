"""A catalogue with as many incidents as asked for, as far as a release reads it: twenty thousand, again and again under other names.

The other names are as long as theirs, since the rows tell how long what they hold is.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from benchmarks.synthetic_catalogue import fill, incident_id
from civharm.model.ids import stable_id

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

_TEMPLATES = 20_000
_TABLES = ("catalogue_incident", "catalogue_release", "catalogue_relation")
_Cell = str | int | float | None


def fill_for_release(casebook: "Casebook", incidents: int) -> None:
    """The first of them as the catalogue writes them itself; the others are rows of these with ids and codes of their own."""
    templates = min(incidents, _TEMPLATES)
    fill(casebook, templates, with_words=False)
    with closing(sqlite3.connect(casebook.folder.path / "casebook.sqlite3")) as base, base:
        names_of = _names(base, templates)
        for table in _TABLES:
            columns = [row[1] for row in base.execute(f"PRAGMA table_info({table})") if row[1] != "id"]
            told, marks = ", ".join(f'"{each}"' for each in columns), ", ".join("?" * len(columns))
            kept = base.execute(f"SELECT {told} FROM {table}").fetchall()
            for copy in range(1, -(-incidents // templates)):
                rows = _copied(kept, names_of, copy)
                base.executemany(f"INSERT INTO {table} ({told}) VALUES ({marks})", rows)


def _names(base: sqlite3.Connection, templates: int) -> dict[str, tuple[str, ...]]:
    """All names of an incident by each id that a row may be of."""
    codes = dict(base.execute("SELECT incident_id, code FROM catalogue_incident"))
    found: dict[str, tuple[str, ...]] = {}
    for number in range(templates):
        own = incident_id(number)
        ids = (own, stable_id("claim", number), stable_id("report", number))
        found |= dict.fromkeys(ids, (*ids, codes[own]))
    return found


def _copied(
    rows: list[tuple[_Cell, ...]], names_of: dict[str, tuple[str, ...]], copy: int
) -> Iterator[tuple[_Cell, ...]]:
    for row in rows:
        names = [name for cell in row if isinstance(cell, str) for name in names_of.get(cell, ())]
        yield tuple(_renamed(cell, names, copy) if isinstance(cell, str) else cell for cell in row)


def _renamed(text: str, names: list[str], copy: int) -> str:
    for name in dict.fromkeys(names):
        if name in text:
            text = text.replace(name, _renamed_name(name, copy))
    return text


def _renamed_name(name: str, copy: int) -> str:
    """A code counts with eight digits, of which three are free; an id gets a letter that none has."""
    is_code = "-" in name
    return f"{name[:-8]}{copy:03}{name[-5:]}" if is_code else f"{name[:-3]}x{copy:02x}"
