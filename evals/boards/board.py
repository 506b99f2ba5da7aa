"""What a board is to the runner: how one row is read, and how the answers are made of all that was read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from evals.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`read` sees one row and runs in a worker process; `answer` sees the rows and what was read of each (None: failed)."""

    name: str
    read: Callable[[Row], Any]
    answer: Callable[[Sequence[Row], Sequence[Any]], list[Row]]


def row_by_row(name: str, predict: Callable[[Row], Row]) -> Board:
    """A board whose rows have nothing to do with each other: `predict` gives the fields beside the id."""
    return Board(name=name, read=predict, answer=_with_ids)


def _with_ids(rows: Sequence[Row], predicted: Sequence[Row | None]) -> list[Row]:
    return [{"id": row["id"], **(fields or {})} for row, fields in zip(rows, predicted, strict=True)]
