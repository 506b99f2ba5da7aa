"""The map of Explore, measured: its first useful paint with many incidents against the same map empty, and views by many users.

`python -m benchmarks.map_paint [--incidents 500000] [--users 20] [--casebook-incidents 100000]`; needs Debian's Chromium.
"""

import argparse
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen

_CHROMIUM = "/usr/bin/chromium"
_SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_TOWNS = ((36.335, 43.119), (36.2, 37.16), (35.95, 39.01), (33.34, 44.4), (31.5, 34.46), (15.35, 44.2))
_RUNGS = (
    ("city", 8000, 0.0),
    ("province", 70_000, 0.0),
    ("neighbourhood", 900, 0.05),
    ("village", 1500, 0.8),
)
_GRADINGS = ("confirmed", "fair", "weak", "contested", None)
_RUNS, _VIEWS_EACH = 5, 25
_PAGES = """
INSERT INTO catalogue_page (kind, subject_id, payload, digest, wall) SELECT 'incident', incident_id, '{}', '', wall FROM catalogue_incident
"""
_SERVE = """
import logging, sys, waitress
from pathlib import Path
from civharm.web.serve import casebook_app
logging.getLogger("waitress.queue").setLevel(logging.ERROR)
server = waitress.create_server(casebook_app(Path(sys.argv[1]), is_warm=True), host="127.0.0.1", port=0, threads=8)
print(server.effective_port, flush=True)
server.run()
"""


def main() -> None:
    """Fill two casebooks, look at both in one browser, then ask for views."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=500_000, help="of the full map")
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--casebook-incidents", type=int, default=100_000, help="where the users are")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        empty, full, shared = (Path(folder) / name for name in ("empty", "full", "shared"))
        for path, count in ((empty, 0), (full, asked.incidents), (shared, asked.casebook_incidents)):
            fill(path, count)
        with served(empty) as nothing, served(full) as everything:
            tell_paints(nothing, everything, asked.incidents)
        with served(shared) as address:
            tell_views(address, asked.users)


def fill(folder: Path, count: int) -> None:
    """A casebook whose catalogue shows so many invented incidents; what they were read from is not there."""
    from civharm.web.setup import ready

    ready()
    from civharm.casebook.store import Casebook
    from civharm.catalogue.catalogue import Catalogue
    from civharm.catalogue.models import IncidentRow, WallRow

    casebook = Casebook.create(folder, actor="benchmark")
    Catalogue(casebook=casebook).update()
    wall = WallRow.objects.using(casebook.alias).create(compartments="[]").id
    plain = {
        each.attname: each.get_default() for each in IncidentRow._meta.concrete_fields if not each.primary_key
    }
    casebook.close()
    chance = random.Random(1)
    write(
        folder / "casebook.sqlite3",
        plain,
        ({"wall": wall, **a_row(chance, number)} for number in range(count)),
    )


def write(database: Path, plain: dict[str, Any], rows: Iterator[dict[str, object]]) -> None:
    """The rows straight into the table, its indexes made anew afterwards: half a million in a minute."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA synchronous = OFF")
    indexes = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'catalogue_incident' AND sql IS NOT NULL"
    ).fetchall()
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    marks = ", ".join("?" * len(plain))
    insert = f"INSERT INTO catalogue_incident ({', '.join(plain)}) VALUES ({marks})"
    connection.executemany(insert, (tuple({**plain, **row}.values()) for row in rows))
    for _, sql in indexes:
        connection.execute(sql)
    connection.execute(_PAGES)  # a server takes rows without pages for damaged
    connection.commit()
    connection.close()


def a_row(chance: random.Random, number: int) -> dict[str, object]:
    """The fields of one invented incident."""
    from civharm.catalogue.tiles import cell_of

    (lat, lon), (rung, radius, spread) = chance.choice(_TOWNS), chance.choice(_RUNGS)
    lat, lon = lat + chance.gauss(0, spread), lon + chance.gauss(0, spread)
    grading = chance.choice(_GRADINGS)
    return {
        "incident_id": f"i{number}", "code": f"IQ-{number}", "status": "machine", "place": f"Place {number % 997}",
        "country": "IQ", "lat": lat, "lon": lon, "cell": cell_of(lat, lon), "precision": rung, "radius_m": radius,
        "proposed": grading, "signed": grading if chance.random() < 0.3 else None, "grade": grading or "ungraded",
        "digest": "", "event": "airstrike",
    }  # fmt: skip


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The casebook on a server of its own, in a process of its own."""
    server = subprocess.Popen([sys.executable, "-c", _SERVE, folder], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.terminate()
        server.wait()


def tell_paints(nothing: str, everything: str, count: int) -> None:
    """Paints in turn, so that what else the machine does falls on both."""
    from playwright.sync_api import sync_playwright

    taken: dict[str, list[float]] = {nothing: [], everything: []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_SWITCHES)
        for _ in range(_RUNS):
            for address, times in taken.items():
                tab = browser.new_page(viewport={"width": 1366, "height": 768})
                tab.goto(f"{address}/map/")
                tab.wait_for_selector("[data-explore-map][data-state=drawn]", timeout=120_000)
                times.append(
                    tab.evaluate("Number(document.querySelector('[data-explore-map]').dataset.drawn)")
                )
                tab.close()
        browser.close()
    empty, full = taken.values()
    print(f"first useful paint, ms: empty {told(empty)}; with {count:,} incidents {told(full)}")
    first, others = full[0] / empty[0], statistics.median(full[1:]) / statistics.median(empty[1:])
    print(f"ratio: the server's first {first:.2f}, median of the others {others:.2f}")


def told(times: list[float]) -> str:
    return f"first {times[0]:.0f}, median of the others {statistics.median(times[1:]):.0f}"


def tell_views(address: str, users: int) -> None:
    """Many users who move about, each at their own places, without pausing to think."""
    urlopen(f"{address}/map/").read()
    with ThreadPoolExecutor(users) as people:
        times = [
            each for user in people.map(lambda number: looked(address, number), range(users)) for each in user
        ]
    times.sort()
    p95 = times[int(len(times) * 0.95)]
    print(
        f"views by {users} users: median {statistics.median(times):.0f} ms, p95 {p95:.0f} ms, {len(times)} views"
    )


def looked(address: str, number: int) -> list[float]:
    """How long each view of one user took, in milliseconds."""
    chance = random.Random(number)
    times = []
    for _ in range(_VIEWS_EACH):
        zoom = chance.randint(3, 14)
        lat, lon = chance.choice(_TOWNS)
        width = 1366 / 512 * 360 / 2**zoom
        box = (lon - width / 2, lat - width / 4, lon + width / 2, lat + width / 4)
        start = time.perf_counter()
        urlopen(f"{address}/map/cells?zoom={zoom}&box={','.join(f'{edge:.5f}' for edge in box)}").read()
        times.append((time.perf_counter() - start) * 1000)
    return times


if __name__ == "__main__":
    main()
