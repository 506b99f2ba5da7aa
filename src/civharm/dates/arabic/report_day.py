"""The day of an undated report by its own words or address: what "today" in it counts from.

Only where the day is written out: in the address, after "date of publication", in a line of its own above the
text, in the heading of a bulletin, or beside the word "today". Nothing is concluded from when it was captured.
"""

import re
from datetime import date

from civharm.dates.arabic.days import NUMERIC, WRITTEN, read_numeric, read_written
from civharm.dates.arabic.words import WEEKDAYS, folded, phrase
from civharm.dates.arithmetic import real_day
from civharm.dates.reading import Reading, Setting
from civharm.dates.report_day import ReportDay, day_in_address

#: The rule for a bulletin: all that it tells happened on the day in its heading.
BULLETIN = "bulletin"
#: A heading stands in the first lines; one that is a date has few words beside it.
_HEADING_LINES = 6
_BESIDE_A_DATE = 28
_PUBLISHED = phrase(r"(?:تاريخ النشر|نشر في|نشر بتاريخ|تم النشر في|اخر تحديث)")
_AFTER_LABEL = re.compile(r"[\s:،,-]{0,10}")
_BULLETIN = phrase(r"(?:ال)?(?:حصاد|نشره|ملخص|موجز|احداث)")
_TODAY = ("اليوم", "هذا اليوم")
_DATES = ((WRITTEN, read_written), (NUMERIC, read_numeric))
_NAMED_YEAR = re.compile(r"(?<!\d)(?:20|٢٠)[\d]{2}(?!\d)")


def day_of_report(text: str, *, url: str | None) -> ReportDay | None:
    """The day that the report's address or its own words give it."""
    return day_in_address(url or "") or _of_heading(text) or _beside_today(text)


def _of_heading(text: str) -> ReportDay | None:
    if (label := _PUBLISHED.search(text)) and (found := _date_at(text, _skipped(text, label.end()))):
        return ReportDay(found, "publication_line")
    for line in text.splitlines()[:_HEADING_LINES]:
        dated = _date_in(line)
        if dated and _BULLETIN.search(line):
            return ReportDay(dated[0], BULLETIN)
        if dated and len(line.strip()) - dated[1] <= _BESIDE_A_DATE:
            return ReportDay(dated[0], "heading")
    return None


def _skipped(text: str, at: int) -> int:
    match = _AFTER_LABEL.match(text, at)
    return match.end() if match else at


def _beside_today(text: str) -> ReportDay | None:
    """ "اليوم الأحد 6/11/2022"; without a year only if a year named in the text fits the weekday."""
    for pattern, read in _DATES:
        for match in pattern.finditer(text):
            if not folded(match.group()).startswith(_TODAY):
                continue
            day = read(match, Setting(anchor=None, text=text))
            if day and day.start:
                return ReportDay(day.start, "date_beside_today")
            if day and (fitting := _by_weekday(day, match["weekday"], text)):
                return ReportDay(fitting, "weekday_beside_today")
    return None


def _by_weekday(reading: Reading, weekday: str | None, text: str) -> date | None:
    if not weekday or not reading.timex_value.startswith("XXXX-"):
        return None
    month, day = (int(part) for part in reading.timex_value.split("-")[1:3])
    years = {int(year.group()) for year in _NAMED_YEAR.finditer(text)}
    days = [found for year in sorted(years) if (found := real_day(year, month, day))]
    fitting = [found for found in days if found.weekday() == WEEKDAYS[folded(weekday)]]
    return fitting[0] if len(fitting) == 1 else None


def _date_at(text: str, at: int) -> date | None:
    for pattern, read in _DATES:
        match = pattern.match(text, at)
        reading = read(match, Setting(anchor=None, text=text)) if match else None
        if reading and reading.start:
            return reading.start
    return None


def _date_in(line: str) -> tuple[date, int] | None:
    """The first full date of a line and the length of its words."""
    for pattern, read in _DATES:
        for match in pattern.finditer(line):
            reading = read(match, Setting(anchor=None, text=line))
            if reading and reading.start:
                return reading.start, match.end() - match.start()
    return None
