"""The day of a report: what "today" and "on Tuesday" in it count from.

A dateline ("MOSUL, Iraq, 12 March 2017 —") is the reporter's own word and comes first, the stated day of
publication second, a stamp in the text ("Posted: 3 March 2017") third, a date in the address last. A stamp long before the
day of publication beats it: what was captured is a copy. Where none of them tells, the day is unknown.
"""

import re
from collections.abc import Iterator
from datetime import date

from civharm.dates.arithmetic import nearest_year_of, real_day
from civharm.dates.english.numbers import day_number, year_number
from civharm.dates.english.words import DAY, MONTH, YEAR, month_number
from civharm.dates.report_day import PUBLISHED, ReportDay, day_in_address
from civharm.model.spans import Span

_DATE = (
    rf"(?:(?P<month>{MONTH})[ \t]?(?P<day>{DAY})|(?P<first_day>{DAY})[ \t](?P<then_month>{MONTH}))"
    rf"(?:,?[ \t](?P<year>{YEAR}))?"
)
_WRITTEN = re.compile(
    rf"\b(?:(?P<month>{MONTH})[ \t](?P<day>{DAY})|(?P<first_day>{DAY})[ \t](?P<then_month>{MONTH}))"
    rf"[,،]?[ \t](?P<year>{YEAR})(?!\w)"
)
_PLACES = r"(?P<place>[A-Z][\w'’-]+)(?:[ ,./][\w.'’ ,/-]{0,60}?)??"
_AGENCY = r"(?:[ \t]*(?P<agency>\([^)\n]{2,40}\)))?"
_DATELINE = re.compile(
    rf"^[ \t]*{_PLACES}[,/]?[ \t]+(?P<date>{_DATE}){_AGENCY}[ \t]*(?:—|–|-{{1,2}}\s|:\s)", re.MULTILINE
)
#: "Posted: Friday, March 3, 2017", "Created 25/03/2017": a line that says when the text went out.
_STAMP = re.compile(
    rf"^\W*(?:(?:first|originally)[ \t])?(?:posted|published|created)\b[^\n\d]{{0,24}}?(?:\b(?P<written>{_DATE})(?!\w)"
    r"|\b(?P<one>\d{1,2})/(?P<two>\d{1,2})/(?P<full_year>20\d\d)\b)",
    re.MULTILINE | re.IGNORECASE,
)
#: A dateline stands in one of the first lines.
_HEAD = 800
#: A report goes out on the day of its dateline or in the days after it.
_LONGEST_DELAY = 7


def day_of_report(text: str, *, url: str | None, published: date | None) -> ReportDay | None:
    """The day that the dateline, the publisher or the address gives a report, with the rule that found it."""
    told = _dateline_day(text, published)
    if told is not None:
        return told
    stamped = _stamped_day(text)
    if stamped is not None and (published is None or (published - stamped.day).days > _LONGEST_DELAY):
        return stamped  # a day of publication long after it is that of a copy
    return ReportDay(published, PUBLISHED) if published else day_in_address(url or "")


def _stamped_day(text: str) -> ReportDay | None:
    """The earliest day that a stamp in one of the first lines gives, its year written out."""
    stamps = (_day_of_stamp(match) for match in _STAMP.finditer(text, 0, min(len(text), _HEAD)))
    day = min((day for day in stamps if day is not None), default=None)
    return ReportDay(day, "stamp") if day else None


def _day_of_stamp(match: re.Match[str]) -> date | None:
    if match["written"]:
        if match["year"] is None:
            return None
        month = month_number(match["month"] or match["then_month"])
        return real_day(year_number(match["year"]), month, day_number(match["day"] or match["first_day"]))
    one, two, year = int(match["one"]), int(match["two"]), int(match["full_year"])
    month_first, day_first = real_day(year, one, two), real_day(year, two, one)
    return None if month_first and day_first and one != two else month_first or day_first


def written_dates(text: str) -> Iterator[tuple[date, Span]]:
    """Days that are written out with their year ("March 5, 2017"), in a text of any language."""
    for match in _WRITTEN.finditer(text):
        month = month_number(match["month"] or match["then_month"])
        day = real_day(year_number(match["year"]), month, day_number(match["day"] or match["first_day"]))
        if day:
            yield day, Span(match.start(), match.end())


def _dateline(text: str) -> re.Match[str] | None:
    found = _DATELINE.finditer(text, 0, min(len(text), _HEAD))
    return next((match for match in found if match["agency"] or _is_shouted(match["place"])), None)


def _is_shouted(place: str) -> bool:
    return place.isupper() and len(place) > 2


def _dateline_day(text: str, published: date | None) -> ReportDay | None:
    """None too where the dateline can't be of this report: it went out earlier, or long after."""
    match = _dateline(text)
    if match is None:
        return None
    month = month_number(match["month"] or match["then_month"])
    day_of_month = day_number(match["day"] or match["first_day"])
    if match["year"] is None and published is None:
        return None
    year = (
        year_number(match["year"])
        if match["year"]
        else nearest_year_of(published or date.min, month, day_of_month)
    )
    day = real_day(year, month, day_of_month)
    if day is None or (published and not -1 <= (published - day).days <= _LONGEST_DELAY):
        return None
    return ReportDay(day, "dateline")
