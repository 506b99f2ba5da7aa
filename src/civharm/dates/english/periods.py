"""Quarters, halves, decades and centuries."""

import re
from datetime import date, timedelta

from civharm.dates.arithmetic import (
    Days,
    century_days,
    decade_days,
    edge_of,
    latest_year_of,
    next_year_of,
    quarter_days,
    quarter_of,
    year_days,
)
from civharm.dates.english.numbers import year_number
from civharm.dates.english.words import WHOSE_YEAR, YEAR, edge_named, phrase, whose_year
from civharm.dates.reading import Reading, Rule, Setting, over, unresolved
from civharm.dates.timex import quarter_value, year_value
from civharm.model.times import TimePrecision

_QUARTER = r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)"
QUARTER = phrase(
    rf"(?:(?:the|this|last) )?(?:(?P<year_before>{YEAR}|year-earlier|year-ago) )?(?:fiscal |final )?{_QUARTER}(?:-| )quarter"
    rf"(?:,? (?:of )?(?:fiscal )?(?P<year>{YEAR}))?{WHOSE_YEAR}"
)
SAME_QUARTER = phrase(
    r"(?:(?:the|a|that) )?(?:(?P<back>year-earlier|year-ago|same)|latest|most recent) (?:quarter|period)"
    r"|(?:the|that) (?P<bare>quarter)(?! of)(?P<year_back> a year (?:ago|earlier))?|(?P<alone>year-earlier|year-ago)"
    rf"|(?:the )?(?P<year>{YEAR}) (?:quarter|period)"
)
HALF = phrase(rf"(?:the )?(?P<half>first|second|last) half of (?P<year>{YEAR})")
DECADE = phrase(
    r"(?:the )?(?:(?P<edge>early|late|mid)(?:-| ))?"
    r"(?:the )?(?:(?:(?P<decade>(?:1[89]|20)\d0)|['’](?P<short>[2-9]0))['’]?s|(?<=the\s)(?P<word>sixties|seventies|eighties|nineties))"
)
CENTURY = phrase(
    r"(?:the )?(?:(?:early|late|mid)(?:-| ))?(?P<century>1?\d|2[01])(?:st|nd|rd|th)(?:-| )century"
)

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

_DECADES = {"sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}


def read_quarter(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the third quarter", "first-quarter", "the second quarter of 1990"."""
    quarter = _QUARTERS[match["quarter"].lower()]
    year = match["year"] or match["year_before"] or ""
    if year and not year.lower().startswith("year"):
        return _quarter(year_number(year), quarter, "quarter_of_year")
    if setting.anchor is None:
        return unresolved("quarter_without_anchor", f"XXXX-Q{quarter}")
    if match["whose"]:
        return _quarter(whose_year(setting.anchor.year, match["whose"]), quarter, "quarter_of_year")
    latest = latest_year_of(setting.anchor, 3 * quarter - 2)
    if year:
        return _quarter(latest - 1, quarter, "quarter_year_earlier")
    if setting.is_future and not _has_just_ended(latest, quarter, setting.anchor):
        return _quarter(next_year_of(setting.anchor, 3 * quarter), quarter, "quarter_ahead")
    return _quarter(latest, quarter, "quarter_latest")


def _has_just_ended(year: int, quarter: int, anchor: date) -> bool:
    """A quarter of which the figures are still to come: "expects to report a loss for the third quarter"."""
    return timedelta(0) < anchor - quarter_days(year, quarter).last <= _STILL_REPORTED


_STILL_REPORTED = timedelta(days=92)
_QUARTER_VALUE = re.compile(r"(\d{4})-Q(\d)")


def read_same_quarter(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the quarter", "the year-earlier period": the quarter spoken of before, or the same a year back."""
    said = _quarters_said(setting)
    is_back = bool(match["year_back"] or (match["back"] or match["alone"] or "").lower().startswith("year"))
    if match["year"]:
        return _quarter(year_number(match["year"]), said[-1][1], "quarter_spoken_of") if said else None
    if said:
        year, quarter = said[-1]
        return _quarter(year - is_back, quarter, "quarter_spoken_of")
    if setting.anchor is None or match["back"]:
        return None
    if match["alone"]:
        return over(
            year_days(setting.anchor.year - 1),
            year_value(setting.anchor.year - 1),
            TimePrecision.YEAR,
            "year_earlier",
        )
    year, quarter = setting.anchor.year, quarter_of(setting.anchor) - 1
    return _quarter(year if quarter else year - 1, quarter or 4, "quarter_last_ended")


def quarter_year_earlier(setting: Setting) -> Reading | None:
    """ "a year ago" in a passage that speaks of a quarter just before: that quarter of the year before."""
    said = _quarters_said(setting)
    if not said or not setting.before[-1].when.rule.startswith("quarter"):
        return None
    year, quarter = said[-1]
    return _quarter(year - 1, quarter, "quarter_year_earlier")


def _quarters_said(setting: Setting) -> list[tuple[int, int]]:
    """Year and number of the quarters named before; not those found by looking back from one."""
    named = [each for each in setting.before if each.when.rule in ("quarter_latest", "quarter_of_year")]
    values = [_QUARTER_VALUE.fullmatch(each.timex_value) for each in named]
    return [(int(found[1]), int(found[2])) for found in values if found]


def _quarter(year: int, quarter: int, rule: str) -> Reading:
    return over(quarter_days(year, quarter), quarter_value(year, quarter), TimePrecision.RANGE, rule)


def read_half(match: re.Match[str], setting: Setting) -> Reading | None:
    year, is_first = year_number(match["year"]), match["half"].lower() == "first"
    days = (
        Days(date(year, 1, 1), date(year, 6, 30)) if is_first else Days(date(year, 7, 1), date(year, 12, 31))
    )
    return over(days, f"{year:04}-H{1 if is_first else 2}", TimePrecision.RANGE, "half_of_year")


def read_decade(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the 1990s", "the late '80s"."""
    first = int(match["decade"] or 1900 + int(match["short"] or _DECADES[match["word"].lower()]))
    days = decade_days(first)
    part = edge_named(match["edge"])
    return over(edge_of(days, part) if part else days, str(first // 10), TimePrecision.RANGE, "decade")


def read_century(match: re.Match[str], setting: Setting) -> Reading | None:
    century = int(match["century"])
    if century < 1:
        return None
    return over(century_days(century), f"{century - 1:02}", TimePrecision.RANGE, "century")


RULES = (
    Rule("quarter", QUARTER, read_quarter),
    Rule("half_of_year", HALF, read_half),
    Rule("decade", DECADE, read_decade),
    Rule("century", CENTURY, read_century),
    Rule("same_quarter", SAME_QUARTER, read_same_quarter),
)
