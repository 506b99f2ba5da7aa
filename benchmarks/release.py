"""A release of generated incidents against DuckDB writing the same rows: a ratio, both in one run, and how memory grows.

    python -m benchmarks.release                          # 20,000 incidents, and 200,000 for the growth of memory
    python -m benchmarks.release --incidents 1000000 --no-growth

Each incident has a claim, a report and a toll; one in twenty may share people with the one before. They are released as
`civharm publish` does it: read from a casebook's catalogue, some at a time. DuckDB, with two threads, writes all the
tables as CSV and incidents and claims as Parquet, from tables that it holds.

Told apart is what the release spends on these same rows once the incidents are read (`tables`: cells, CSV and Parquet), on
reading them from the catalogue, and on all that DuckDB does not write: SQLite, GeoJSON, JSON-LD, totals, hashes. The
ratio is of processor seconds, of all threads: on a busy machine those of a clock say more about its other work.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.publication.release.source import Material

_KILOBYTES, _THREADS, _GROWTH = 1024, 2, 10


def _release(incidents: int, folder: Path) -> None:
    """Fill a catalogue in a process of its own, then release it; print seconds and the most memory held."""
    from civharm.casebook.store import Casebook

    casebook = Casebook.open(folder / "casebook")
    clock = time.perf_counter()
    begun = time.process_time()
    _publish(casebook, folder / "release")
    whole, wall = time.process_time() - begun, time.perf_counter() - clock
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES
    parts = _parts(casebook, folder / "again") if incidents <= _MOST_TWICE else {}
    print(json.dumps({"release": whole, "wall": wall, "megabytes": peak, **parts}))


#: So many are released a second time with clocks in it.
_MOST_TWICE = 1_000_000


def _publish(casebook: "Casebook", to: Path) -> None:
    from civharm.casebook.refreshing import one_moment
    from civharm.publication.release.publish import Terms, publish

    with one_moment(casebook.alias):
        publish(_material(casebook), to, Terms(province_of=lambda place: place.country))


def _material(casebook: "Casebook") -> "Material":
    from civharm.catalogue.sight import Sight
    from civharm.catalogue.walls import EVERYTHING
    from civharm.publication.release.source import About
    from civharm.releasing import WITH_PROPOSED, choose

    about = About(
        title="Benchmark",
        casebook_id="00000000-0000-0000-0000-000000000000",
        made_at=datetime(2024, 1, 1, tzinfo=UTC),
        civharm="0",
        reasons={WITH_PROPOSED: "a benchmark"},
    )
    return choose(Sight.of(casebook.alias, EVERYTHING), about, is_second_person_needed=False).material


def _parts(casebook: "Casebook", to: Path) -> dict[str, float]:
    """What reading takes alone, and of a second release what the rows take that DuckDB writes too."""
    from civharm.publication.release.publish import rare_collections

    material = _material(casebook)
    begun = time.process_time()
    with rare_collections():
        deque(material.parts(), maxlen=0)
    read = time.process_time() - begun
    with _without_the_rest():
        begun = time.process_time()
        _publish(casebook, to)
        return {"reading": read, "tables": time.process_time() - begun - read}


@contextmanager
def _without_the_rest() -> Iterator[None]:
    """A release of CSV and Parquet alone."""
    from civharm.publication.release import linked, manifest, totals, writing

    nothing: Callable[..., Any] = lambda *_, **__: None  # noqa: E731 - a name for the patches below
    with (
        patch.object(writing.Database, "insert", nothing),
        patch.object(linked.Listing, "write", nothing),
        patch.object(totals.Tally, "take", nothing),
        patch.object(manifest, "sha256_of_file", lambda path: "0" * 64),
    ):
        yield


def _measured_apart(incidents: int, folder: Path) -> dict[str, float]:
    arguments = ["--incidents", str(incidents), "--into", str(folder)]
    told = b""
    for step in ("fill", "release"):
        command = [sys.executable, "-m", "benchmarks.release", *arguments, "--step", step]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, env=dict(os.environ)).stdout
    found: dict[str, float] = json.loads(told)
    return found


def _fill(incidents: int, folder: Path) -> None:
    from benchmarks.synthetic_release import fill_for_release
    from civharm.casebook.store import Casebook

    fill_for_release(Casebook.create(folder / "casebook", actor="benchmark"), incidents)


def duckdb_seconds(release: Path, scratch: Path) -> tuple[float, float]:
    """How long DuckDB takes to write the rows of a release, which it has read into tables before: of processors, and by the clock."""
    import duckdb

    with duckdb.connect(str(scratch / "rows.duckdb"), config={"threads": _THREADS}) as base:
        tables = sorted(path.stem for path in release.glob("*.csv"))
        for table in tables:
            base.execute(
                f"CREATE TABLE \"{table}\" AS FROM read_csv('{release / table}.csv', all_varchar={table.endswith('.hxl')})"
            )
        begun, clock = time.process_time(), time.perf_counter()
        for table in tables:
            base.execute(f"COPY \"{table}\" TO '{scratch / table}.csv' (HEADER)")
        for table in ("incidents", "claims"):
            base.execute(f"COPY \"{table}\" TO '{scratch / table}.parquet' (COMPRESSION zstd)")
        return time.process_time() - begun, time.perf_counter() - clock


def _told(incidents: int, ours: dict[str, float], theirs: tuple[float, float]) -> str:
    seconds, clock = theirs
    told = [
        f"{incidents:,} incidents, seconds of processors: release {ours['release']:.1f}, DuckDB {seconds:.1f}, "
        f"ratio {ours['release'] / seconds:.1f} (goal 3)",
        f"by the clock {ours['wall']:.1f} and {clock:.1f}; {ours['megabytes']:.0f} MB at most",
    ]
    if "tables" in ours:
        rest = ours["release"] - ours["reading"] - ours["tables"]
        told.append(
            f"of it: CSV and Parquet {ours['tables']:.1f} (ratio {ours['tables'] / seconds:.1f}), "
            f"reading the catalogue {ours['reading']:.1f} ({ours['reading'] / seconds:.1f}), "
            f"what DuckDB does not write {rest:.1f} ({rest / seconds:.1f})"
        )
    return "\n  ".join(told)


def main() -> None:
    """Print seconds, the ratio and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=20_000)
    parser.add_argument("--no-growth", action="store_true", help="Not ten times as many as well.")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--step", choices=("fill", "release"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.step:
        (_fill if asked.step == "fill" else _release)(asked.incidents, asked.into)
        return
    for incidents in (asked.incidents, *([] if asked.no_growth else [asked.incidents * _GROWTH])):
        with tempfile.TemporaryDirectory() as scratch:
            ours = _measured_apart(incidents, Path(scratch))
            theirs = duckdb_seconds(Path(scratch) / "release", Path(scratch))
        print(_told(incidents, ours, theirs))


if __name__ == "__main__":
    main()
