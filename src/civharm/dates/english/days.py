"""Calendar dates in all the usual English forms: the day is written out, the year may be missing."""

import re
from datetime import date

from civharm.dates.arithmetic import Days, latest_year_of, nearest_year_of, next_year_of, real_day
from civharm.dates.around import calendar_week
from civharm.dates.english.numbers import SPELLED_DAY, day_number, year_number
from civharm.dates.english.words import (
    ANY_WEEKDAY,
    DAY,
    MONTH,
    YEAR,
    is_month_name,
    month_number,
    phrase,
    weekday_number,
)
from civharm.dates.reading import NO_SUCH_DAY, Reading, Rule, Setting, on_day, over, unresolved
from civharm.model.times import TimePrecision

_WEEKDAY = rf"(?:(?:(?:late|early) (?:on )?)?(?P<weekday>{ANY_WEEKDAY}),? (?:the )?)?"
_LAST_DAY = rf"(?: ?(?:-|–|—|to|through|until|till|and|&) ?(?:the )?(?P<last>{DAY}))?"
_LAST_DAY_BEFORE_STOP = (
    rf"(?: ?(?:-|–|—|to|through) ?(?P<last>{DAY})|(?: and | ?& ?)(?P<other>{DAY})(?=,? {YEAR}|[.,;:)]|$))?"
)
_YEAR = rf"(?:,? (?:of )?(?P<year>{YEAR})|,? ?['’](?P<short_year>\d\d))?"

MONTH_DAY = phrase(rf"{_WEEKDAY}(?P<month>{MONTH}) ?(?:the )?(?P<day>{DAY}){_LAST_DAY_BEFORE_STOP}{_YEAR}")
DAY_MONTH = phrase(
    rf"{_WEEKDAY}(?:the )?(?P<day>{DAY}){_LAST_DAY}(?:-| (?:day )?(?:of )?)?(?P<month>{MONTH})"
    rf"(?:,? (?:of )?|-)?(?P<year>(?<=[-\s]){YEAR})?"
)
SPELLED_DAY_MONTH = phrase(
    rf"{_WEEKDAY}(?:the )?(?P<day>{SPELLED_DAY})(?: day)? of (?P<month>{MONTH}){_YEAR}"
)
MONTH_SPELLED_DAY = phrase(rf"{_WEEKDAY}(?P<month>{MONTH}) the (?P<day>{SPELLED_DAY}){_YEAR}")
ISO = phrase(r"(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?=T\d|\b)")
NUMERIC = phrase(
    rf"(?:(?P<weekday>{ANY_WEEKDAY}),? )?"
    r"(?P<one>\d\d?)(?P<mark>[/.-])(?P<two>\d\d?)(?P=mark)(?P<year>(?:19|20)\d\d|\d\d)(?![\d/.-]\d)"
)
WEEK_OF = phrase(
    rf"(?:the )?week (?:of|beginning|starting)(?: on)? (?:(?P<month>{MONTH}) ?(?:the )?(?P<day>{DAY})"
    rf"|(?:the )?(?P<first_day>{DAY}) (?:of )?(?P<then_month>{MONTH})){_YEAR}"
)
DAY_OF_MONTH = phrase(
    r"(?<=on\s)the (?P<day>(?:3[01]|[12]?\d)(?:st|nd|rd|th))(?=[.,;:)]|$| (?:and|when|as|at)\b)"
)
SEPTEMBER_11 = phrase(r"9/11(?!/)")


