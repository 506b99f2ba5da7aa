"""The served pages over very many incidents, asked by many at once; Datasette over the same rows as the yardstick.

Everything is on this machine: a casebook in a folder of its own, servers on loopback ports, clients in threads. The goal
is a 95th percentile of 300 ms for list, search, incident and map with 100,000 incidents and 20 people on 2 cores. Each person
asks, reads for a while (2 s on average, from nothing to 4 s), and asks again.
"""

import argparse
import os
import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

GOAL_MS = 300.0
_CLIENTS = 20
_SEED = 7
_START_S = 60.0
_ANSWER_S = 30.0
#: So long somebody reads between an answer and their next question, on average.
_READS_S = 2.0


def main() -> int:
    """Exit status 1 if a page is asked for in vain."""
    options = _parser().parse_args()
    if options.casebook:
        return _measure(options.casebook, options)
    with TemporaryDirectory() as folder:
        return _measure(Path(folder) / "casebook", options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.web", description=__doc__)
    parser.add_argument("--incidents", type=int, default=100_000, help="in the catalogue")
    parser.add_argument("--requests", type=int, default=200, help="of each kind")
    parser.add_argument("--casebook", type=Path, help="kept between runs; filled if it is not there")
    return parser


def _measure(folder: Path, options: argparse.Namespace) -> int:
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "benchmarks.web_rows", str(folder), str(options.incidents)], check=True
    )
    print(f"{options.incidents} incidents, catalogue ready in {time.monotonic() - began:.0f} s")
    failed = 0
    with _served(_own_command(folder)) as (address, server):
        print(f"idle memory {_megabytes(server.pid)} MB")
        for name, path in _pages(options.incidents):
            failed += _report(f"civharm {name}", address, path, options.requests)
        print(f"memory after {_megabytes(server.pid)} MB")
    with _served(_datasette_command(folder)) as (address, _):
        for name, path in _yardstick():
            failed += _report(f"datasette {name}", address, path, options.requests)
    return 1 if failed else 0


#: Makes the path of a request.
PathOf = Callable[[random.Random], str]


def _pages(incidents: int) -> Iterator[tuple[str, PathOf]]:
    """Paths of the app, each request another one."""
    from benchmarks.synthetic_catalogue import incident_id, rare_words

    words = rare_words()
    yield (
        "list",
        lambda chance: "/incidents/?" + urlencode({"page": chance.randrange(1, 1 + incidents // 50)}),
    )
    yield "search", lambda chance: "/search/?" + urlencode({"q": chance.choice(words)})
    yield "incident", lambda chance: f"/incident/{incident_id(chance.randrange(incidents))}/"
    yield "map", lambda chance: "/map/cells?" + urlencode({"box": _box(chance), "zoom": 7})


def _box(chance: random.Random) -> str:
    south, west = chance.uniform(12, 33), chance.uniform(10, 46)
    return f"{west:.3f},{south:.3f},{west + 4:.3f},{south + 4:.3f}"


def _yardstick() -> Iterator[tuple[str, PathOf]]:
    """Rows of the same table with the same indexes, and the same search, as Datasette gives them: no facets, timeline, totals or page."""
    from benchmarks.synthetic_catalogue import rare_words

    words, table = rare_words(), "/casebook/catalogue_incident.json"
    yield (
        "list",
        lambda chance: (
            f"{table}?"
            + urlencode({"_sort_desc": "when_start", "killed_min__gte": chance.randrange(40), **_PLAIN})
        ),
    )
    yield (
        "search",
        lambda chance: "/casebook.json?" + urlencode({"sql": _SEARCH, "words": chance.choice(words)}),
    )


#: A page of rows and how many there are; Datasette's looking for fields to count by would take longer than all else.
_PLAIN = {"_size": 50, "_nosuggest": 1, "_nofacet": 1}
_SEARCH = (
    "select * from catalogue_report where id in "
    "(select rowid from catalogue_report_words where catalogue_report_words match :words) order by published_start desc limit 50"
)


def _report(name: str, address: str, path: PathOf, count: int) -> int:
    """Ask with all clients at once and print what that took; how many requests failed."""
    chance = random.Random(_SEED)
    paths = [path(chance) for _ in range(count)]
    _answered(address + paths[0])  # warm
    with ThreadPoolExecutor(_CLIENTS) as clients:
        took = list(clients.map(_asked_after_reading, (address + each for each in paths)))
    known = [each for each in took if each is not None]
    failed = len(took) - len(known)
    if len(known) < 2:
        print(f"{name:22} no answers, {failed} failed")
        return failed
    worst = quantiles(known, n=20)[-1]
    verdict = "" if name.startswith("datasette") else "  ok" if worst <= GOAL_MS else "  over the goal"
    print(f"{name:22} median {median(known):7.0f} ms   p95 {worst:7.0f} ms   failed {failed}{verdict}")
    return failed


def _asked_after_reading(url: str) -> float | None:
    """As `_answered`, after a while in which the person reads; no two begin together."""
    time.sleep(random.uniform(0, 2 * _READS_S))
    return _answered(url)


def _answered(url: str) -> float | None:
    """How many milliseconds an answer took, None where there was none."""
    began = time.perf_counter()
    try:
        with urllib.request.urlopen(url, timeout=_ANSWER_S) as answer:
            answer.read()
    except (urllib.error.URLError, TimeoutError):
        return None
    return 1000 * (time.perf_counter() - began)


def _own_command(folder: Path) -> Callable[[int], list[str]]:
    return lambda port: [
        sys.executable, "-m", "civharm", "serve", "--casebook", str(folder), "--port", str(port),
    ]  # fmt: skip


def _datasette_command(folder: Path) -> Callable[[int], list[str]]:
    limits = ["--setting", "sql_time_limit_ms", "20000", "--setting", "facet_time_limit_ms", "20000"]
    database = str(folder / "casebook.sqlite3")
    return lambda port: [
        sys.executable, "-m", "datasette", "serve", database, "--host", "127.0.0.1", "--port", str(port), *limits,
    ]  # fmt: skip


@contextmanager
def _served(command: Callable[[int], list[str]]) -> "Iterator[tuple[str, subprocess.Popen[bytes]]]":
    """A server of its own on a free port, ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(
        command(port), stdout=quiet, stderr=quiet, env=os.environ | {"PYTHONUNBUFFERED": "1"}
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        server.wait(timeout=_START_S)


def _wait_for(port: int) -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"nobody listens on port {port}")


def _megabytes(pid: int) -> int:
    """Memory that a process holds now, as the kernel tells it."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) // 1024
    return 0


if __name__ == "__main__":
    sys.exit(main())
