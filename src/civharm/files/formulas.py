"""Cells of tables, so that no spreadsheet runs what a stranger wrote."""

from collections.abc import Sequence

Cell = str | int | float | None
#: A spreadsheet takes a cell that begins so for a formula, some of them also after a line's end or in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(cell: Cell) -> Cell:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def guarded(cells: Sequence[Cell]) -> list[Cell]:
    """Each of them `safe`: as one loop, since there are millions."""
    return [f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell for cell in cells]