def read_written(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "Monday 7 March 2017", "October 29th, 2023", "March 5-7", "14 May"."""
    parts = match.groupdict()
    if not is_month_name(parts["month"]):
        return None
    month, day = month_number(parts["month"]), day_number(parts["day"])
    year, year_rule = _year(parts, setting, (month, day))
    last = parts.get("last") or parts.get("other")
    if year is None:
        return unresolved(year_rule, f"XXXX-{month:02}-{day:02}")
    first_day = real_day(year, month, day)
    if first_day is None:
        return unresolved(NO_SUCH_DAY, f"{year:04}-{month:02}-{day:02}")
    if not (parts.get("year") or parts.get("short_year")):
        first_day = _on_weekday(parts["weekday"], first_day, setting.anchor)
    last_day = real_day(first_day.year, month, day_number(last)) if last else None
    if last_day and last_day > first_day:
        return over(Days(first_day, last_day), first_day.isoformat(), TimePrecision.RANGE, "days_of_month")
    rule = _checked(parts["weekday"], first_day, year_rule)
    return on_day(first_day, _against_report(rule, first_day, setting) if parts.get("year") else rule)


def _year(parts: dict[str, str | None], setting: Setting, day: tuple[int, int]) -> tuple[int | None, str]:
    if year := parts.get("year"):
        return year_number(year), "calendar_date"
    if short_year := parts.get("short_year"):
        return _full_year(int(short_year), setting.anchor), "calendar_date_short_year"
    if setting.anchor is None:
        if setting.date_spoken_of is None:
            return None, "day_and_month_without_year"
        return nearest_year_of(setting.date_spoken_of, *day), "day_and_month_nearest_date_before"
    return _year_by_anchor(setting.anchor, day, setting.is_future)


#: A day without a year that lies at most so many days ahead of the report is not one of the year before.
_NEAR = 60
#: One that lies further ahead is of the past, whatever the verb near it says.
_FAR = 300


def _year_by_anchor(anchor: date, day: tuple[int, int], is_future: bool) -> tuple[int, str]:
    ahead = next_year_of(anchor, *day)
    coming = real_day(ahead, *day)
    if is_future and (coming is None or (coming - anchor).days <= _FAR):
        return ahead, "day_and_month_next"
    if coming and 0 < (coming - anchor).days <= _NEAR:
        return ahead, "day_and_month_nearest"
    return latest_year_of(anchor, *day), "day_and_month_latest"


def _full_year(short_year: int, anchor: date | None) -> int:
    pivot = anchor.year + 1 if anchor else 2049
    return 2000 + short_year if 2000 + short_year <= pivot else 1900 + short_year


#: So many years back a date is looked for that falls on the weekday named with it.
_YEARS_BACK = 6


def _on_weekday(weekday: str | None, day: date, anchor: date | None) -> date:
    """ "Saturday, Sept. 12" long before the report is of the year in which that was a Saturday.

    Near the report the weekday is rather a slip of the pen.
    """
    if weekday is None or anchor is None or (anchor - day).days <= _NEAR:
        return day
    years = range(day.year, day.year - _YEARS_BACK, -1)
    days = (found for year in years if (found := real_day(year, day.month, day.day)))
    return next((found for found in days if found.weekday() == weekday_number(weekday)), day)


#: A year written out further ahead of the report is a slip or a plan; the rule's name says so.
_PLANS = 366


def _against_report(rule: str, day: date, setting: Setting) -> str:
    """The rule, which says so where a date written out lies years after the report that tells of it."""
    is_ahead = setting.anchor is not None and (day - setting.anchor).days > _PLANS
    return f"{rule}_after_report" if is_ahead and not setting.is_future else rule


def _checked(weekday: str | None, day: date, rule: str) -> str:
    """The rule, which says so where the weekday in the words is not the date's."""
    if weekday is None or weekday_number(weekday) == day.weekday():
        return rule
    return f"{rule}_against_weekday"


def read_week_of(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the week of March 6": the seven days from Monday."""
    parts = match.groupdict()
    day = (
        month_number(parts["month"] or parts["then_month"]),
        day_number(parts["day"] or parts["first_day"]),
    )
    year, _ = _year(parts, setting, day)
    found = real_day(year, *day) if year else None
    if found is None:
        return None
    days, value, precision = calendar_week(found)
    return over(days, value, precision, "week_of_day")


def read_iso(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "2013-09-25", "2013/09/25"."""
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    found = real_day(year, month, day)
    if found is None:
        return unresolved(NO_SUCH_DAY, f"{year:04}-{month:02}-{day:02}")
    return on_day(found, "iso_date")


def read_numeric(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "09/25/2013" in US order, "25/09/2013" and "25.09.2013" where only the other order is a date.

    With dots the day comes first. Where both orders are dates the rule's name says so.
    """
    one, two = int(match["one"]), int(match["two"])
    year = int(match["year"]) if len(match["year"]) == 4 else _full_year(int(match["year"]), setting.anchor)
    if len(match["year"]) == 2 and match["mark"] != "/":
        return None
    month_first, day_first = real_day(year, one, two), real_day(year, two, one)
    if month_first and day_first and one != two:
        found, rule = (
            (day_first, "numeric_day_first") if match["mark"] == "." else (month_first, "numeric_month_first")
        )
        return on_day(found, _checked(match["weekday"], found, f"{rule}_ambiguous"))
    only = month_first or day_first
    if only is None:
        return unresolved(NO_SUCH_DAY, f"{year:04}")
    return on_day(only, _checked(match["weekday"], only, "numeric_date"))


def read_day_of_month(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "on the 17th": the latest such day of a month not after the anchor."""
    day = day_number(match["day"])
    if setting.anchor is None or not 1 <= day <= 31:
        return unresolved("day_of_month", f"XXXX-XX-{day:02}")
    year, month = setting.anchor.year, setting.anchor.month
    if day > setting.anchor.day:
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    found = real_day(year, month, day)
    return on_day(found, "day_of_month_latest") if found else unresolved(NO_SUCH_DAY, f"XXXX-XX-{day:02}")


def read_september_11(match: re.Match[str], setting: Setting) -> Reading | None:
    return on_day(date(2001, 9, 11), "named_day")


RULES = (
    Rule("week_of_day", WEEK_OF, read_week_of),
    Rule("iso_date", ISO, read_iso),
    Rule("numeric_date", NUMERIC, read_numeric),
    Rule("month_day", MONTH_DAY, read_written),
    Rule("day_month", DAY_MONTH, read_written),
    Rule("day_month", SPELLED_DAY_MONTH, read_written),
    Rule("month_day", MONTH_SPELLED_DAY, read_written),
    Rule("day_of_month", DAY_OF_MONTH, read_day_of_month),
    Rule("named_day", SEPTEMBER_11, read_september_11),
)
