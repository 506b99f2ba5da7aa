"""How long linking in bulk takes, how much memory, and how right it is, beside a bare Splink run with the same blocking.

Each measurement runs in a process of its own. What is timed begins with claims that were read and ends with groups of
events: events of each report, columns, words, blocking, Splink's scores, clustering. Making up the war is not
timed; near-copies are not looked for and incidents not composed. With `--whole` instead: all of `link_claims`.
What is done is told as it goes on; a run stops at `--limit`.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from json import dumps, loads
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from benchmarks.synthetic_telling import Written
    from civharm.engine.linking.bulk import BulkLinking
    from civharm.engine.linking.scoring import ScoredPairs

GOALS = {1_000_000: (180.0, 4_000.0)}
MOST_TIMES_SPLINK = 3.0
_AT_ONCE = 2_000
_TOLD_EVERY = 100_000  # reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run. Times in seconds, memory in MB at its highest, the war and Python among it."""

    way: str = ""
    claims: int = 0
    events: int
    pairs: int = 0
    wall: float
    cpu: float
    memory: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Of pairs of events that belong together."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def main() -> int:
    """Exit status 1 if a goal is missed."""
    options = _parser().parse_args()
    if options.way:
        print(dumps(asdict(_WAYS[options.way](options.claims[0], options.reports))))
        return 0
    run = Runs(options.limit)
    try:
        if options.reports:
            _show(run.alone("one", 0, options.reports))
            return 0
        if options.whole:
            for claims in options.claims:
                _show(run.alone("whole", claims))
            return 0
        return _compare(sorted(options.claims), run)
    except subprocess.TimeoutExpired:
        print(
            f"stopped: not done within {options.limit} s (--limit); nothing is known of this size", flush=True
        )
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.linkage", description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--whole", action="store_true", help="all of link_claims, to be tried up to 100,000")
    parser.add_argument("--reports", type=int, default=0, help="instead: one incident with so many reports")
    parser.add_argument("--limit", type=float, default=1_800, help="seconds for each run (default: 1800)")
    parser.add_argument("--way", choices=["bulk", "splink", "whole", "one"], help=argparse.SUPPRESS)
    return parser


def _compare(sizes: list[int], run: "Runs") -> int:
    """Each size in bulk and by bare Splink; 1 if a goal is missed."""
    status, before = 0, None
    for claims in sizes:
        bulk = run.alone("bulk", claims)
        _show(bulk)
        if before:
            growth = log(bulk.cpu / before.cpu) / log(bulk.events / before.events)
            print(f"{'':>12}CPU grows with the number of events to the power of {growth:.2f}", flush=True)
        seconds, memory = GOALS.get(claims, (float("inf"), float("inf")))
        status |= int(bulk.wall > seconds or bulk.memory > memory)
        bare = run.alone("splink", claims)
        _show(bare)
        times = bulk.cpu / bare.cpu
        print(f"{'':>12}{times:.1f} times the CPU of bare Splink (goal: {MOST_TIMES_SPLINK})", flush=True)
        before = bulk
    return status


@dataclass(frozen=True, slots=True)
class Runs:
    """Runs measurements, each in a process of its own that is stopped at the limit."""

    limit: float

    def alone(self, way: str, claims: int, reports: int = 0) -> Measured:
        """What a process of its own measured; what it tells meanwhile goes to stderr."""
        command = [sys.executable, "-m", "benchmarks.linkage", "--way", way, "--claims", str(claims)]
        done = subprocess.run(
            [*command, "--reports", str(reports)],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=self.limit,
        )
        return Measured(**loads(done.stdout.splitlines()[-1]))


def _show(found: Measured) -> None:
    print(
        f"{found.way:<8}{found.claims:>10,} claims{found.events:>9,} events{found.pairs:>12,} pairs"
        f"{found.wall:>8.1f} s{found.cpu:>8.1f} s CPU{found.memory:>7,.0f} MB"
        f"  F1 {found.f1:.3f} (P {found.precision:.3f}, R {found.recall:.3f})",
        flush=True,
    )


@dataclass(slots=True)
class Watch:
    """Adds up the time of what is timed."""

    wall: float = 0.0
    cpu: float = 0.0
    _began: tuple[float, float] = field(default=(0.0, 0.0))
    _is_on: bool = False

    def __enter__(self) -> "Watch":
        self._is_on = True
        self._began = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_on = False
        self.wall += time.perf_counter() - self._began[0]
        self.cpu += time.process_time() - self._began[1]

    def tell(self, done: str) -> None:
        """What is done, with the time that all took so far."""
        wall = self.wall + time.perf_counter() - self._began[0] if self._is_on else self.wall
        cpu = self.cpu + time.process_time() - self._began[1] if self._is_on else self.cpu
        print(f"  {wall:>7.1f} s {cpu:>7.1f} s CPU  {done}", file=sys.stderr, flush=True)


