"""Cells of published tables: a day or an interval in one cell, and nothing that a spreadsheet would run."""

from collections.abc import Iterable, Sequence

from civharm.model.times import When

Cell = str | int | float | None
#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: Cell) -> Cell:
    """The cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def guarded(cells: Sequence[Cell]) -> list[Cell]:
    """Each of them `safe`: as one loop, since there are millions."""
    return [f"'{cell}" if isinstance(cell, str) and cell[:1] in _FORMULA else cell for cell in cells]


def date_cell(when: When | None) -> str | None:
    """A day, or an interval in the form of ISO 8601; an unknown end is "..", as the standard writes it."""
    if when is None or (when.start is None and when.end is None):
        return None
    return str(when.start) if when.is_day else f"{when.start or '..'}/{when.end or '..'}"


def joined(words: Iterable[str]) -> str | None:
    """Several words in one cell, each once, in their order; None where there are none."""
    return "; ".join(dict.fromkeys(words)) or None
