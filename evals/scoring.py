"""Scores predictions with the scorer that lies beside the gold folder, and keeps the floors."""

import importlib.util
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType

from evals.rows import Row

FLOORS = Path(__file__).parent / "floors.json"
BASELINES = Path(__file__).parent / "baselines.json"
#: Scores are given with four digits; below the last of them is no change.
_TOLERANCE = 0.00051

Scores = dict[str, float]


def load_scorer(gold: Path) -> ModuleType | None:
    """The module `score.py` beside the gold folder, None where there is none."""
    path = gold.parent / "score" / "score.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("board_scorer", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def headline_scores(
    scorer: ModuleType, board: str, *, gold: Sequence[Row], predicted: Sequence[Row], rows: Sequence[Row]
) -> Scores:
    """The headline metrics of a board over the rows that were predicted."""
    ids = {row["id"] for row in rows}
    asked = [row for row in gold if row["id"] in ids]
    result = scorer.score(board, asked, list(predicted), list(rows), 0)
    return {name: found["value"] for name, found in result["headline"].items() if found["value"] is not None}


def read_table(path: Path) -> dict[str, dict[str, Scores]]:
    """Floors or baselines: part ("all", "quick") or nothing, then board, then metric."""
    table: dict[str, dict[str, Scores]] = (
        json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    )
    return table


def below_floor(scores: Mapping[str, Scores], floors: Mapping[str, Scores]) -> list[str]:
    """A line for each metric that has fallen below what was reached before."""
    return [
        f"{board} {metric}: {scores[board].get(metric, 0.0):.4f} is below the floor {floor:.4f}"
        for board, metrics in sorted(floors.items())
        if board in scores
        for metric, floor in sorted(metrics.items())
        if scores[board].get(metric, 0.0) < floor - _TOLERANCE
    ]


def raise_floors(part: str, scores: Mapping[str, Scores], *, path: Path = FLOORS) -> None:
    """Write the higher of floor and score; a floor is never lowered."""
    table = read_table(path)
    floors = table.setdefault(part, {})
    for board, metrics in scores.items():
        kept = floors.setdefault(board, {})
        for metric, value in metrics.items():
            kept[metric] = max(value, kept.get(metric, value))
    path.write_text(json.dumps(table, indent=1, sort_keys=True) + "\n", encoding="utf-8")
