"""What stands in the cells of a list: days, ages, whole numbers. What can't be one is a mistake of its row, never a guess."""

import re
from datetime import date

from civharm.places.layers.records import BadRow

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?\Z")
#: As lists from the Middle East and Europe have it: the day first.
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?\Z")
_AGE = re.compile(
    r"(\d{1,3})(?:\.\d+)?\s*(?:y|yr|yrs|years?|years? old|سنة|سنه|سنوات|عام|عاما)?\.?\Z", re.IGNORECASE
)
_MONTHS = re.compile(
    r"\d{1,3}\s*(?:m|months?|weeks?|days?|شهر|أشهر|اشهر|شهور|يوم|أيام|ايام|أسابيع)\.?\Z", re.IGNORECASE
)
_OLDEST = 120


def day(written: str, field: str) -> date | None:
    """A day; None where the cell is empty. Raises BadRow. What was written is not repeated: it may be a person's."""
    if not written:
        return None
    if iso := _ISO.match(_digits(written)):
        parts = (iso[1], iso[2], iso[3])
    elif day_first := _DAY_FIRST.match(_digits(written)):
        parts = (day_first[3], day_first[2], day_first[1])
    else:
        raise BadRow(f"the {field} is no day", "write 2017-03-31 or 31/03/2017")
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        raise BadRow(f"the {field} is no day of the calendar", "the day goes first in 31/03/2017") from None


def age(written: str) -> int | None:
    """Full years; None where the cell is empty. Raises BadRow."""
    if not written:
        return None
    if _MONTHS.match(_digits(written)):
        return 0
    found = _AGE.match(_digits(written))
    if not found or int(found[1]) > _OLDEST:
        raise BadRow("the age is no number of years", f"write 0 to {_OLDEST}, or leave it empty")
    return int(found[1])


def whole(written: str, field: str) -> int | None:
    """A whole number, not below zero; None where the cell is empty. Raises BadRow."""
    if not written:
        return None
    plain = _digits(written).removesuffix(".0")
    if not (plain.isdecimal() and len(plain) < 10):
        raise BadRow(f"{field} is no whole number", "write digits alone, or leave it empty")
    return int(plain)


def degrees(written: str, field: str) -> float | None:
    """Degrees of latitude or longitude; None where the cell is empty. Raises BadRow."""
    if not written:
        return None
    try:
        found = float(_digits(written))
    except ValueError:
        raise BadRow(f"{field} is no number of degrees", "write 36.34, or leave it empty") from None
    if not abs(found) <= (90 if field == "lat" else 180):
        raise BadRow(f"{field} is beyond the earth", "look whether latitude and longitude are swapped")
    return found


def _digits(written: str) -> str:
    """Arabic digits as ours, and the signs that part a fraction or thousands."""
    if written.isascii():
        return written.strip()
    plain = written.strip().replace("٫", ".").replace("٬", "")
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in plain)
