"""What ten new reports cost a casebook, against working out everything anew, in the same run on the same casebook.

Processor time, of which reading the casebook's rows is a part of both. The workings must make a refresh cheaper, and
nothing else of it: both must come to the same.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.synthetic_telling import Written
    from civharm.casebook.store import Casebook

LEAST_RATIO = 3.0
_SEED = 28


def main() -> int:
    """Exit status 1 if the goal is missed, or if a refresh and a rebuild differ."""
    options = _parser().parse_args()
    with TemporaryDirectory() as folder:
        return _measure(Path(folder), options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.refresh", description=__doc__)
    parser.add_argument("--reports", type=int, default=2_000, help="in the casebook before")
    parser.add_argument("--new", type=int, default=10, help="reports that are added each time")
    parser.add_argument("--repeat", type=int, default=3, help="times")
    return parser


def _measure(folder: Path, options: argparse.Namespace) -> int:
    from civharm.casebook.store import Casebook
    from civharm.pipeline import recompute, refresh
    from civharm.recomputing import Extent

    told = _told(options.reports + options.new * options.repeat)
    casebook = Casebook.create(folder / "casebook", actor="benchmark")
    _keep(casebook, told[: options.reports])
    refresh(casebook)
    refreshes, rebuilds = [], []
    for turn in range(options.repeat):
        begin = options.reports + turn * options.new
        _keep(casebook, told[begin : begin + options.new])
        refreshes.append(_seconds(lambda: refresh(casebook)))
        rebuilds.append(_seconds(lambda: refresh(casebook, extent=Extent.ALL)))
    one, all_ = median(refreshes), median(rebuilds)
    print(
        f"{options.reports} reports: {options.new} more {one:.2f} s, all anew {all_:.2f} s, ratio {all_ / one:.1f}"
    )
    differing = casebook.rebuild(recompute)
    print(*differing, sep="\n", end="\n" if differing else "")
    return 0 if all_ / one >= LEAST_RATIO and not differing else 1


def _told(count: int) -> "list[Written]":
    """So many reports, in any order: what comes late tells of any day."""
    from benchmarks.synthetic_claims import War

    told = list(islice(War(count * 2).reports(), count))
    random.Random(_SEED).shuffle(told)
    return told


def _keep(casebook: "Casebook", told: "Iterable[Written]") -> None:
    from dataclasses import replace

    from civharm.model.ids import sha256_of, stable_id
    from civharm.model.ports import Reading
    from civharm.model.reports import Capture, Rendition
    from civharm.model.store import ReaderVersion

    for written in told:
        report, content = written.report, f"{written.report.id}\n{written.text}".encode()
        sha256 = sha256_of(content)
        at = casebook.clock()
        casebook.add_capture(
            Capture(sha256=sha256, size=len(content), name=report.id, method="benchmark", captured_at=at),
            content,
        )
        text = Rendition(
            id=stable_id(report.id, "text"), sha256=sha256, text=written.text, renderer="plain", version="1"
        )
        kept = replace(report, capture_sha256=sha256, rendition_id=text.id)
        reader = ReaderVersion(name="benchmark", version="1")
        casebook.add_reading(kept, text, Reading(claims=tuple(written.claims)), reader=reader)


def _seconds(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
