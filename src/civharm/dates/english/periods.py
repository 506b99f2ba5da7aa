"""Named periods: months, seasons, quarters, years, decades, centuries."""

import re
from datetime import date

from civharm.dates.arithmetic import (
    Days,
    Season,
    decade_days,
    edge_of,
    latest_year_of,
    month_days,
    next_year_of,
    quarter_days,
    quarter_of,
    season_days,
    year_days,
)
from civharm.dates.english.words import (
    EDGE,
    FULL_MONTH,
    MONTH,
    SEASON,
    YEAR,
    edge_named,
    is_month_name,
    month_number,
    phrase,
    season_of,
)
from civharm.dates.expression import TimexType
from civharm.dates.reading import Reading, Rule, Setting, over, unresolved
from civharm.dates.timex import month_value, quarter_value, season_value, year_value
from civharm.model.times import TimePrecision

_WHOSE_YEAR = r"(?: (?:of )?(?P<whose>last|this|next) year)?"
_WHICH = r"(?:(?P<which>last|this past|past|this|next|this coming|coming|each|every) )?"
MONTH_YEAR = phrase(rf"(?:{EDGE})?(?P<month>{MONTH}),? (?:of )?(?P<year>{YEAR})")
BARE_MONTH = phrase(rf"(?:{EDGE})?{_WHICH}(?P<month>{FULL_MONTH}){_WHOSE_YEAR}(?! ?\d{{1,2}}\b)")
SEASON_YEAR = phrase(
    rf"(?:{EDGE})?(?:the )?(?:{_WHICH})(?P<season>{SEASON})(?:(?:,? (?:of )?|,? of the year )(?P<year>{YEAR}))?{_WHOSE_YEAR}"
)
_QUARTER = r"(?P<quarter>first|second|third|fourth|1st|2nd|3rd|4th)"
QUARTER = phrase(
    rf"(?:(?:the|this|last) )?(?:(?P<year_before>{YEAR}|year-earlier|year-ago) )?(?:fiscal |final )?{_QUARTER}(?:-| )quarter"
    rf"(?:,? (?:of )?(?:fiscal )?(?P<year>{YEAR}))?{_WHOSE_YEAR}"
)
SAME_QUARTER = phrase(
    r"(?:(?:the|a|that) )?(?:(?P<back>year-earlier|year-ago|same)|latest|most recent) (?:quarter|period)"
    r"|(?:the|that) (?P<bare>quarter)(?! of)|(?P<alone>year-earlier|year-ago)"
)
HALF = phrase(rf"(?:the )?(?P<half>first|second|last) half of (?P<year>{YEAR})")
DECADE = phrase(
    r"(?:the )?(?:(?P<edge>early|late|mid)(?:-| ))?(?:the )?(?:(?P<decade>(?:1[89]|20)\d0)|['’](?P<short>[2-9]0))['’]?s"
)
CENTURY = phrase(r"(?:the )?(?:(?:early|late|mid)(?:-| ))?(?P<century>1?\d|2[01])(?:st|nd|rd|th)(?:-| )century")

_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}


def read_month_year(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "March 2017", "early March 2017"."""
    if not is_month_name(match["month"]):
        return None
    return _month(int(match["year"]), month_number(match["month"]), match["edge"], "month_of_year")


def read_bare_month(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "in March": the latest such month that began not after the day of the report."""
    if not is_month_name(match["month"]) or not _stands_as_month(match, setting):
        return None
    month, which = month_number(match["month"]), _folded(match["which"])
    if which in ("each", "every"):
        return unresolved("month_repeated", f"XXXX-{month:02}", TimexType.SET)
    if setting.anchor is None:
        return unresolved("month_without_anchor", f"XXXX-{month:02}")
    year, rule = _year_of_month(setting.anchor, month, which, setting.is_future)
    if match["whose"]:
        year, rule = _whose_year(setting.anchor, match["whose"]), "month_of_last_this_next_year"
    return _month(year, month, match["edge"], rule, not_after=None if rule.endswith("next") else setting.anchor)


#: Names and verbs that look like months need a word before them that months have.
_DOUBTFUL_MONTHS = frozenset({"may", "march", "april", "june", "august"})
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|of|last|this|next|from|to|through|during|for|before|after|between|and|mid|early|late"
    r"|each|every|past|and|or|on)[\s-]+$",
    re.IGNORECASE,
)


def _stands_as_month(match: re.Match[str], setting: Setting) -> bool:
    if match["month"].lower() not in _DOUBTFUL_MONTHS or match["which"] or match["edge"] or match["whose"]:
        return True
    before = setting.text[max(0, match.start() - 12) : match.start()]
    after = setting.text[match.end() : match.end() + 12]
    return bool(_BEFORE_MONTH.search(before)) and not re.match(r"\s+[A-Z]", after)


def _year_of_month(anchor: date, month: int, which: str, is_future: bool) -> tuple[int, str]:
    if which in ("next", "coming", "this coming"):
        return next_year_of(anchor, month, 1), "month_next"
    if which in ("last", "past", "this past"):
        return (anchor.year if month < anchor.month else anchor.year - 1), "month_last"
    if which == "this":
        return anchor.year, "month_this"
    if is_future:
        return next_year_of(anchor, month), "month_ahead_next"
    return latest_year_of(anchor, month), "month_latest"


def _month(year: int, month: int, edge: str | None, rule: str, *, not_after: date | None = None) -> Reading:
    days = month_days(year, month)
    value = month_value(year, month)
    if named := edge_named(edge):
        return over(edge_of(days, named), value, TimePrecision.RANGE, f"{named.value}_{rule}")
    if not_after and days.first <= not_after <= days.last:
        days = Days(days.first, not_after)
    return over(days, value, TimePrecision.MONTH, rule)


