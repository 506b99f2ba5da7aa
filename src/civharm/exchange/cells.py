"""Cells of other recorders' files, read strictly: what can't be read is a mistake of its column, never a guess."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from civharm.exchange.recorded import BadCell, Days, Number
from civharm.lists import cells
from civharm.model.casualties import MOST_PEOPLE, Harm, Status
from civharm.model.times import TimePrecision
from civharm.places.layers.records import BadRow

Fields = Mapping[str, str]
_Value = TypeVar("_Value")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
_DAY_MONTH = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})\Z")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9}) (\d{1,2}), (\d{4})\Z")
#: A day as a spreadsheet counts it, when its column was saved as numbers.
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?\Z")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})
_OPEN = ".."
#: What no text can hold: control signs and halves of characters.
_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def text(fields: Fields, column: str) -> str:
    """Words, on one line. A formula is none; the apostrophe by which we disarm one in our own tables is taken off."""
    written = fields.get(column, "")
    if not written.isprintable() or "  " in written or " " in (written[:1], written[-1:]):
        written = " ".join(_UNWRITABLE.sub(" ", written).split())
    if written.startswith("'") and written[1:].startswith(_FORMULA):
        return written[1:]
    if written in _ERRORS or written.startswith("="):
        raise BadCell(
            column, "a formula or its error, not a value", "paste the column as values and save again"
        )
    return written


def needed(fields: Fields, column: str) -> str:
    """Words that a row can't be without."""
    if not (written := text(fields, column)):
        raise BadCell(column, "empty", "every row needs it: fill it in, or remove the row")
    return written


def count(fields: Fields, column: str) -> int | None:
    """A whole number of people; None where the cell is empty."""
    found = _read(fields, column, lambda written: cells.whole(written, "it"))
    if found is not None and found > MOST_PEOPLE:
        raise BadCell(column, f"more than {MOST_PEOPLE:,} people", "look for a slip of the hand")
    return found


def code(fields: Fields, column: str, known: Mapping[int, _Value]) -> _Value | None:
    """One of a data set's numbered codes; None where the cell is empty."""
    found = _read(fields, column, lambda written: cells.whole(written, "it"))
    if found is not None and found not in known:
        raise BadCell(column, "no code of this set", f"write one of {', '.join(map(str, known))}")
    return None if found is None else known[found]


def point(fields: Fields, lat: str, lon: str) -> tuple[float, float] | tuple[None, None]:
    """Latitude and longitude, both or none."""
    north = _read(fields, lat, lambda written: cells.degrees(written, "lat"))
    east = _read(fields, lon, lambda written: cells.degrees(written, "lon"))
    if north is None and east is None:
        return None, None
    if north is None or east is None:
        raise BadCell(lat if north is None else lon, "half a coordinate", "give both, or neither")
    return north, east


def day(fields: Fields, column: str) -> date | None:
    """A day, in digits or with the English name of its month; None where the cell is empty."""
    return _read(fields, column, lambda written: _day(written))


def days(fields: Fields, column: str, last: str = "") -> Days | None:
    """A day, an interval in one cell (2017-03-17/2017-03-20; .. is unknown), or one over two columns."""
    first, slash, other = text(fields, column).partition("/")
    if slash and (first == _OPEN or "-" in first):
        start, end = (None if end in ("", _OPEN) else _in(column, end) for end in (first, other))
    else:
        start = day(fields, column)
        end = (day(fields, last) if last else None) or start
    if start is None and end is None:
        return None
    if start and end and start > end:
        raise BadCell(last or column, "the last day is before the first", "swap the two, or correct one")
    precision = TimePrecision.DAY if start == end else TimePrecision.RANGE
    return Days(start=start, end=end, precision=precision, rule=column)


def number(
    fields: Fields, columns: tuple[str, str], harm: Harm, status: Status, *, group: str = "all"
) -> Number | None:
    """A range over two columns; None where both are empty."""
    low, high = (count(fields, column) for column in columns)
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        raise BadCell(columns[0], "the minimum is above the maximum", "swap the two, or correct one")
    return Number(harm=harm, status=status, min=low, max=high, group=group)


def _read(fields: Fields, column: str, read: Callable[[str], _Value | None]) -> _Value | None:
    try:
        return read(text(fields, column))
    except BadCell:
        raise
    except BadRow as error:
        raise BadCell(column, error.what, error.remedy) from None


def _in(column: str, written: str) -> date | None:
    return _read({column: written}, column, _day)


def _day(written: str) -> date | None:
    if _SERIAL.match(written):
        raise BadRow(
            "a number where a day should be", "format the column as a date YYYY-MM-DD and save again"
        )
    if (found := _DAY_MONTH.match(written)) and (month := _month(found[2])):
        return cells.day(f"{found[3]}-{month}-{found[1]}", "day")
    if (found := _MONTH_DAY.match(written)) and (month := _month(found[1])):
        return cells.day(f"{found[3]}-{month}-{found[2]}", "day")
    return cells.day(written, "day")


def _month(name: str) -> int | None:
    return next((at for at, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower())), None)
