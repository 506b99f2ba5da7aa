"""`python -m evals.linkage_fit`: what Splink learns of the weights of linking from events without any labels.

Expectation-maximisation over pairs of one neighbourhood and of days beside each other, begun at the shipped weights, prints the shipped weight of
each level beside the estimated one. Nothing is written: see docs/linkage.md for what is taken over and why not all.
With `--gold DIR` the events are those that are read from the link boards, of which the answers are not looked at; else
those of a synthetic war.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from duckdb.func import PythonUDFType

from benchmarks.synthetic_claims import War
from civharm.engine.linking.bulk import BulkLinking
from civharm.engine.linking.levels import (
    LIE,
    LIKENESS,
    Comparison,
    compared_columns,
    comparisons,
    splink_settings,
)
from civharm.engine.linking.outside import Outside
from civharm.incidents.asides import with_asides
from civharm.incidents.likeness import own_words
from civharm.incidents.occurrences import Shelf, occurrences_of
from civharm.incidents.rules import linkage_rules
from civharm.model.claims import Claim
from civharm.model.reports import Report
from evals.boards.links import BOARDS
from evals.rows import sample

#: A level so rare among pairs of either kind has no weight that could be learned.
_SELDOM = 1e-4
#: Random pairs, nearly none of them of one event, by which the shares among other pairs are found.
_PAIRS = 300_000
#: Half a degree, and a day: columns of their own, for what Splink blocks by it does not learn.
_TABLE = f"""
    CREATE TABLE records AS
      SELECT {compared_columns()}, round(lat * 2) * 1000 + round(lon * 2) AS cell, coalesce(first_day, published) AS around
      FROM events JOIN points USING (place)
"""
_BLOCKED = "l.cell = r.cell AND l.around - r.around BETWEEN -1 AND 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A level with its weights in log-odds; `same` and `other` are its shares of the pairs of one event and of two."""

    comparison: str
    level: str
    shipped: float
    same: float
    other: float

    @property
    def estimated(self) -> float | None:
        """None where the level is too rare among pairs of either kind to tell."""
        return log(self.same / self.other) if min(self.same, self.other) > _SELDOM else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints a table."""
    options = _parser().parse_args(arguments)
    told = _of_boards(options.gold, options.reports) if options.gold else _of_war(options.claims)
    print("| comparison | level | of pairs of one event | of other pairs | shipped | estimated |")
    print("|---|---|---|---|---|---|")
    for each in estimates(told):
        estimated = "–" if each.estimated is None else f"{each.estimated:+.1f}"
        shares = f"{each.same:.1%} | {each.other:.1%}"
        print(f"| {each.comparison} | {each.level} | {shares} | {each.shipped:+.1f} | {estimated} |")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evals.linkage_fit", description=__doc__)
    parser.add_argument("--gold", type=Path, metavar="DIR", help="read the events of the link boards")
    parser.add_argument("--reports", type=int, default=400, help="with --gold: so many of each board")
    parser.add_argument("--claims", type=int, default=20_000, help="else: of a synthetic war")
    return parser


Told = tuple[Report, str, Sequence[Claim]]


def _of_war(claims: int) -> Iterator[Told]:
    return ((each.report, each.text, each.claims) for each in War(claims).reports())


def _of_boards(gold: Path, reports: int) -> Iterator[Told]:
    for board in BOARDS:
        if (gold / board.name).is_dir():
            for row in sample(board.rows(gold / board.name), reports):
                read = board.read(row)
                if read is not None:
                    yield read.report, own_words(read.report, read.text), read.claims


def estimates(told: Iterable[Told]) -> list[Estimate]:
    """Each level of each comparison."""
    from splink import DuckDBAPI, Linker

    rules = linkage_rules()
    base = _base(told)
    compared = comparisons(rules)
    interface = DuckDBAPI(connection=base)
    linker = Linker(interface.register("records"), splink_settings(rules, compared), log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=_PAIRS, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(_BLOCKED)
    learned = {each["output_column_name"]: each for each in linker.misc.save_model_to_json()["comparisons"]}
    return [
        estimate
        for comparison in compared
        for estimate in _of_levels(comparison, learned[comparison.name]["comparison_levels"])
    ]


def _of_levels(comparison: Comparison, learned: Sequence[dict[str, Any]]) -> Iterator[Estimate]:
    """A share that Splink left at what it began with was not seen."""
    begun = splink_settings(linkage_rules(), [comparison])["comparisons"][0]["comparison_levels"]
    for level, found, start in zip(comparison.levels, learned, begun, strict=True):
        if level.weight is not None:
            names = ("m_probability", "u_probability")
            same, other = (
                0.0 if found.get(name) == start[name] else _share(found.get(name)) for name in names
            )
            yield Estimate(
                comparison=comparison.name, level=level.label, shipped=level.weight, same=same, other=other
            )


def _share(found: object) -> float:
    """Splink says in words that a level was not seen."""
    return found if isinstance(found, float) else 0.0


def _base(told: Iterable[Told]) -> duckdb.DuckDBPyConnection:
    """The events that have a point, and the functions that the levels of places and texts ask."""
    linking = _gathered(told)
    vectors = linking.vectors()
    outside = Outside(linking.events, vectors, linkage_rules())
    points = [(at, found[0].lat, found[0].lon) for at, found in enumerate(linking.events.places)]
    located = [point for point in points if point[1] is not None]
    base = duckdb.connect()
    base.register("points", pa.table(list(zip(*located, strict=True)), names=["place", "lat", "lon"]))
    base.register("events", linking.events.table())
    base.execute(_TABLE)
    for name in ("points", "events"):
        base.unregister(name)
    for name, find, kind in ((LIE, outside.lies, "INTEGER"), (LIKENESS, vectors.cosines, "DOUBLE")):
        base.create_function(name, _asked(find), ["INTEGER", "INTEGER"], kind, type=PythonUDFType.ARROW)
    return base


def _asked(find: Callable[[Any, Any], Any]) -> Callable[[pa.Array, pa.Array], pa.Array]:
    def asked(left: pa.Array, right: pa.Array) -> pa.Array:
        return pa.array(find(np.asarray(left).astype(np.int64), np.asarray(right).astype(np.int64)))

    return asked


def _gathered(told: Iterable[Told]) -> BulkLinking:
    rules = linkage_rules()
    linking = BulkLinking(rules)
    for report, text, claims in told:
        shelf = Shelf(reports={report.id: report}, texts={report.id: text}, origins={})
        linking.add(report.id, text, with_asides(occurrences_of(claims, shelf), rules))
    return linking


if __name__ == "__main__":
    sys.exit(main())
