"""`python -m evals.calibration --gold DIR`: fits the weights of confidence on the toll boards, and says how well they hold.

Writes `rules/confidence.yml` of the codebook, and the figure and the tables of docs/confidence.md. Only claims of the
incident that a board asks about are judged: its answers say nothing of other events.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from civharm.claims.confidence import (
    ConfidenceRules,
    Told,
    Whole,
    confidence_rules,
    likelihood,
    signs_of,
    wholes,
)
from civharm.codebook.load import LISTS, default_codebook
from civharm.model.casualties import Harm, Status
from evals.boards.incidents import SCOPES, told_by
from evals.confidence_page import DOCS, Measured, errors_by_board, write_page
from evals.reliability import BIAS, Judged, Weights, fit, held_out
from evals.rows import Row, read_rows, sample
from evals.tools import ReadReport, read_rows_of
from evals.workers import attempt

RULES = LISTS / "rules" / "confidence.yml"
#: Boards that ask for civilians, as a minimum and a maximum.
_OF_CIVILIANS = frozenset({"toll-gaza", "incident-syria"})
#: The board that stores an unknown number of injured as 0.
_UNKNOWN_AS_0 = "toll-iraq"
_CHUNK = 8

#: The lowest and the highest number that agrees with a board's answer; harm that its experts coded no number for is missing.
Answer = dict[Harm, tuple[int, int]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 all well, 2 where there is nothing to fit on."""
    options = _parser().parse_args(arguments)
    judged = [one for board in SCOPES for one in _judged(board, options)]
    if not judged:
        print(f"calibration: no toll board with answers in {options.gold}", file=sys.stderr)
        return 2
    rules = fitted_rules(fit(judged), confidence_rules(default_codebook()))
    write_rules(rules, options.rules)
    measured = Measured(
        judged=judged,
        before=[fixed_guess(one) for one in judged],
        fitted=[likelihood(one.signs, rules) for one in judged],
        held_out=held_out(judged, partial(_rated, rules=rules)),
    )
    for row in errors_by_board(measured):
        print("  ".join(row))
    write_page(measured, options.docs)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evals.calibration", description=__doc__)
    parser.add_argument("--gold", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--sample", type=int, default=600, metavar="N", help="so many rows of each board at most"
    )
    parser.add_argument("--processes", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--docs", type=Path, default=DOCS, metavar="DIR", help="where page and figure go")
    parser.add_argument("--rules", type=Path, default=RULES, metavar="FILE", help="where the weights go")
    return parser


def _judged(board: str, options: argparse.Namespace) -> Iterator[Judged]:
    folder = options.gold / board
    if not (folder / "items.jsonl").is_file() or not (folder / "gold.jsonl").is_file():
        return
    answers = {row["id"]: answer_of(row, board) for row in read_rows(folder / "gold.jsonl")}
    rows = [row for row in read_rows(folder / "items.jsonl") if answers.get(row["id"])]
    asked = [(row, answers[row["id"]]) for row in sample(rows, options.sample)]
    with get_context("spawn").Pool(options.processes) as pool:
        for found in pool.imap(partial(_attempted, board), asked, chunksize=_CHUNK):
            yield from found


def answer_of(gold: Row, board: str) -> Answer:
    """What a board's experts coded: a range, or one number."""
    if board in _OF_CIVILIANS:
        coded = {harm: (gold[f"{harm}_min"], gold[f"{harm}_max"]) for harm in (Harm.KILLED, Harm.INJURED)}
    else:
        injured = gold["injured"] or (None if board == _UNKNOWN_AS_0 else 0)
        coded = {Harm.KILLED: (gold["killed"],) * 2, Harm.INJURED: (injured,) * 2}
    return {harm: ends for harm, ends in coded.items() if None not in ends}


def _attempted(board: str, asked: tuple[Row, Answer]) -> list[Judged]:
    row, answer = asked
    read = attempt(partial(_of_row, board=board, answer=answer), row)
    return read or []


def _of_row(row: Row, *, board: str, answer: Answer) -> list[Judged]:
    reads = read_rows_of(row.get("sources", [row]), scope=SCOPES[board])
    told = told_by(reads)
    about = set(told.incident.claims) if told else set()
    return [one for read in reads for one in judged_claims(read, answer, (board, row["id"]), about)]


def judged_claims(read: ReadReport, answer: Answer, of: tuple[str, str], about: set[str]) -> Iterator[Judged]:
    """The harm claims of a report about the incident, those that count people whom the answer counts."""
    board, row_id = of
    without = frozenset({Status.COMBATANT}) if board in _OF_CIVILIANS else frozenset[Status]()
    told = Told.of(read.claims, read.victims)
    for claim in read.claims:
        is_right = agrees(wholes(claim, without=without), answer)
        signs = signs_of(claim, told)
        if claim.id in about and is_right is not None and signs is not None:
            yield Judged(board=board, id=row_id, language=claim.language, signs=signs, is_right=is_right)


def agrees(counted: Sequence[Whole], answer: Answer) -> bool | None:
    """True where all numbers lie within what was coded, None where nothing that is counted was coded."""
    within = [
        answer[whole.harm][0] <= whole.number and (whole.high or 0) <= answer[whole.harm][1]
        for whole in counted
        if whole.harm in answer
    ]
    return all(within) if within else None


def fixed_guess(judged: Judged) -> float:
    """What the readers said of such a claim before their confidence was fitted."""
    if judged.language != "en":
        return 0.8
    return round(0.65 + 0.15 * ("own_day" in judged.signs) + 0.15 * ("own_place" in judged.signs), 2)


def _rated(judged: Judged, weights: Weights, *, rules: ConfidenceRules) -> float:
    return likelihood(judged.signs, fitted_rules(weights, rules))


def fitted_rules(weights: Weights, rules: ConfidenceRules) -> ConfidenceRules:
    """The rules with other weights; what isn't fitted stays. Their version counts up where a weight has changed."""
    fitted = rules.model_dump(mode="json") | {
        "bias": weights[BIAS],
        "doubts": {sign: weight for sign, weight in weights.items() if weight < 0 and sign != BIAS},
        "supports": {sign: weight for sign, weight in weights.items() if weight > 0 and sign != BIAS},
    }
    made = ConfidenceRules.model_validate(fitted)
    return made if made == rules else made.model_copy(update={"version": str(int(rules.version) + 1)})


def write_rules(rules: ConfidenceRules, path: Path) -> None:
    """The list anew, under the comment that stands at its head."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.is_file() else []
    head = [line for line in lines if line.startswith("#")]
    path.write_text("".join(head) + "\n".join(_yaml(rules)) + "\n", encoding="utf-8")


def _yaml(rules: ConfidenceRules) -> Iterator[str]:
    for name, value in rules.model_dump(mode="json").items():
        if isinstance(value, dict):
            yield f"{name}:" if value else f"{name}: {{}}"
            yield from (f"  {key}: {weight}" for key, weight in value.items())
        else:
            yield f'{name}: "{value}"' if isinstance(value, str) else f"{name}: {value}"


if __name__ == "__main__":
    sys.exit(main())
