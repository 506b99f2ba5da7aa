"""Records of others into a casebook: how many rows a second, and how much memory. `python -m benchmarks.importing`.

The rows are generated in UCDP's columns. Linking is not in it: that is measured by `benchmarks.linkage`.
"""

import argparse
import csv
import random
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

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
    """Import a generated file twice and say what that took."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rows", type=int, default=100_000)
    wanted: int = arguments.parse_args().rows
    vocabulary = Vocabulary(party=lambda name: (name, None), country=lambda name: "AX")
    form = form_of(Kind.UCDP_GED)
    order = Order(form=form, recorder=form.recorder or "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "events.csv"
        _write(path, wanted)
        casebook = Casebook.create(Path(folder) / "casebook")
        before = _peak()
        for what in ("first time", "once more"):
            began = time.perf_counter()
            result = import_file(path, casebook, order, vocabulary=vocabulary)
            seconds = time.perf_counter() - began
            assert not result.errors, result.errors[:3]
            print(
                f"{what}: {wanted:,} rows in {seconds:.1f} s, {wanted / seconds:,.0f} a second; {result.kept}"
            )
        print(f"memory: {before:.0f} MB before, {_peak():.0f} MB at most")


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
