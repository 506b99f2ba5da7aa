"""Records of others into a casebook: how many rows a second, and how memory grows. `python -m benchmarks.exchange`.

The rows are generated in UCDP's columns. Each size is imported by a program of its own, so that its peak of memory is its
own; beside it stands how fast the csv module and DuckDB read the same file. Linking is not in it: that is measured by
`benchmarks.linkage`. With `--reading` rows are read and made into claims, a hundredth of them wrong and written into a
table of errors, and nothing is kept: so much is the part that no database has in it.
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
from civharm.exchange.importing import Order, import_file, made_of
from civharm.exchange.kinds import Kind, form_of
from civharm.exchange.recorded import RowError
from civharm.exchange.telling import Vocabulary

_KILOBYTES = 1024
_BEGAN = date(2015, 1, 1)
_VOCABULARY = Vocabulary(party=lambda name: (name, None), country=lambda name: "AX")
_ORDER = Order(form=form_of(Kind.UCDP_GED), recorder="UCDP")
#: Of so many rows one is wrong, where wrong ones are wanted.
_WRONG = 100
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
    arguments.add_argument("--reading", action="store_true", help="only read, make claims and write errors")
    asked = arguments.parse_args()
    if asked.one:
        print(json.dumps(_read(asked.one) if asked.reading else _import(asked.one)))
        return
    if asked.reading:
        _say_reading(asked.rows)
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


def _say_reading(most: int) -> None:
    """Read a tenth of the rows, then all; say how fast, and how much more memory ten times the rows take."""
    with tempfile.TemporaryDirectory() as folder:
        path, peaks = Path(folder) / "events.csv", []
        for rows in (most // 10, most):
            _write(path, rows, wrong=_WRONG)
            taken = _alone(path, "--reading")
            peaks.append(taken["peak_mb"])
            print(
                f"{rows:,} rows ({path.stat().st_size / 1e6:,.0f} MB) read: {rows / taken['first_s']:,.0f} a second, "
                f"{taken['wrong']:,.0f} wrong ones in the table of errors; {taken['peak_mb']:.0f} MB at most"
            )
    print(f"memory at ten times the rows: {peaks[1] / peaks[0]:.2f} times")


def _read(path: Path) -> dict[str, float]:
    """Make claims of a file's rows and keep none; wrong ones go into a table beside it."""
    wrong = 0
    with path.with_suffix(".errors.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table)

        def tell(error: RowError) -> None:
            nonlocal wrong
            wrong += 1
            writer.writerow((error.row, error.column, error.what, error.remedy))

        made = made_of(path, _ORDER, vocabulary=_VOCABULARY, on_error=tell)
        seconds = _timed(lambda: sum(1 for _ in made))
    return {"first_s": seconds, "wrong": wrong, "peak_mb": _peak()}


def _alone(path: Path, *further: str) -> dict[str, float]:
    """What importing takes a program that does nothing else."""
    command = [sys.executable, "-m", "benchmarks.exchange", "--one", str(path), *further]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def _import(path: Path) -> dict[str, float]:
    """Import a file into a new casebook, and once more."""
    with tempfile.TemporaryDirectory() as folder:
        casebook = Casebook.create(Path(folder) / "casebook")
        began = time.process_time()
        first = _timed(lambda: import_file(path, casebook, _ORDER, vocabulary=_VOCABULARY))
        cpu = time.process_time() - began
        again = _timed(lambda: import_file(path, casebook, _ORDER, vocabulary=_VOCABULARY))
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


def _write(path: Path, rows: int, *, wrong: int = 0) -> None:
    chance = random.Random(1)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_COLUMNS)
        for number in range(rows):
            day = _BEGAN + timedelta(days=chance.randrange(3000))
            killed = chance.randrange(1, 20)
            low = "many" if wrong and number % wrong == 0 else killed
            deaths = 0, 0, killed, 0, killed, killed + 3, low
            place = f"Place {chance.randrange(5000)}", chance.uniform(30, 40), chance.uniform(35, 50)
            writer.writerow(
                (number, 3, "Northern Army", "Civilians", 1, *place, "Arlandia", 1, day, day, *deaths)
            )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KILOBYTES


if __name__ == "__main__":
    main()
