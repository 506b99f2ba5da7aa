"""A release of generated incidents against DuckDB writing the same rows: a ratio, both in one run, and how memory grows.

    python -m benchmarks.release                          # 20,000 incidents, and 200,000 for the growth of memory
    python -m benchmarks.release --incidents 1000000 --no-growth

Each incident has a claim, a report and a toll; one in twenty may share people with the one before. DuckDB, with two
threads, writes all the tables as CSV and incidents and claims as Parquet from tables that it holds; the release writes the
same, and beside it SQLite, GeoJSON, JSON-LD, the totals and the manifest, all from model objects. What the making of these
objects takes alone is told apart.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.synthetic_catalogue import claim_of, incident_id, report_of, sheet_of
from civharm.model.claims import Claim
from civharm.model.incidents import LedgerEntry, Relation, RelationKind
from civharm.model.reports import Report
from civharm.publication.release.incidents import Published
from civharm.publication.release.publish import Terms, publish
from civharm.publication.release.source import About

_KILOBYTES, _EVERY, _THREADS, _GROWTH = 1024, 20, 2, 10
_ABOUT = About(
    title="Benchmark",
    casebook_id="00000000-0000-0000-0000-000000000000",
    made_at=datetime(2024, 1, 1, tzinfo=UTC),
    civharm="0",
)


class Generated:
    """Material for a release of so many incidents, made as it is asked for."""

    def __init__(self, incidents: int) -> None:
        self._incidents = incidents
        self.about = _ABOUT
        self.relations = tuple(
            Relation(
                left=incident_id(number),
                right=incident_id(number - 1),
                kind=RelationKind.MAY_OVERLAP,
                reason="the same day",
            )
            for number in range(_EVERY, incidents, _EVERY)
        )

    def each_incident(self) -> Iterator[Published]:
        for number in range(self._incidents):
            sheet = sheet_of(number)
            claims, reports = sheet.incident.claims, sheet.incident.reports
            yield Published(
                incident=sheet.incident,
                assessment=sheet.assessment,
                report_of=dict(zip(claims, reports, strict=True)),
            )

    def each_claim(self) -> Iterator[Claim]:
        return map(claim_of, range(self._incidents))

    def each_report(self) -> Iterator[Report]:
        return map(report_of, range(self._incidents))

    def each_entry(self) -> Iterator[LedgerEntry]:
        return iter(())

    def incidents_with(self, ids: Iterable[str]) -> tuple[Published, ...]:
        return ()

    def claims_with(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        return ()

    def reports_with(self, ids: Iterable[str]) -> tuple[Report, ...]:
        return ()


def _release(incidents: int, folder: Path) -> None:
    """Make the objects alone, then the release of them; print the seconds of both and the most memory held."""
    material = Generated(incidents)
    begun = time.perf_counter()
    for each in (material.each_incident(), material.each_claim(), material.each_report()):
        for _ in each:
            pass
    made = time.perf_counter()
    publish(material, folder, Terms(province_of=lambda place: place.country))
    ended = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES
    print(json.dumps({"making": made - begun, "release": ended - made, "megabytes": peak}))


def _measured_apart(incidents: int, folder: Path) -> dict[str, float]:
    command = [
        sys.executable,
        "-m",
        "benchmarks.release",
        "--incidents",
        str(incidents),
        "--into",
        str(folder),
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ))
    found: dict[str, float] = json.loads(told.stdout)
    return found


def duckdb_seconds(release: Path, scratch: Path) -> float:
    """How long DuckDB takes to write the rows of a release, which it has read into tables before."""
    import duckdb

    with duckdb.connect(str(scratch / "rows.duckdb"), config={"threads": _THREADS}) as base:
        tables = sorted(path.stem for path in release.glob("*.csv"))
        for table in tables:
            base.execute(
                f"CREATE TABLE \"{table}\" AS FROM read_csv('{release / table}.csv', all_varchar={table.endswith('.hxl')})"
            )
        begun = time.perf_counter()
        for table in tables:
            base.execute(f"COPY \"{table}\" TO '{scratch / table}.csv' (HEADER)")
        for table in ("incidents", "claims"):
            base.execute(f"COPY \"{table}\" TO '{scratch / table}.parquet' (COMPRESSION zstd)")
        return time.perf_counter() - begun


def main() -> None:
    """Print seconds, the ratio and the memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=20_000)
    parser.add_argument("--no-growth", action="store_true", help="Not ten times as many as well.")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.into:
        _release(asked.incidents, asked.into)
        return
    for incidents in (asked.incidents, *([] if asked.no_growth else [asked.incidents * _GROWTH])):
        with tempfile.TemporaryDirectory() as scratch:
            ours = _measured_apart(incidents, Path(scratch) / "release")
            theirs = duckdb_seconds(Path(scratch) / "release", Path(scratch))
        writing = ours["release"] - ours["making"]
        print(
            f"{incidents:,} incidents: release {ours['release']:.1f} s, of it {ours['making']:.1f} s to make the objects; "
            f"DuckDB {theirs:.1f} s; ratio {ours['release'] / theirs:.1f}, without the making {writing / theirs:.1f} (goal 3); "
            f"{ours['megabytes']:.0f} MB at most"
        )


if __name__ == "__main__":
    main()
