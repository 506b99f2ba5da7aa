"""The gazetteer's pace in seconds of one core: start-up, look-ups a second, and memory."""

import resource
import sqlite3
import time
from collections.abc import Callable, Sequence
from itertools import islice

START_UP_MS, LOOK_UPS_A_SECOND, MEMORY_MB = 100, 20_000, 150
_NAMES = (
    "Mosul", "Bab at-Toub", "باب الطوب", "Irbil", "Tal Afar", "Nineveh", "Paris", "Nowhere at all", "الحويجة", "Deir ez-Zor",
)  # fmt: skip


def main() -> None:
    """Measure, print, and say whether the goals of the gazetteer are met."""
    before = _memory_mb()
    began = time.process_time()
    from civharm.places.gazetteer import open_gazetteer

    imported = time.process_time()
    gazetteer = open_gazetteer()
    gazetteer.find("Mosul")
    opened = time.process_time()
    print(f"start-up: import {(imported - began) * 1000:.0f} ms, open {(opened - imported) * 1000:.1f} ms")
    print(f"          (goal {START_UP_MS} ms together)")
    bare = _bare_pace(_known_names(20_000))
    print(f"bare primary key look-ups of SQLite: {bare:,.0f} a second")
    for sort, names in (
        ("known", _known_names(20_000)),
        ("Arabic", _known_names(20_000, only_arabic=True)),
        ("unknown", [f"{name} Zz" for name in _known_names(20_000)]),
        ("mixed", _mixed(_known_names(30_000)[20_000:], _known_names(20_000, only_arabic=True))),
    ):
        pace = _pace(open_gazetteer().find, names)
        print(f"look-ups of {sort} names, none asked before: {pace:,.0f} a second, {pace / bare:.2f} of bare")
    print(f"look-ups as reports repeat them: {_pace(gazetteer.find, _NAMES * 20_000):,.0f} a second")
    print(f"          (goal {LOOK_UPS_A_SECOND:,} a second)")
    print(f"memory: {_memory_mb() - before:.0f} MB more than Python alone (goal {MEMORY_MB} MB)")


def _pace(find: Callable[[str], object], names: Sequence[str]) -> float:
    began = time.process_time()
    for name in names:
        find(name)
    return len(names) / (time.process_time() - began)


def _bare_pace(names: Sequence[str]) -> float:
    """What the file itself gives: one prepared look-up of a key each, no place made of it."""
    connection = _connection()
    from civharm.places.names import plain_key

    keys = [plain_key(name) for name in names]
    look_up = "SELECT place FROM names WHERE key = ?"
    return _pace(lambda key: connection.execute(look_up, (key,)).fetchall(), keys)


def _known_names(count: int, *, only_arabic: bool = False) -> list[str]:
    """Names from all over the world, each once, in a fixed mixed order; Arabic ones from the keys."""
    mixed = "ORDER BY (id * 7919) % 104729"
    query = f"SELECT DISTINCT name FROM places {mixed}"
    if only_arabic:
        arabic = "key >= 'ا' AND key < 'ی' AND key NOT GLOB '[~=%&]*'"
        query = (
            f"SELECT DISTINCT key FROM names JOIN places ON places.id = names.place WHERE {arabic} {mixed}"
        )
    return [name for (name,) in islice(_connection().execute(query), count)]


def _mixed(*sorts: Sequence[str]) -> list[str]:
    """A third each of known, Arabic and unknown names, one after the other."""
    known, arabic = sorts
    return [
        name for three in zip(known, reversed(arabic), strict=False) for name in (*three, f"{three[0]} Qq")
    ]


def _connection() -> sqlite3.Connection:
    from civharm.places.keys import GAZETTEER

    return sqlite3.connect(f"file:{GAZETTEER}?mode=ro", uri=True)


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
