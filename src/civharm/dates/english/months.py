"""Months and seasons: with a year, or the latest such one by the day of the report."""

import re
from datetime import date

from civharm.dates.arithmetic import (
    Days,
    Season,
    edge_of,
    latest_year_of,
    month_days,
    nearest_year_of,
    next_year_of,
    season_days,
)
from civharm.dates.english.numbers import year_number
from civharm.dates.english.words import (
    EDGE,
    FULL_MONTH,
    MONTH,
    SEASON,
    WHOSE_YEAR,
    YEAR,
    edge_named,
    folded,
    is_month_name,
    month_number,
    phrase,
    season_of,
    whose_year,
)
from civharm.dates.expression import TimexType
from civharm.dates.reading import Reading, Rule, Setting, over, unresolved
from civharm.dates.timex import month_value, season_value
from civharm.model.times import TimePrecision

_WHICH = r"(?:(?P<which>last|this past|past|this|next|this coming|coming|each|every) )?"
MONTH_YEAR = phrase(rf"(?:{EDGE})?(?P<month>{MONTH}),? (?:of )?(?P<year>{YEAR})")
BARE_MONTH = phrase(
    rf"(?:{EDGE})?{_WHICH}(?:the month of )?(?P<month>{FULL_MONTH}){WHOSE_YEAR}(?! ?\d{{1,2}}\b)"
)
SEASON_YEAR = phrase(
    rf"(?:{EDGE})?(?:the )?(?:{_WHICH})(?P<season>{SEASON})(?:(?:,? (?:of )?|,? of the year )(?P<year>{YEAR}))?{WHOSE_YEAR}"
)


def read_month_year(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "March 2017", "early March 2017"."""
    if not is_month_name(match["month"]):
        return None
    return _month(year_number(match["year"]), month_number(match["month"]), match["edge"], "month_of_year")


def read_bare_month(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "in March": the latest such month that began not after the day of the report."""
    if not is_month_name(match["month"]) or not _stands_as_month(match, setting):
        return None
    month, which = month_number(match["month"]), folded(match["which"])
    if which in ("each", "every"):
        return unresolved("month_repeated", f"XXXX-{month:02}", TimexType.SET)
    if setting.anchor is None:
        if setting.date_spoken_of:
            year = nearest_year_of(setting.date_spoken_of, month)
            return _month(year, month, match["edge"], "month_nearest_date_before")
        return unresolved("month_without_anchor", f"XXXX-{month:02}")
    year, rule = _year_of_month(setting.anchor, month, which, setting.is_future)
    if match["whose"]:
        year, rule = whose_year(setting.anchor.year, match["whose"]), "month_of_last_this_next_year"
    return _month(
        year, month, match["edge"], rule, not_after=None if rule.endswith("next") else setting.anchor
    )


#: Names and verbs that look like months need a word before them that months have.
_DOUBTFUL_MONTHS = frozenset({"may", "march", "april", "june", "august"})
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|until|till|by|of|last|this|next|from|to|through|during|for|before|after|between|and|mid|early|late"
    r"|each|every|past|and|or|on)[\s-]+$",
    re.IGNORECASE,
)


#: "Under a June agreement".
_ARTICLE = re.compile(r"(?:\b(?:a|an|the)|['’]s)\s+$", re.IGNORECASE)


def _stands_as_month(match: re.Match[str], setting: Setting) -> bool:
    if match["month"].lower() not in _DOUBTFUL_MONTHS or match["which"] or match["edge"] or match["whose"]:
        return True
    before = setting.text[max(0, match.start() - 12) : match.start()]
    after = setting.text[match.end() : match.end() + 12]
    is_led = _BEFORE_MONTH.search(before) or (_ARTICLE.search(before) and re.match(r"\s+[a-z]", after))
    return bool(is_led) and not re.match(r"\s+[A-Z]", after)


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
    season, which = season_of(match["season"]), folded(match["which"])
    if match["year"]:
        return _season(year_number(match["year"]), season, match["edge"], "season_of_year")
    if not (which or match["whose"] or match["edge"] or _after_in(match, setting)):
        return None
    if setting.anchor is None:
        return unresolved("season_without_anchor", f"XXXX-{season.value}")
    if match["whose"]:
        return _season(
            whose_year(setting.anchor.year, match["whose"]), season, match["edge"], "season_of_year"
        )
    year, rule = _year_of_season(setting.anchor, season, which, setting.is_future)
    return _season(year, season, match["edge"], rule)


_BEFORE_SEASON = ("in", "into", "since", "until", "by", "during", "over", "throughout", "through")


def _after_in(match: re.Match[str], setting: Setting) -> bool:
    """True for "in the spring"; "the fall of the city" is no season."""
    before = setting.text[max(0, match.start() - 8) : match.start()].lower()
    after = setting.text[match.end() : match.end() + 4]
    return before.rstrip().endswith(_BEFORE_SEASON) and not after.startswith(" of")


def _year_of_season(anchor: date, season: Season, which: str, is_future: bool) -> tuple[int, str]:
    years = [year for year in (anchor.year, anchor.year - 1, anchor.year - 2) if year > 0]
    begun = [year for year in years if (days := season_days(year, season)) and days.first <= anchor]
    over_by_now = [year for year in begun if (days := season_days(year, season)) and days.last < anchor]
    is_on = bool(begun) and begun[0] not in over_by_now[:1]
    if which == "last":
        return (over_by_now or years)[0], "season_last"
    if which == "this":
        return (begun[0] if is_on else anchor.year), "season_this"
    if which in ("next", "coming", "this coming") or (is_future and not which):
        return (anchor.year + 1 if anchor.year in begun else anchor.year), "season_next"
    return (begun or years)[0], "season_latest"


def _season(year: int, season: Season, edge: str | None, rule: str) -> Reading:
    days = season_days(year, season)
    part = edge_named(edge)
    if days and part:
        return over(
            edge_of(days, part), season_value(year, season), TimePrecision.RANGE, f"{part.value}_{rule}"
        )
    return over(days, season_value(year, season), TimePrecision.SEASON, rule)


RULES = (
    Rule("month_year", MONTH_YEAR, read_month_year),
    Rule("season", SEASON_YEAR, read_season),
    Rule("bare_month", BARE_MONTH, read_bare_month),
)
