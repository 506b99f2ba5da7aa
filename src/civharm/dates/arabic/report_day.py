"""The day of an Arabic report by its own words or address: what "today" in it counts from.

Only where the day is written out: in the address, after "date of publication", in a line of its own above the
text, in the heading of a bulletin, beside the word "today", or under a post that the report shows. Nothing is
concluded from when it was captured.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from civharm.dates.arabic import find_times
from civharm.dates.arabic.days import (
    MONTH_FIRST,
    NUMERIC,
    WRITTEN,
    read_month_first,
    read_numeric,
    read_written,
)
from civharm.dates.arabic.words import WEEKDAY, WEEKDAYS, folded, phrase
from civharm.dates.english.report_day import written_dates
from civharm.dates.reading import Setting
from civharm.dates.report_day import PUBLISHED, ReportDay, day_in_address, day_in_title_of_address

#: The rule for a bulletin: all that it tells happened on the day in its heading.
BULLETIN = "bulletin"
#: A heading stands in the first lines; one that is a date has few words beside it.
_HEADING_LINES = 6
_BESIDE_A_DATE = 28
#: The heading of a bulletin names its kind at once and is short.
_OPENING_WORDS, _HEADING_WORDS = 4, 16
_PUBLISHED = phrase(r"(?:تاريخ النشر|نشر في|نشر بتاريخ|تم النشر في|اخر تحديث)")
_AFTER_LABEL = re.compile(r"[\s:،,-]{0,10}")
_BULLETIN = phrase(r"(?:ال)?(?:حصاد|نشره|ملخص|موجز|احداث)")
#: "Place::" before what happened there, several times: a round of the places.
_ROUND = re.compile(r"^#?[^\W\d_]{2,12}(?:[ _][^\W\d_]{2,12}){0,2} ?:: ?", re.MULTILINE)
_FEWEST_PLACES = 3
_TODAY = ("اليوم", "هذا اليوم")
_DATES = ((WRITTEN, read_written), (MONTH_FIRST, read_month_first), (NUMERIC, read_numeric))
_WEEKDAYS = phrase(WEEKDAY)
#: "(@name) March 5, 2017": how a page marks a post that it shows.
_STAMP = 20
_HANDLE = re.compile(r"\(@\w{2,20}\)\s{1,3}")
#: A text is of the last year that it names, or of one of the few after it.
_YEARS_AFTER = 4


def day_of_report(
    text: str, *, url: str | None, published: date | None = None, years: Sequence[int] = ()
) -> ReportDay | None:
    """The day that the publisher, the report's address or its own words give it; a bulletin's day is in its heading.

    `years` are those in which it can have been written, where that is known.
    """
    told = _of_bulletin(text, url or "", published)
    if told or published:
        return told or ReportDay(published or date.min, PUBLISHED)
    return (
        day_in_address(url or "")
        or _of_heading(text)
        or _beside_today(text, years or years_of(text))
        or _of_shown_post(text)
    )


def years_of(text: str) -> Sequence[int]:
    """The years of which a text can be by the years that it names; empty where it names none."""
    named = {time.when.start.year for time in find_times(text, anchor=None) if time.when.start}
    return sorted(named | set(range(max(named), max(named) + 1 + _YEARS_AFTER))) if named else ()


def _of_bulletin(text: str, url: str, published: date | None) -> ReportDay | None:
    """ "Harvest of the events of Wednesday": the day that its heading names."""
    in_title = day_in_title_of_address(url)
    for line in text.splitlines()[:_HEADING_LINES]:
        if _BULLETIN.search(line) and (dated := _date_in(line)):
            return ReportDay(dated[0], BULLETIN)
        if _is_bulletin_heading(line) and (named := in_title or _day_in(line, published)):
            return ReportDay(named, BULLETIN)
    if in_title and len(_ROUND.findall(text)) >= _FEWEST_PLACES:
        return ReportDay(in_title, BULLETIN)
    return None


def _is_bulletin_heading(line: str) -> bool:
    words = line.split()
    return len(words) <= _HEADING_WORDS and _BULLETIN.search(" ".join(words[:_OPENING_WORDS])) is not None


def _day_in(line: str, published: date | None) -> date | None:
    days = (time.when.start for time in find_times(line, anchor=published) if time.when.is_day)
    return next(days, None)


def _of_heading(text: str) -> ReportDay | None:
    if (label := _PUBLISHED.search(text)) and (found := _date_at(text, _skipped(text, label.end()))):
        return ReportDay(found, "publication_line")
    for line in text.splitlines()[:_HEADING_LINES]:
        dated = None if _HANDLE.search(line) else _date_in(line)
        if dated and len(line.strip()) - dated[1] <= _BESIDE_A_DATE:
            return ReportDay(dated[0], "heading")
    return None


def _skipped(text: str, at: int) -> int:
    match = _AFTER_LABEL.match(text, at)
    return match.end() if match else at


def _beside_today(text: str, years: Sequence[int]) -> ReportDay | None:
    """ "اليوم الأحد 6/11/2022"; without a year only if the weekday fits one of the years alone."""
    for pattern, read in _DATES:
        for match in pattern.finditer(text):
            if not folded(match.group()).startswith(_TODAY):
                continue
            day = read(match, Setting(anchor=None, text=text, years=years))
            if day and day.start:
                has_year = day.rule != "year_by_weekday"
                return ReportDay(day.start, "date_beside_today" if has_year else "weekday_beside_today")
    return None


def _of_shown_post(text: str) -> ReportDay | None:
    """The day under the latest post that is shown, where the report names the weekday of that day."""
    stamps = (text[mark.end() : mark.end() + _STAMP] for mark in _HANDLE.finditer(text))
    shown = [day for stamp in stamps for day, span in written_dates(stamp) if span.start == 0]
    weekdays = {WEEKDAYS[folded(match.group())] for match in _WEEKDAYS.finditer(text)}
    latest = max(shown, default=None)
    return ReportDay(latest, "shown_post") if latest and latest.weekday() in weekdays else None


def _date_at(text: str, at: int) -> date | None:
    matches = ((pattern.match(text, at), read) for pattern, read in _DATES)
    readings = (read(match, Setting(anchor=None, text=text)) for match, read in matches if match)
    return next((reading.start for reading in readings if reading and reading.start), None)


def _date_in(line: str) -> tuple[date, int] | None:
    """The first full date of a line and the length of its words."""
    return next(_dates_in(line), None)


def _dates_in(line: str) -> Iterator[tuple[date, int]]:
    for pattern, read in _DATES:
        for match in pattern.finditer(line):
            reading = read(match, Setting(anchor=None, text=line))
            if reading and reading.start:
                yield reading.start, match.end() - match.start()
    for day, span in written_dates(line):
        yield day, span.end - span.start
