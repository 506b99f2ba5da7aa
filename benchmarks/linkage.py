"""How long linking in bulk takes, how much memory, and how right it is, beside a bare Splink run with the same blocking.

Each measurement runs in a process of its own. What is timed begins with claims that were read and ends with groups of
events: events of each report, columns, words, blocking, Splink's scores, clustering. Making up the war is not
timed; near-copies are not looked for and incidents not composed. With `--whole` instead: all of `link_claims`.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from json import dumps, loads

GOALS = {1_000_000: (180.0, 4_000.0)}
MOST_TIMES_SPLINK = 3.0
_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run. Times in seconds, memory in MB at its highest, the war and Python among it."""

    way: str
    claims: int
    events: int
    pairs: int
    wall: float
    cpu: float
    memory: float
    precision: float = 0.0
    recall: float = 0.0

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
    if options.reports:
        _show(_in_process("one", 0, options.reports))
        return 0
    return max(_compare(claims, is_whole=options.whole) for claims in options.claims)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.linkage", description=__doc__)
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--whole", action="store_true", help="all of link_claims, to be tried up to 100,000")
    parser.add_argument("--reports", type=int, default=0, help="instead: one incident with so many reports")
    parser.add_argument("--way", choices=["bulk", "splink", "whole", "one"], help=argparse.SUPPRESS)
    return parser


def _compare(claims: int, *, is_whole: bool) -> int:
    if is_whole:
        _show(_in_process("whole", claims))
        return 0
    bulk, bare = _in_process("bulk", claims), _in_process("splink", claims)
    _show(bulk)
    _show(bare)
    print(f"{'':>12}{bulk.wall / bare.wall:.1f} times as long as bare Splink", flush=True)
    seconds, memory = GOALS.get(claims, (float("inf"), float("inf")))
    return int(bulk.wall > seconds or bulk.memory > memory)


def _in_process(way: str, claims: int, reports: int = 0) -> Measured:
    command = [sys.executable, "-m", "benchmarks.linkage", "--way", way, "--claims", str(claims)]
    done = subprocess.run([*command, "--reports", str(reports)], check=True, capture_output=True, text=True)
    return Measured(**loads(done.stdout.splitlines()[-1]))


def _show(found: Measured) -> None:
    print(
        f"{found.way:<8}{found.claims:>10,} claims{found.events:>9,} events{found.pairs:>12,} pairs"
        f"{found.wall:>8.1f} s{found.cpu:>8.1f} s CPU{found.memory:>7,.0f} MB"
        f"  F1 {found.f1:.3f} (P {found.precision:.3f}, R {found.recall:.3f})",
        flush=True,
    )
