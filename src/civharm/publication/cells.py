"""Cells of published tables: a day or an interval in one cell, and nothing that a spreadsheet would run."""

from collections.abc import Iterable
from datetime import UTC, datetime

from civharm.files.formulas import Cell, guarded, safe
from civharm.model.times import When

__all__ = ["Cell", "date_cell", "guarded", "joined", "safe", "time_cell"]


def date_cell(when: When | None) -> str | None:
    """A day, or an interval in the form of ISO 8601; an unknown end is "..", as the standard writes it."""
    if when is None or (when.start is None and when.end is None):
        return None
    return str(when.start) if when.is_day else f"{when.start or '..'}/{when.end or '..'}"


def time_cell(at: datetime | None) -> str | None:
    """A moment in UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if at else None


def joined(words: Iterable[str]) -> str | None:
    """Several words in one cell, each once, in their order; None where there are none."""
    return "; ".join(dict.fromkeys(words)) or None
