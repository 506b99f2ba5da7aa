"""A small net with one hidden layer: named features in, how likely they tie a place to an event out.

Its weights are a table: a row for each feature, with what it adds to the outcome and to each hidden unit.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("event_net.csv")
#: Rows of the table that belong to no feature: where the sums start, and what each hidden unit adds to the outcome.
START, OUT = "(start)", "(out)"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Net:
    """The outcome is in column 0 of `weights`, the hidden units in the others; `out` weighs these."""

    rows: dict[str, int]
    weights: Floats
    start: Floats
    out: Floats

    def likelihood(self, features: Iterable[str]) -> float:
        """From 0 to 1; features that it never met count for nothing."""
        known = [self.rows[name] for name in sorted(set(features)) if name in self.rows]
        sums = self.start + self.weights[known].sum(axis=0)
        total = sums[0] + np.maximum(sums[1:], 0.0) @ self.out
        return float(1 / (1 + np.exp(-np.clip(total, -30.0, 30.0))))


def read_net(path: Path) -> Net:
    """The net of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        table = {row[0]: [float(cell) for cell in row[1:]] for row in csv.reader(lines)}
    start, out = table.pop(START), table.pop(OUT)
    return Net(
        rows={name: at for at, name in enumerate(table)},
        weights=np.array(list(table.values())),
        start=np.array(start),
        out=np.array(out[1:]),
    )


def write_net(path: Path, net: Net) -> None:
    """The table of a net, features in the order of the alphabet."""
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow([START, *_cells(net.start)])
        lines.writerow([OUT, *_cells([0.0, *net.out])])
        lines.writerows([name, *_cells(net.weights[net.rows[name]])] for name in sorted(net.rows))


def _cells(numbers: Sequence[float] | Floats) -> list[str]:
    return [f"{number + 0.0:.3f}".rstrip("0").rstrip(".") for number in numbers]


@lru_cache(maxsize=1)
def event_net() -> Net:
    """The net that is shipped, for English."""
    return read_net(WEIGHTS)
