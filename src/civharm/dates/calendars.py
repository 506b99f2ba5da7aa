"""Days that other calendars set: the tabular Islamic calendar, and Easter. No language and no text here.

Which evening the new moon is seen differs by country: whoever uses an Islamic date allows a day on either side.
"""

from datetime import date, timedelta

from civharm.dates.arithmetic import Days, moved_days

#: 1 Muharram of year 1 (16 July 622 of the Julian calendar).
_EPOCH = date(622, 7, 19)
_DAYS_OF_CYCLE, _YEARS_OF_CYCLE = 10_631, 30
_EARLIEST, _LATEST = 1, 9_000


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The civil day of a day of the tabular Islamic calendar; None where there is none such."""
    if not (_EARLIEST <= year <= _LATEST and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    leap_days = (3 + 11 * year) // _YEARS_OF_CYCLE
    before = (year - 1) * 354 + leap_days + (59 * (month - 1) + 1) // 2
    return _EPOCH + timedelta(days=before + day - 1)


def hijri_days(year: int, month: int, day: int | None = None, *, length: int = 1) -> Days | None:
    """A month, or a run of days of one, with the day on either side that the moon may shift it."""
    first = hijri_day(year, month, day or 1)
    last = moved_days(first, length if day else 30) if first else None
    return Days(moved_days(first, -1) or first, last) if first and last else None


def hijri_years_of(year: int) -> tuple[int, int]:
    """The two Islamic years that a civil year shares days with, or comes nearest to."""
    first = (year - 622) * 33 // 32
    return max(first, _EARLIEST), max(first + 1, _EARLIEST)


def easter(year: int) -> date:
    """Easter Sunday of the western churches."""
    century = year // 100
    moon = (19 * (year % 19) + century - century // 4 - (8 * century + 13) // 25 + 15) % 30
    moon -= (moon // 28) * (1 - (29 // (moon + 1)) * ((21 - year % 19) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    offset = moon - weekday
    month = 3 + (offset + 40) // 44
    return date(year, month, offset + 28 - 31 * (month // 4))


def orthodox_easter(year: int) -> date | None:
    """Easter Sunday of the eastern churches, which reckon it by the Julian calendar."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    julian_lag = year // 100 - year // 400 - 2
    return moved_days(date(year, month, day + 1), julian_lag)
