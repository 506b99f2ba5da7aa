"""`python -m evals BOARD --gold DIR --out PRED.jsonl`, or `--all` / `--quick` over a folder of boards.

`--second-reader URL` lets a language model read too, as if a person had accepted all that it claims.
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from contextvars import copy_context
from dataclasses import asdict
from pathlib import Path

from civharm.claims.second.reader import Effort
from civharm.claims.second.which import SecondReaderOn
from civharm.lang.chat import endpoint_at
from evals.boards import FAMILIES, board
from evals.boards.board import ITEMS
from evals.rows import Row, quick_part, read_rows, sample, write_rows
from evals.scoring import (
    BASELINES,
    FLOORS,
    Scores,
    below_floor,
    headline_scores,
    load_scorer,
    raise_floors,
    read_table,
)
from evals.second import SecondReading
from evals.tools import SECOND
from evals.workers import read_all

_ANSWERS = "gold.jsonl"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 all well, 1 a score below its floor, 2 wrong use."""
    return copy_context().run(_run, _parser().parse_args(arguments))


def _run(options: argparse.Namespace) -> int:
    if options.second_reader:
        _ask_second(options)
    if options.board:
        return _predict_one(options)
    part = "quick" if options.quick else "all"
    scores = _run_boards(options, part)
    if options.sample or options.second_reader:
        return 0  # floors are of whole parts, read by the built-in readers alone
    fallen = below_floor(scores, read_table(FLOORS).get(part, {}))
    for line in fallen:
        print(f"✗ {line}")
    if options.update_floors:
        if fallen:
            print("The floors stay as they are: they only go up.")
            return 1
        raise_floors(part, scores)
    return 1 if fallen else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evals", description=__doc__)
    parser.add_argument("board", nargs="?", help="one board; DIR is then its folder")
    parser.add_argument("--gold", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, help="where the predictions go")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help="every board of the folder")
    which.add_argument("--quick", action="store_true", help="a fixed quarter of every board")
    parser.add_argument(
        "--only", nargs="+", metavar="BOARD", help="with --all or --quick: these boards alone"
    )
    parser.add_argument("--update-floors", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument(
        "--sample", type=int, metavar="N", help="so many reports of each board, always the same"
    )
    _add_second(parser)
    return parser


def _add_second(parser: argparse.ArgumentParser) -> None:
    second = parser.add_argument_group("second reader")
    second.add_argument("--second-reader", metavar="URL")
    second.add_argument("--second-reader-model", metavar="NAME")
    second.add_argument("--second-reader-on", choices=list(SecondReaderOn), default=SecondReaderOn.DOUBTFUL)
    second.add_argument("--second-reader-alone", action="store_true", help="leave the built-in reader out")
    second.add_argument("--second-reader-seconds", type=int, default=120)


def _ask_second(options: argparse.Namespace) -> None:
    """Let the second reader read too, in this process alone: a model is shared, and what it costs is counted."""
    end = endpoint_at(
        options.second_reader,
        model=options.second_reader_model or "",
        key=os.environ.get("CIVHARM_MODEL_KEY"),
        seconds=options.second_reader_seconds,
    )
    second = SecondReading(
        endpoint=end,
        on=SecondReaderOn(options.second_reader_on),
        is_alone=options.second_reader_alone,
        effort=Effort(),
    )
    SECOND.set(second)
    options.processes = 1


def _predict_one(options: argparse.Namespace) -> int:
    if options.board not in FAMILIES:
        print(f"evals: no board {options.board!r}; there are {', '.join(FAMILIES)}", file=sys.stderr)
        return 2
    if options.out is None or not (options.gold / ITEMS).is_file():
        print(f"evals: name --out, and a --gold folder that holds {ITEMS}", file=sys.stderr)
        return 2
    rows = board(options.board).rows(options.gold)
    write_rows(options.out, predict(options.board, rows, processes=options.processes))
    _print_effort()
    return 0


def predict(name: str, rows: Sequence[Row], *, processes: int = 1) -> list[Row]:
    """The predictions of one board, in the order of its rows."""
    return board(name).answer(rows, list(read_all(name, rows, processes=processes)))


def _run_boards(options: argparse.Namespace, part: str) -> dict[str, Scores]:
    wanted = options.only or list(FAMILIES)
    boards = [name for name in wanted if (options.gold / name / ITEMS).is_file()]
    scores: dict[str, Scores] = {}
    for name in boards:
        started = time.monotonic()
        found = _run_board(name, options, part)
        if found is not None:
            scores[name] = found
            _print_scores(name, found, seconds=time.monotonic() - started)
    return scores


def _run_board(name: str, options: argparse.Namespace, part: str) -> Scores | None:
    folder = options.gold / name
    rows = board(name).rows(folder)
    if part == "quick":
        rows = quick_part(rows)
    if options.sample:
        rows = sample(rows, options.sample)
    predicted = predict(name, rows, processes=options.processes)
    _print_effort()
    write_rows(Path("build/evals") / part / f"{name}.jsonl", predicted)
    scorer = load_scorer(options.gold)
    if scorer is None or not (folder / _ANSWERS).is_file():
        print(f"{name}: predicted, not scored (no answers or no scorer beside the gold folder)")
        return None
    return headline_scores(scorer, name, gold=read_rows(folder / _ANSWERS), predicted=predicted, rows=rows)


def _print_effort() -> None:
    """What the second reader has cost so far, and what came of it."""
    second = SECOND.get()
    if second is not None:
        told = ", ".join(f"{name} {value:.4g}" for name, value in asdict(second.effort).items())
        print(f"second reader {second.endpoint.model}: {told}", flush=True)


def _print_scores(name: str, scores: Scores, *, seconds: float) -> None:
    baselines = read_table(BASELINES).get("dev", {}).get(name, {})
    for metric, value in scores.items():
        baseline = f"baseline {baselines[metric]:.3f}" if metric in baselines else ""
        print(f"{name:<16}{metric:<24}{value:.4f}   {baseline}", flush=True)
    print(f"{'':<16}({seconds:.0f} s)", flush=True)


if __name__ == "__main__":
    sys.exit(main())
