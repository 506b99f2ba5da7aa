"""How fast English is read, against spaCy's small pipeline alone on the same texts in the same run.

What counts is the stream of a recorder, in which most reports tell of no harm: it must be read at least twice as
fast. With `--boards` instead: on how many reports the answer changes when every sentence is parsed (at most 0.5 %).
"""

import argparse
import os
import resource
import sys
from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.pace import Contest, Pace
    from civharm.model.ports import Reader
    from civharm.reports.rendered import RenderedReport

LEAST_RATIO, MOST_CHANGED = 2.0, 0.005
_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
_HARM, _NEWS, _STREAM = "reports of harm", "ordinary news", "stream"
#: So far apart that no two turns share a story.
_SEED = 1_000


def main() -> int:
    """Exit status 1 if a goal is missed."""
    options = _parser().parse_args()
    os.environ.update(dict.fromkeys(_THREADS, "1"))  # before numpy is imported
    return _compare_boards(options) if options.boards else _measure(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="benchmarks.reading", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="JSON lines of your own: text or body")
    parser.add_argument("--share", type=float, default=0.2, help="of the stream's reports that tell of harm")
    parser.add_argument("--reports", type=int, default=100, help="in a turn, of each kind")
    parser.add_argument("--repeat", type=int, default=5, help="turns")
    parser.add_argument(
        "--long", type=int, default=2_000, help="reports of the stream that memory is seen on"
    )
    parser.add_argument("--boards", type=Path, metavar="DIR", help="compare answers instead")
    parser.add_argument("--quick", action="store_true", help="with --boards: a fixed quarter of each")
    return parser


def _measure(options: argparse.Namespace) -> int:
    from benchmarks.pace import Contest, Pace
    from civharm.claims.english.relevance import relevance
    from civharm.codebook.load import default_codebook

    reader = _reader()
    contest = Contest(reader, relevance(default_codebook()))
    kinds = _kinds(options)
    _warm_up(contest, kinds[_STREAM](0))
    print(f"{'':<24}{'words':>8}{'parsed':>9}{'spaCy alone':>14}{'civharm':>12}{'ratio':>8}")
    turns = {name: [contest.turn(reports(0), is_reader_first=False)] for name, reports in kinds.items()}
    for repeat in range(1, options.repeat):
        for name, reports in kinds.items():
            turns[name].append(contest.turn(reports(repeat), is_reader_first=repeat % 2 == 1))
    paces = {name: Pace(found) for name, found in turns.items()}
    for name, pace in paces.items():
        _print_pace(name, pace)
    ratio = paces[_STREAM].ratio
    print(
        f"one report of the stream in {1 / options.share:.3g} tells of harm; medians of {options.repeat} turns"
    )
    _print_memory(options, reader)
    print(f"stream: {ratio:.2f} times as fast as spaCy alone (goal {LEAST_RATIO})")
    return int(ratio < LEAST_RATIO)


def _reader() -> "Reader":
    from civharm.claims.readers import built_in_readers

    reader = built_in_readers().reader_for("en")
    assert reader is not None
    return reader


def _kinds(options: argparse.Namespace) -> "dict[str, Callable[[int], Sequence[RenderedReport]]]":
    """By their names, what gives the reports of a turn; news is new in each."""
    from benchmarks.reports import news, reports_in, reports_of_harm, stream

    kinds: dict[str, Callable[[int], Sequence[RenderedReport]]] = {
        _HARM: lambda turn: reports_of_harm(),
        _NEWS: lambda turn: list(islice(news(_SEED + turn), options.reports)),
        _STREAM: lambda turn: list(islice(stream(2 * _SEED + turn, share=options.share), options.reports)),
    }
    for path in options.files:
        own = reports_in(path, most=options.reports)
        kinds[path.name] = lambda turn, own=own: own  # type: ignore[misc]
    return kinds


def _warm_up(contest: "Contest", reports: "Sequence[RenderedReport]") -> None:
    """Loads the models, and fills what both keep between reports."""
    contest.turn(reports[:20], is_reader_first=False)


def _print_pace(name: str, pace: "Pace") -> None:
    print(
        f"{name[:23]:<24}{pace.words:>8,.0f}{pace.parsed:>8.0%} {pace.alone:>12,.0f}/s{pace.reading:>10,.0f}/s"
        f"{pace.ratio:>8.2f}"
    )


def _print_memory(options: argparse.Namespace, reader: "Reader") -> None:
    """Of this process, at its highest, before and after the same long stream is read twice."""
    from benchmarks.reports import stream
    from civharm.reading import read_report

    marks = [_memory_mb()]
    for _ in range(2):
        reports = islice(stream(3 * _SEED, share=options.share), options.long)
        deque((read_report(made, reader) for made in reports), maxlen=0)
        marks.append(_memory_mb())
    before, once, twice = marks
    print(
        f"memory: {before:.0f} MB before a stream of {options.long:,} reports, {once - before:+.1f} MB after it,"
        f" {twice - once:+.1f} MB after the same once more"
    )


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _compare_boards(options: argparse.Namespace) -> int:
    from benchmarks.filter_off import Comparison, compare_boards, together

    def show(found: Comparison) -> Comparison:
        print(f"{found.board:<16}{len(found.changed):>5} of {found.rows:,} ({found.share:.2%})", flush=True)
        return found

    found = [show(each) for each in compare_boards(options.boards, is_quick=options.quick)]
    total = show(together(found))
    print(f"answered otherwise with the filter off: goal at most {MOST_CHANGED:.1%}")
    return int(total.share > MOST_CHANGED)


if __name__ == "__main__":
    sys.exit(main())
