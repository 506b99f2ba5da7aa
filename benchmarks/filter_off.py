"""On how many reports of the boards the answer changes when every sentence is parsed, not only those that can matter."""

from collections.abc import Iterator, Sequence
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path

from evals.__main__ import predict
from evals.rows import Row, quick_part, read_rows
from evals.tools import IS_SELECTIVE

#: Those whose answers come from whole English reports.
BOARDS = ("toll-gaza", "toll-gva", "toll-iraq", "incident-syria")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The rows of a board (or of several), and how many of them are answered otherwise with the filter off."""

    board: str
    rows: int
    changed: tuple[str, ...]

    @property
    def share(self) -> float:
        """Of all rows, 0 where there are none."""
        return len(self.changed) / self.rows if self.rows else 0.0


def compare_boards(gold: Path, *, is_quick: bool) -> Iterator[Comparison]:
    """One after the other, those that the folder holds."""
    for name in BOARDS:
        path = gold / name / "items.jsonl"
        if path.is_file():
            rows = read_rows(path)
            yield compare(name, quick_part(rows) if is_quick else rows)


def compare(name: str, rows: Sequence[Row]) -> Comparison:
    """The answers of one board with the filter on and off."""
    pairs = zip(
        _answers(name, rows, is_selective=True), _answers(name, rows, is_selective=False), strict=True
    )
    changed = tuple(filtered["id"] for filtered, whole in pairs if filtered != whole)
    return Comparison(board=name, rows=len(rows), changed=changed)


def together(comparisons: Sequence[Comparison]) -> Comparison:
    """All boards as one."""
    changed = tuple(name for each in comparisons for name in each.changed)
    return Comparison(board="together", rows=sum(each.rows for each in comparisons), changed=changed)


def _answers(name: str, rows: Sequence[Row], *, is_selective: bool) -> list[Row]:
    """In this process: a context is not handed on to others."""
    context = copy_context()
    context.run(IS_SELECTIVE.set, is_selective)
    return context.run(predict, name, rows)
