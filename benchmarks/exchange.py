"""Records of others into a casebook: how many rows a second, and how memory grows. `python -m benchmarks.exchange`.

The rows are generated in UCDP's columns. Each size is imported by a program of its own, so that its peak of memory is its
own; beside it stands how fast the csv module and DuckDB read the same file. Linking is not in it: that is measured by
`benchmarks.linkage`.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb

from civharm.casebook.store import Casebook
from civharm.exchange.importing import Order, import_file
from civharm.exchange.kinds import Kind, form_of
from civharm.exchange.telling import Vocabulary

_KILOBYTES = 1024
_BEGAN = date(2015, 1, 1)
_COLUMNS = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "latitude", "longitude", "country",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low",
)  # fmt: skip


def main() -> None:
    """Import a tenth of the rows, then all; say how fast, and how much more memory ten times the rows take."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rows", type=int, default=20_000)
    arguments.add_argument("--one", type=Path, help="import this file alone and say what that took, as JSON")
    asked = arguments.parse_args()
    if asked.one:
        print(json.dumps(_import(asked.one)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        peaks = []
        for rows in (asked.rows // 10, asked.rows):
            _write(path, rows)
            taken = _alone(path)
            peaks.append(taken["peak_mb"])
            print(
                f"{rows:,} rows: {rows / taken['first_s']:,.0f} a second ({rows / taken['cpu_s']:,.0f} of a core's own), "
                f"once more {rows / taken['again_s']:,.0f}; "
                f"{taken['peak_mb']:.0f} MB at most"
            )
        for name, seconds in (
            ("csv", _timed(lambda: _by_csv(path))),
            ("DuckDB", _timed(lambda: _by_duckdb(path))),
        ):
            print(
                f"{name} reads them in {seconds:.2f} s: importing takes {taken['first_s'] / seconds:,.0f} times that"
            )
    print(f"memory at ten times the rows: {peaks[1] / peaks[0]:.2f} times")


def _alone(path: Path) -> dict[str, float]:
    """What importing takes a program that does nothing else."""
    command = [sys.executable, "-m", "benchmarks.exchange", "--one", str(path)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def _import(path: Path) -> dict[str, float]:
    """Import a file into a new casebook, and once more."""
    vocabulary = Vocabulary(party=lambda name: (name, None), country=lambda name: "AX")
    form = form_of(Kind.UCDP_GED)
    order = Order(form=form, recorder=form.recorder or "")
    with tempfile.TemporaryDirectory() as folder:
        casebook = Casebook.create(Path(folder) / "casebook")
        began = time.process_time()
        first = _timed(lambda: import_file(path, casebook, order, vocabulary=vocabulary))
        cpu = time.process_time() - began
        again = _timed(lambda: import_file(path, casebook, order, vocabulary=vocabulary))
    return {"first_s": first, "cpu_s": cpu, "again_s": again, "peak_mb": _peak()}


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _by_csv(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def _by_duckdb(path: Path) -> int:
    return len(duckdb.read_csv(str(path)).fetchall())


def _write(path: Path, rows: int) -> None:
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for number in range(rows):
            day = _BEGAN + timedelta(days=chance.randrange(3000))
            killed = chance.randrange(1, 20)
            deaths = 0, 0, killed, 0, killed, killed + 3, killed
            place = f"Place {chance.randrange(5000)}", chance.uniform(30, 40), chance.uniform(35, 50)
            writer.writerow(
                (number, 3, "Northern Army", "Civilians", 1, *place, "Arlandia", 1, day, day, *deaths)
            )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES


if __name__ == "__main__":
    main()
