"""Calendar arithmetic over intervals of days. Nothing here knows a language; out of range is None."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Unit(StrEnum):
    """Units of time, by their TIMEX3 letters."""

    MINUTE = "TM"
    HOUR = "TH"
    DAY = "D"
    WEEK = "W"
    MONTH = "M"
    QUARTER = "Q"
    YEAR = "Y"
    DECADE = "E"
    CENTURY = "C"


class Season(StrEnum):
    """Meteorological seasons of the northern hemisphere; winter is named by the year it starts in."""

    SPRING = "SP"
    SUMMER = "SU"
    AUTUMN = "FA"
    WINTER = "WI"


class Edge(StrEnum):
    """A part of a period: "early", "mid-", "late"."""

    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"


class Days(NamedTuple):
    """An interval of days, both included."""

    first: date
    last: date


_FIRST_MONTH = {Season.SPRING: 3, Season.SUMMER: 6, Season.AUTUMN: 9, Season.WINTER: 12}
_IN_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}
_IN_DAYS = {Unit.DAY: 1, Unit.WEEK: 7}


def real_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none ("31 September")."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_before(day: date) -> date:
    return moved(day, -1, Unit.DAY) or day


def month_days(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def months_days(year: int, first_month: int, months: int) -> Days | None:
    """A run of months, which may reach into the next year."""
    last = moved(date(year, first_month, 1), months - 1, Unit.MONTH)
    return Days(date(year, first_month, 1), month_days(last.year, last.month).last) if last else None


def year_days(year: int) -> Days:
    return Days(date(year, 1, 1), date(year, 12, 31))


def quarter_days(year: int, quarter: int) -> Days:
    return Days(date(year, 3 * quarter - 2, 1), month_days(year, 3 * quarter).last)


def quarter_of(day: date) -> int:
    return (day.month + 2) // 3


def season_days(year: int, season: Season) -> Days | None:
    return months_days(year, _FIRST_MONTH[season], 3)


def week_days(day: date) -> Days:
    """The ISO week of a day, Monday to Sunday."""
    monday = moved(day, -day.weekday(), Unit.DAY) or day
    return Days(monday, moved(monday, 6, Unit.DAY) or day)


def weekend_days(day: date) -> Days:
    """Saturday and Sunday of the ISO week of a day."""
    sunday = week_days(day).last
    return Days(day_before(sunday), sunday)


def decade_days(first_year: int) -> Days:
    return Days(date(first_year, 1, 1), date(first_year + 9, 12, 31))


def century_days(century: int) -> Days:
    """The 20th century is 1901 to 2000."""
    return Days(date(100 * (century - 1) + 1, 1, 1), date(min(100 * century, date.max.year), 12, 31))


def latest_weekday(anchor: date, weekday: int) -> date:
    """The latest such weekday not after the anchor: the anchor's own day counts."""
    return moved(anchor, -((anchor.weekday() - weekday) % 7), Unit.DAY) or anchor


def next_weekday(anchor: date, weekday: int) -> date:
    """The first such weekday not before the anchor."""
    return moved(anchor, (weekday - anchor.weekday()) % 7, Unit.DAY) or anchor


def latest_year_of(anchor: date, month: int, day: int = 1) -> int:
    """The year of the latest such month and day not after the anchor."""
    return anchor.year if (month, day) <= (anchor.month, anchor.day) else anchor.year - 1


def next_year_of(anchor: date, month: int, day: int = 31) -> int:
    """The year of the first such month and day not before the anchor."""
    return anchor.year if (month, day) >= (anchor.month, anchor.day) else anchor.year + 1


def nearest_year_of(day: date, month: int, day_of_month: int = 15) -> int:
    """The year in which such a month and day lies nearest to a day, before or after it."""
    years = [
        year for year in (day.year - 1, day.year, day.year + 1) if date.min.year <= year <= date.max.year
    ]
    return min(years, key=lambda year: abs((date(year, month, min(day_of_month, 28)) - day).days))


def moved(day: date, count: int, unit: Unit) -> date | None:
    """The day that many units later (earlier if below zero), None beyond the calendar.

    Months keep the day of the month where they can: 31 March less a month is 28 or 29 February.
    """
    if unit in _IN_MONTHS:
        return _moved_months(day, count * _IN_MONTHS[unit])
    try:
        return day + timedelta(days=count * _IN_DAYS.get(unit, 0))
    except OverflowError:
        return None


def moved_days(day: date, count: int) -> date | None:
    """The day that many days later, None beyond the calendar."""
    return moved(day, count, Unit.DAY)


def _moved_months(day: date, months: int) -> date | None:
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))


def edge_of(days: Days, edge: Edge) -> Days:
    """A third of a period: of a month days 1–10, 11–20, 21 on; of what is longer by whole months."""
    months = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
    third, unit = (10, Unit.DAY) if months < 3 else (months // 3, Unit.MONTH)
    second = moved(days.first, third, unit) or days.last
    last = moved(days.first, 2 * third, unit) or days.last
    return {
        Edge.EARLY: Days(days.first, day_before(second)),
        Edge.MIDDLE: Days(second, day_before(last)),
        Edge.LATE: Days(min(last, days.last), days.last),
    }[edge]