def read_season(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "last summer", "the spring of 2016"; northern hemisphere. A bare "fall" is mostly a verb."""
    season, which = season_of(match["season"]), _folded(match["which"])
    if match["year"]:
        return _season(int(match["year"]), season, match["edge"], "season_of_year")
    if not (which or match["whose"] or match["edge"] or _after_in(match, setting)):
        return None
    if setting.anchor is None:
        return unresolved("season_without_anchor", f"XXXX-{season.value}")
    if match["whose"]:
        return _season(_whose_year(setting.anchor, match["whose"]), season, match["edge"], "season_of_year")
    year, rule = _year_of_season(setting.anchor, season, which, setting.is_future)
    return _season(year, season, match["edge"], rule)


def _after_in(match: re.Match[str], setting: Setting) -> bool:
    """True for "in the spring"; "the fall of the city" is no season."""
    before = setting.text[max(0, match.start() - 8) : match.start()].lower()
    after = setting.text[match.end() : match.end() + 4]
    return before.rstrip().endswith(("in", "since", "until", "by", "during")) and not after.startswith(" of")


def _year_of_season(anchor: date, season: Season, which: str, is_future: bool) -> tuple[int, str]:
    days = season_days(anchor.year, season)
    began = days is not None and days.first <= anchor
    is_over = days is not None and days.last < anchor
    if which in ("next", "coming", "this coming") or (is_future and not which):
        return (anchor.year + 1 if began else anchor.year), "season_next"
    if which == "this":
        return anchor.year, "season_this"
    if which == "last":
        return (anchor.year if is_over else anchor.year - 1), "season_last"
    return (anchor.year if began else anchor.year - 1), "season_latest"


def _season(year: int, season: Season, edge: str | None, rule: str) -> Reading:
    days = season_days(year, season)
    part = edge_named(edge)
    if days and part:
        return over(edge_of(days, part), season_value(year, season), TimePrecision.RANGE, f"{part.value}_{rule}")
    return over(days, season_value(year, season), TimePrecision.SEASON, rule)


def read_quarter(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the third quarter", "first-quarter", "the second quarter of 1990"."""
    quarter = _QUARTERS[match["quarter"].lower()]
    year = match["year"] or match["year_before"] or ""
    if year.isdecimal():
        return _quarter(int(year), quarter, "quarter_of_year")
    if setting.anchor is None:
        return unresolved("quarter_without_anchor", f"XXXX-Q{quarter}")
    if match["whose"]:
        return _quarter(_whose_year(setting.anchor, match["whose"]), quarter, "quarter_of_year")
    latest = latest_year_of(setting.anchor, 3 * quarter - 2)
    if year:
        return _quarter(latest - 1, quarter, "quarter_year_earlier")
    if setting.is_future:
        return _quarter(next_year_of(setting.anchor, 3 * quarter), quarter, "quarter_ahead")
    return _quarter(latest, quarter, "quarter_latest")


_QUARTER_VALUE = re.compile(r"(\d{4})-Q(\d)")


def read_same_quarter(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the quarter", "the year-earlier period": the quarter spoken of before, or the same a year back."""
    said = [found for each in setting.before if (found := _QUARTER_VALUE.fullmatch(each.timex_value))]
    is_back = bool((match["back"] or match["alone"] or "").lower().startswith("year"))
    if said:
        year = max(int(found[1]) for found in said)
        quarter = int(said[-1][2])
        return _quarter(year - is_back, quarter, "quarter_spoken_of")
    if setting.anchor is None or match["back"]:
        return None
    if match["alone"]:
        return over(year_days(setting.anchor.year - 1), year_value(setting.anchor.year - 1), TimePrecision.YEAR, "year_earlier")
    year, quarter = setting.anchor.year, quarter_of(setting.anchor) - 1
    return _quarter(year if quarter else year - 1, quarter or 4, "quarter_last_ended")


def _quarter(year: int, quarter: int, rule: str) -> Reading:
    return over(quarter_days(year, quarter), quarter_value(year, quarter), TimePrecision.RANGE, rule)


def read_half(match: re.Match[str], setting: Setting) -> Reading | None:
    year, is_first = int(match["year"]), match["half"].lower() == "first"
    days = Days(date(year, 1, 1), date(year, 6, 30)) if is_first else Days(date(year, 7, 1), date(year, 12, 31))
    return over(days, f"{year:04}-H{1 if is_first else 2}", TimePrecision.RANGE, "half_of_year")


def read_decade(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the 1990s", "the late '80s"."""
    first = int(match["decade"]) if match["decade"] else 1900 + int(match["short"])
    days = decade_days(first)
    part = edge_named(match["edge"])
    return over(edge_of(days, part) if part else days, str(first // 10), TimePrecision.RANGE, "decade")


def read_century(match: re.Match[str], setting: Setting) -> Reading | None:
    century = int(match["century"])
    if century < 1:
        return None
    days = Days(date(100 * (century - 1) + 1, 1, 1), date(100 * century, 12, 31))
    return over(days, f"{century - 1:02}", TimePrecision.RANGE, "century")


def _folded(words: str | None) -> str:
    return " ".join((words or "").lower().split())


def _whose_year(anchor: date, which: str) -> int:
    return anchor.year + {"last": -1, "this": 0, "next": 1}[which.lower()]


RULES = (
    Rule("month_year", MONTH_YEAR, read_month_year),
    Rule("quarter", QUARTER, read_quarter),
    Rule("half_of_year", HALF, read_half),
    Rule("season", SEASON_YEAR, read_season),
    Rule("decade", DECADE, read_decade),
    Rule("century", CENTURY, read_century),
    Rule("bare_month", BARE_MONTH, read_bare_month),
    Rule("same_quarter", SAME_QUARTER, read_same_quarter),
)
