"""TIMEX3 values of periods (ISO 8601 with the extensions of TimeML)."""

from datetime import date

from civharm.dates.arithmetic import Season, Unit

_LONG = {Unit.DECADE: ("Y", 10), Unit.CENTURY: ("Y", 100)}


def month_value(year: int, month: int) -> str:
    return f"{year:04}-{month:02}"


def year_value(year: int) -> str:
    return f"{year:04}"


def week_value(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def weekend_value(day: date) -> str:
    return f"{week_value(day)}-WE"


def quarter_value(year: int, quarter: int) -> str:
    return f"{year:04}-Q{quarter}"


def season_value(year: int, season: Season) -> str:
    return f"{year:04}-{season.value}"


def duration_value(count: int | None, unit: Unit) -> str:
    """ "P3D", "PT2H"; "PXM" for an unsaid number of months."""
    letter, factor = _LONG.get(unit, (unit.value.removeprefix("T"), 1))
    number = "X" if count is None else str(count * factor)
    if count is None and unit in _LONG:
        letter = unit.value
    return f"P{'T' if unit.value.startswith('T') else ''}{number}{letter}"
