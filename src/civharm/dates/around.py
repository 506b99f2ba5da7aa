"""The day, week, month or year that an amount of time leads to: "three months ago" is a month, not a day."""

from datetime import date

from civharm.dates.arithmetic import Days, Unit, month_days, moved, week_days, year_days
from civharm.dates.timex import month_value, week_value, year_value
from civharm.model.times import TimePrecision


def around(day: date, unit: Unit) -> tuple[Days, str, TimePrecision]:
    """What of the unit's kind lies around a day, with its TIMEX3 value.

    Weeks are counted roughly by whoever speaks: three days on either side.
    """
    if unit is Unit.WEEK:
        first, last = moved(day, -3, Unit.DAY), moved(day, 3, Unit.DAY)
        return Days(first or day, last or day), week_value(day), TimePrecision.WEEK
    if unit in (Unit.MONTH, Unit.QUARTER):
        return month_days(day.year, day.month), month_value(day.year, day.month), TimePrecision.MONTH
    if unit in (Unit.YEAR, Unit.DECADE, Unit.CENTURY):
        return year_days(day.year), year_value(day.year), TimePrecision.YEAR
    return Days(day, day), day.isoformat(), TimePrecision.DAY


def calendar_week(day: date) -> tuple[Days, str, TimePrecision]:
    """The week from Monday to Sunday ("last week")."""
    return week_days(day), week_value(day), TimePrecision.WEEK
