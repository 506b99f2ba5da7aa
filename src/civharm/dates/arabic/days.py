"""Arabic calendar dates, months and years; the day comes first in figures."""

import re
from collections.abc import Sequence
from datetime import timedelta

from civharm.dates.arabic.words import (
    DOUBTFUL_MONTHS,
    MONTH,
    MONTHS,
    ORDINAL,
    ORDINALS,
    WEEKDAY,
    WEEKDAYS,
    folded,
    phrase,
)
from civharm.dates.arithmetic import Days, latest_year_of, month_days, real_day, year_days
from civharm.dates.reading import NO_SUCH_DAY, Reading, Rule, Setting, on_day, over, unresolved
from civharm.dates.timex import month_value, year_value
from civharm.model.times import TimePrecision

_YEAR = r"(?:19|20|١٩|٢٠|۱۹|۲۰)\d\d(?!\d)"
#: A report may be dated a day or two before the day that it tells of: time zones, dates of drafts.
_AHEAD = timedelta(days=2)
#: "اليوم" and "أمس" before a date that is written out say no more than it does.
_DAY_WORD = r"(?:(?:هذا )?(?:اليوم|امس)،?,? )?"
_WEEKDAY = rf"{_DAY_WORD}(?:(?:يوم )?(?P<weekday>{WEEKDAY})،?,? (?:في |بتاريخ )?)?(?:الموافق(?: ل)? ?)?"
_MONTH = rf"(?P<month>{MONTH})(?: ?[/(] ?(?:{MONTH})\)?)?"
_OF_YEAR = rf"(?:(?: ?[-–/] ?|،?,? (?:من )?(?:(?:عام|سنه|العام) )?)(?P<year>{_YEAR}))"
WRITTEN = phrase(
    rf"{_WEEKDAY}(?:(?:ال ?)?(?P<day>3[01]|[12]\d|0?[1-9]|\d\d?)|(?P<ordinal>{ORDINAL})) ?[-–/]? ?"
    rf"(?:من )?(?:شهر )?{_MONTH}{_OF_YEAR}?"
)
#: "أغسطس 30, 2017": translated layouts put the month first.
MONTH_FIRST = phrase(rf"{_WEEKDAY}(?P<month>{MONTH}) (?P<day>3[01]|[12]\d|0?[1-9])،?,? (?P<year>{_YEAR})")
OF_THIS_MONTH = phrase(
    rf"{_WEEKDAY}(?:(?:ال ?)?(?P<day>3[01]|[12]\d|0?[1-9])|(?P<ordinal>{ORDINAL})) (?:من )?(?:ال)?شهر (?:الجاري|الحالي)"
)
MONTH_ALONE = phrase(
    rf"(?P<named>شهر )?{_MONTH}(?:{_OF_YEAR}|(?P<last> الماضي| الفائت| المنصرم)|(?P<this> الجاري| الحالي))?"
)
#: Posts write "12_3_2022" too.
_MARK = r"[/._\\-]"
NUMERIC = phrase(
    rf"{_WEEKDAY}(?:(?P<day>\d\d?) ?(?P<mark>{_MARK}) ?(?P<month>\d\d?) ?(?P=mark) ?(?P<year>{_YEAR}|\d\d(?!\d))"
    rf"|(?P<year_first>{_YEAR}) ?(?P<second_mark>{_MARK}) ?(?P<month_second>\d\d?) ?(?P=second_mark) ?(?P<day_third>\d\d?))(?![\d/])"
)
NUMERIC_OF_WEEKDAY = phrase(
    rf"{_DAY_WORD}(?:يوم )?(?P<weekday>{WEEKDAY})،?,? (?:بتاريخ )?(?P<day>\d\d?) ?[/-] ?(?P<month>\d\d?)(?! ?[/\d-])"
)
YEAR = phrase(
    rf"(?P<since>منذ )?(?:عام|سنه|العام|في) (?P<year>{_YEAR})|(?P<only_since>منذ )(?P<since_year>{_YEAR})"
)


