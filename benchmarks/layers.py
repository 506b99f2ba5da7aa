"""Loading places: the pace against bare inserts of what the layer holds, and memory, which must stay flat.

Bare is `executemany` of the very rows that the finished layer has, keys and all; and, for scale, of the file's rows
as they stand, without a single key. All times are seconds of one core.

`python -m benchmarks.layers [--rows N] [--folder DIR]`: rows are made up, each with three names and an Arabic one.
"""

import argparse
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

MOST_RATIO = 12.0
MEMORY_MB = 400
_FIRST = "Tell Bayt Kafr Dayr Umm Abu Khirbat Wadi Ayn Bab".split()
_SECOND = "Nur Zaytun Rumman Hamam Tin Sahl Qamar Najm Ward Sakhr Rimal Jisr Hajar Nahr Shams".split()
_ARABIC = "تل بيت كفر دير أم أبو خربة وادي عين باب".split()
_HEADER = "id,name,name_ar,variants,lat,lon,precision,country,parent\n"


def main() -> int:
    """Exit status 1 if a goal is missed."""
    options = _parser().parse_args()
    if options.load:
        return _load(options.load)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        return _measure(Path(folder), options.rows)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.layers", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, help="places of the file")
    parser.add_argument("--folder", type=Path, help="where to write: the file and the layer need room")
    parser.add_argument("--load", type=Path, help=argparse.SUPPRESS)
    return parser


def _measure(folder: Path, rows: int) -> int:
    path = folder / "made-up.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEADER)
        file.writelines(_rows(rows))
    as_it_stands = _bare_insert(path, folder / "bare.sqlite3")
    layer, megabytes = _timed_load(path)
    same = _bare_copy(Path(f"{path}.sqlite3"), folder / "same.sqlite3")
    small = folder / "small.csv"
    with small.open("w", encoding="utf-8") as file:
        file.write(_HEADER)
        file.writelines(_rows(rows // 10))
    small_megabytes = _timed_load(small)[1]
    written = Path(f"{path}.sqlite3").stat().st_size / 1e6
    print(f"{rows:,} rows, {path.stat().st_size / 1e6:,.0f} MB; the layer {written:,.0f} MB")
    print(f"bare insert of the file's rows:  {as_it_stands:8.1f} s, {rows / as_it_stands:,.0f} rows a second")
    print(f"bare insert of the layer's rows: {same:8.1f} s, {rows / same:,.0f}")
    print(
        f"civharm, from file to layer:     {layer:8.1f} s, {rows / layer:,.0f}: {layer / same:.1f} times as long"
    )
    print(f"memory: {megabytes:.0f} MB at most; {small_megabytes:.0f} MB for a tenth of the rows")
    print(f"(goals: at most {MOST_RATIO:.0f} times as long, {MEMORY_MB} MB)")
    return int(layer / same > MOST_RATIO or megabytes > MEMORY_MB)


def _rows(count: int) -> Iterator[str]:
    for n in range(count):
        first, second = n % len(_FIRST), (n // len(_FIRST)) % len(_SECOND)
        name = f"{_FIRST[first]} al-{_SECOND[second]} {n:x}"
        other = f"{_FIRST[first]} {_SECOND[second]} {n:x}"
        lat, lon = 33 + (n * 7919 % 40_000) / 10_000, 39 + (n * 104_729 % 70_000) / 10_000
        yield f"{n},{name},{_ARABIC[first]} {n},{other}|{name}a,{lat:.4f},{lon:.4f},village,IQ,Example {n % 500}\n"


def _bare_insert(path: Path, to: Path) -> float:
    """Seconds that SQLite takes for the same rows as they stand, read by the same csv module."""
    import csv

    began = time.process_time()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        columns = next(rows)
        database = sqlite3.connect(to)
        database.execute("PRAGMA journal_mode = OFF")
        database.execute(f"CREATE TABLE places ({', '.join(columns)})")
        database.executemany(f"INSERT INTO places VALUES ({', '.join('?' * len(columns))})", rows)
        database.commit()
        database.close()
    return time.process_time() - began


def _bare_copy(layer: Path, to: Path) -> float:
    """Seconds that SQLite takes for all rows of a finished layer, in the order in which they are in it."""
    from civharm.places.keys import SCHEMA

    began = time.process_time()
    source, database = sqlite3.connect(layer), sqlite3.connect(to)
    database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
    for table in ("sources", "places", "names"):
        rows = source.execute(f"SELECT * FROM {table}")
        database.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows.description))})", rows)
    database.commit()
    database.close()
    return time.process_time() - began


def _timed_load(path: Path) -> tuple[float, float]:
    """Seconds, and megabytes at the highest, of a process that loads a file and does nothing else."""
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.layers", "--load", str(path)],
        check=True,
        capture_output=True,
        text=True,
    )
    seconds, megabytes = answer.stdout.split()
    return float(seconds), float(megabytes)


def _load(path: Path) -> int:
    import resource
    from datetime import UTC, datetime

    from civharm.places.layers.compile import LoadTerms
    from civharm.places.layers.shelf import compile_to

    began = time.process_time()
    compile_to(path, Path(f"{path}.sqlite3"), terms=LoadTerms(name="made-up"), at=datetime.now(UTC))
    seconds = time.process_time() - began
    print(f"{seconds:.3f} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
