"""What a board is to the runner: how one row is read, and how the answers are made of all that was read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.rows import Row, read_rows

ITEMS = "items.jsonl"


def rows_of(folder: Path) -> list[Row]:
    """What is to be answered, as most boards give it."""
    return read_rows(folder / ITEMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """`rows` come from a folder; `read` sees one row and runs in a worker process; `answer` sees the rows and what was read of each (None: failed)."""

    name: str
    read: Callable[[Row], Any]
    answer: Callable[[Sequence[Row], Sequence[Any]], list[Row]]
    #: The rows of a board's folder.
    rows: Callable[[Path], list[Row]] = rows_of


def row_by_row(name: str, predict: Callable[[Row], Row]) -> Board:
    """A board whose rows have nothing to do with each other: `predict` gives the fields beside the id."""
    return Board(name=name, read=predict, answer=_with_ids)


def _with_ids(rows: Sequence[Row], predicted: Sequence[Row | None]) -> list[Row]:
    return [{"id": row["id"], **(fields or {})} for row, fields in zip(rows, predicted, strict=True)]