def read_written(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "الجمعة 17 آذار/مارس 2017", "الأول من نيسان"."""
    month = MONTHS[folded(match["month"])]
    day = int(match["day"]) if match["day"] else ORDINALS[folded(match["ordinal"])]
    if not 1 <= day <= 31:
        return None
    if match["year"]:
        return _day(int(match["year"]), month, day, match["weekday"], "calendar_date")
    if setting.anchor is None:
        return _by_weekday(month, day, match["weekday"], setting.years)
    year = latest_year_of(setting.anchor + _AHEAD, month, day)
    return _day(year, month, day, match["weekday"], "day_and_month_latest")


def _by_weekday(month: int, day: int, weekday: str | None, years: Sequence[int]) -> Reading:
    """The one year in which the day falls on that weekday; unknown where several or none are possible."""
    days = [found for year in years if (found := real_day(year, month, day))]
    fitting = [found for found in days if weekday and found.weekday() == WEEKDAYS[folded(weekday)]]
    if len(fitting) == 1:
        return on_day(fitting[0], "year_by_weekday")
    return unresolved("day_and_month_without_year", f"XXXX-{month:02}-{day:02}")


def read_month_first(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "الأربعاء, آذار 15, 2017"."""
    month = MONTHS[folded(match["month"])]
    return _day(int(match["year"]), month, int(match["day"]), match["weekday"], "calendar_date")


def read_of_this_month(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "12 من الشهر الجاري"."""
    day = int(match["day"]) if match["day"] else ORDINALS[folded(match["ordinal"])]
    if setting.anchor is None:
        return unresolved("day_of_this_month_without_anchor", f"XXXX-XX-{day:02}")
    return _day(setting.anchor.year, setting.anchor.month, day, match["weekday"], "day_of_this_month")


def read_month(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "آذار 2017", "شهر نيسان الماضي"."""
    name = folded(match["month"])
    month, year = MONTHS[name], match["year"]
    if not (year or match["named"] or match["last"] or match["this"]) and name in DOUBTFUL_MONTHS:
        return None
    if year:
        return over(
            month_days(int(year), month), month_value(int(year), month), TimePrecision.MONTH, "month_of_year"
        )
    anchor = setting.anchor
    if anchor is None:
        return unresolved("month_without_anchor", f"XXXX-{month:02}")
    latest = latest_year_of(anchor, month)
    if match["last"] and month == anchor.month:
        latest -= 1
    days = month_days(latest, month)
    if days.first <= anchor <= days.last:
        days = Days(days.first, anchor)
    return over(days, month_value(latest, month), TimePrecision.MONTH, "month_latest")


def read_numeric(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "26/08/2025", "2025-8-26"; month first only where the day can't be first."""
    if match["year_first"]:
        year, month, day = (int(match[name]) for name in ("year_first", "month_second", "day_third"))
        return _day(year, month, day, match["weekday"], "numeric_year_first")
    year, month, day = (int(match[name]) for name in ("year", "month", "day"))
    if len(match["year"]) == 2:
        if match["mark"] == "." or " " in match.group().rpartition(match["month"])[2]:
            return None
        year += 2000
    if real_day(year, month, day) is None and real_day(year, day, month):
        return _day(year, day, month, match["weekday"], "numeric_month_first")
    return _day(year, month, day, match["weekday"], "numeric_day_first")


def read_numeric_of_weekday(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "السبت 5/11": without a year only where the weekday makes it a date."""
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if setting.anchor is None:
        return _by_weekday(month, day, match["weekday"], setting.years)
    found = real_day(latest_year_of(setting.anchor + _AHEAD, month, day), month, day)
    fits = found is not None and found.weekday() == WEEKDAYS[folded(match["weekday"])]
    return on_day(found, "numeric_day_and_month") if found and fits else None


def read_year(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "عام 2014", "منذ عام 2014" (open after its start)."""
    year = int(match["year"] or match["since_year"])
    days = year_days(year)
    if match["since"] or match["only_since"]:
        return Reading(
            rule="since_year", timex_value=year_value(year), start=days.first, precision=TimePrecision.RANGE
        )
    return over(days, year_value(year), TimePrecision.YEAR, "year")


def _day(year: int, month: int, day: int, weekday: str | None, rule: str) -> Reading:
    found = real_day(year, month, day)
    if found is None:
        return unresolved(NO_SUCH_DAY, f"{year:04}-{month:02}-{day:02}")
    if weekday and WEEKDAYS[folded(weekday)] != found.weekday():
        rule = f"{rule}_against_weekday"
    return on_day(found, rule)


RULES = (
    Rule("written_date", WRITTEN, read_written),
    Rule("month_first", MONTH_FIRST, read_month_first),
    Rule("day_of_this_month", OF_THIS_MONTH, read_of_this_month),
    Rule("numeric_date", NUMERIC, read_numeric),
    Rule("numeric_date_of_weekday", NUMERIC_OF_WEEKDAY, read_numeric_of_weekday),
    Rule("month", MONTH_ALONE, read_month),
    Rule("year", YEAR, read_year),
)