def _in_bulk(claims: int, reports: int) -> Measured:
    from civharm.engine.linking.grouping import groups_of
    from civharm.incidents.rules import linkage_rules

    watch = Watch()
    linking, truth = _gathered(_war(claims, reports), watch)
    with watch:
        scorer = linking.scorer()
        watch.tell(f"vectors, like reports ({len(scorer.alike):,} pairs), tables")
        counted = Counted(scorer.scored(), watch)
        groups = groups_of(len(linking.events), counted, scorer.score, rules=linkage_rules())
    watch.tell("groups")
    return replace(_measured(watch, truth, groups), way="bulk", claims=claims, pairs=counted.pairs)


@dataclass(slots=True)
class Counted:
    """Scored pairs as they come, counted and told of."""

    parts: "Iterator[ScoredPairs]"
    watch: Watch
    pairs: int = 0

    def __iter__(self) -> "Iterator[ScoredPairs]":
        for part in self.parts:
            self.pairs += len(part)
            self.watch.tell(f"{self.pairs:,} pairs scored")
            yield part


def _bare_splink(claims: int, reports: int) -> Measured:
    """Splink as one would take it: exact comparisons, clusters of connected components."""
    from benchmarks.bare_splink import link_with_splink, table_of

    linking, truth = _gathered(_war(claims, reports), Watch())
    base = table_of(linking)
    del linking
    watch = Watch()
    with watch:
        groups, pairs = link_with_splink(base)
    return replace(_measured(watch, truth, groups), way="splink", claims=claims, pairs=pairs)


def _whole(claims: int, reports: int) -> Measured:
    """All of link_claims, with copies, composed incidents and doubtful pairs."""
    import numpy as np

    from civharm.engine.linking.bulk import found_in_bulk
    from civharm.incidents.link import LinkingTerms, link

    made = list(_war(claims, reports))
    told = [claim for written in made for claim in written.claims]
    watch = Watch()
    with watch:
        linked = link(
            [written.report for written in made],
            {written.report.id: written.text for written in made},
            told,
            terms=LinkingTerms(in_bulk=found_in_bulk),
        )
    truth = {claim: number for written in made for claim, number in written.truth.items()}
    composed = (*linked.incidents, *linked.leads, *linked.attacks)
    group = {claim: at for at, event in enumerate(composed) for claim in event.claims}
    ends = np.array([truth[claim] for claim in group]), np.array(list(group.values()))
    return replace(_measured(watch, *ends), way="whole" if claims else "one", claims=len(told))


_WAYS: dict[str, Callable[[int, int], Measured]] = {
    "bulk": _in_bulk,
    "splink": _bare_splink,
    "whole": _whole,
    "one": _whole,
}


def _war(claims: int, reports: int) -> "Iterator[Written]":
    from benchmarks.synthetic_claims import War

    return War(max(claims, reports)).reports() if claims else War(reports).reports_of_one_incident(reports)


def _gathered(war: "Iterator[Written]", watch: Watch) -> "tuple[BulkLinking, NDArray[np.int64]]":
    """All events, with the true incident of each; the claims of some reports at a time are held."""
    import numpy as np

    from civharm.engine.linking.bulk import BulkLinking
    from civharm.incidents.asides import with_asides
    from civharm.incidents.occurrences import Shelf, occurrences_of
    from civharm.incidents.rules import linkage_rules

    rules = linkage_rules()
    linking, truth, reports = BulkLinking(rules), list[int](), 0
    while some := list(islice(war, _AT_ONCE)):
        told = []
        with watch:
            for written in some:
                report, text = written.report, written.text
                shelf = Shelf(reports={report.id: report}, texts={report.id: text}, origins={})
                events = with_asides(occurrences_of(written.claims, shelf), rules)
                linking.add(report.id, text, events)
                told.append((written, events))
        reports += len(some)
        if reports % _TOLD_EVERY < _AT_ONCE:
            watch.tell(f"{reports:,} reports, {len(linking.events):,} events as columns")
        truth += [written.truth[event.claims[0].id] for written, events in told for event in events]
    return linking, np.array(truth)


def _measured(
    watch: Watch, truth: "NDArray[np.int64]", groups: "NDArray[np.int64] | NDArray[np.int32]"
) -> Measured:
    both = _pairs_in(truth.astype("int64") << 32 | groups)
    return Measured(
        events=len(groups),
        wall=watch.wall,
        cpu=watch.cpu,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        precision=both / max(_pairs_in(groups), 1),
        recall=both / max(_pairs_in(truth), 1),
    )


def _pairs_in(groups: "NDArray[np.int64] | NDArray[np.int32]") -> int:
    """How many pairs have the same number."""
    import numpy as np

    sizes = np.unique(groups, return_counts=True)[1].astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


if __name__ == "__main__":
    sys.exit(main())
