"""The gazetteer's pace in seconds of one core: start-up, look-ups a second, and memory."""

import resource
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
    fresh = _fresh_names(20_000)
    print(f"look-ups of names never asked before: {_pace(gazetteer.find, fresh):,.0f} a second")
    print(f"look-ups as reports repeat them: {_pace(gazetteer.find, _NAMES * 20_000):,.0f} a second")
    print(f"          (goal {LOOK_UPS_A_SECOND:,} a second)")
    print(f"memory: {_memory_mb() - before:.0f} MB more than Python alone (goal {MEMORY_MB} MB)")


def _pace(find: Callable[[str], object], names: Sequence[str]) -> float:
    began = time.process_time()
    for name in names:
        find(name)
    return len(names) / (time.process_time() - began)


def _fresh_names(count: int) -> list[str]:
    """Main names from all over the world, each once, in a fixed mixed order."""
    import sqlite3

    from civharm.places.keys import GAZETTEER

    connection = sqlite3.connect(f"file:{GAZETTEER}?mode=ro", uri=True)
    rows = connection.execute("SELECT DISTINCT name FROM places ORDER BY (id * 7919) % 104729")
    return [name for (name,) in islice(rows, count)]


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
