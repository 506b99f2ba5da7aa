"""Feasts and holy months: "during Ramadan", "the second day of Eid al-Fitr", "Christmas Eve 2016"."""

import re
from collections.abc import Callable
from datetime import date

from civharm.dates.arithmetic import Days, edge_of
from civharm.dates.english.numbers import SPELLED_DAY, day_number, year_number
from civharm.dates.english.words import EDGE, WHOSE_YEAR, YEAR, edge_named, folded, phrase, whose_year
from civharm.dates.feasts import Feast, is_islamic, times_of
from civharm.dates.reading import Reading, Rule, Setting, over, unresolved
from civharm.model.times import TimePrecision

_NAMES = {
    Feast.RAMADAN: r"Rama[dz]h?an",
    Feast.EID_AL_FITR: r"Eid(?: |-)(?:al|ul|el)(?: |-)?Fitr",
    Feast.EID_AL_ADHA: r"Eid(?: |-)(?:al|ul|el)(?: |-)?Adh?a|the Feast of (?:the )?Sacrifice",
    Feast.EID: r"Eid(?! (?:al|ul|el)\b|-)",
    Feast.ASHURA: r"Ash(?:ou|u|o)ra",
    Feast.ARBAEEN: r"Arba['’]?een",
    Feast.MAWLID: r"(?:the )?Prophet['’]?s Birthday|Mawlid",
    Feast.MUHARRAM: r"M[uo]harram",
    Feast.LAYLAT_AL_QADR: r"Laylat (?:al|ul)(?: |-)Qadr|the Night of (?:Power|Destiny)",
    Feast.CHRISTMAS_EVE: r"Christmas Eve",
    Feast.CHRISTMAS: r"Christmas(?: Day)?(?! (?:Eve|market|tree))",
    Feast.NEW_YEARS_EVE: r"New Year['’]?s Eve",
    Feast.NEW_YEARS_DAY: r"New Year['’]?s Day",
    Feast.NOWRUZ: r"N[eo]w?r[uo]u?z",
    Feast.GOOD_FRIDAY: r"Good Friday",
    Feast.PALM_SUNDAY: r"Palm Sunday",
    Feast.ORTHODOX_EASTER: r"Orthodox Easter(?: Sunday)?",
    Feast.EASTER: r"Easter(?: Sunday)?",
    Feast.THANKSGIVING: r"Thanksgiving(?: Day)?",
}
_ANY = "|".join(f"(?P<{feast}>{name})" for feast, name in _NAMES.items())
_DAY_OF = rf"(?:the )?(?:(?P<day>{SPELLED_DAY}|\d\d?(?:st|nd|rd|th))(?: day)? of )"
_WHICH = r"(?P<which>last|this past|past|this|next|this coming|coming) "
_MONTH_OF = r"(?:the )?(?:Muslim |Islamic )?(?:holy |fasting )*month of "
PATTERN = phrase(
    rf"(?:(?P<side>(?i:before|ahead of|prior to|after|following)) |during )?(?:{_DAY_OF}|{EDGE})?(?:{_WHICH}|the )?(?:{_MONTH_OF})?"
    rf"(?:{_ANY})(?:,? (?:in |of )?(?P<year>{YEAR}))?{WHOSE_YEAR}",
    flags=0,
)

#: Ramadan is a man's name too: these words stand before a time, and no name after it.
_BEFORE = re.compile(
    r"\b(?:in|on|at|of|during|since|until|till|by|before|after|for|throughout|through|over|around|from|to|and|as|when)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_NAME_AFTER = re.compile(r"\s+(?:[A-Z][a-z]|al-|[Mm]osque|[Ss]treet|[Ss]quare|[Bb]rigades?)")


def read_feast(match: re.Match[str], setting: Setting) -> Reading | None:
    """The latest such feast that began not after the report; the next where the words look ahead."""
    feast = next(feast for feast in _NAMES if match[feast])
    day = day_number(match["day"]) if match["day"] else None
    if not _is_time(match, setting) or (day is not None and not 1 <= day <= 30):
        return None
    chosen = _chosen(match, setting, lambda year: list(times_of(feast, year, day=day)))
    rule = f"{feast}_by_the_moon" if is_islamic(feast) else feast.value
    if chosen is None:
        return unresolved(rule, "XXXX-XX-XX")
    part = edge_named(match["edge"])
    days = edge_of(chosen, part) if part else chosen
    return _reading(days, f"{part.value}_{rule}" if part else rule, match["side"])


def _reading(days: Days, rule: str, side: str | None) -> Reading:
    value = days.first.isoformat()
    if days.last > days.first:
        value = f"{value}/{days.last.isoformat()}"
    if side is None:
        precision = TimePrecision.RANGE if days.last > days.first else TimePrecision.DAY
        return over(days, value, precision, rule)
    is_after = side.lower() in ("after", "following")
    return Reading(
        rule=f"{'after' if is_after else 'before'}_{rule}",
        timex_value=value,
        start=days.first if is_after else None,
        end=None if is_after else days.last,
        precision=TimePrecision.RANGE,
    )


def _chosen(match: re.Match[str], setting: Setting, times: Callable[[int], list[Days]]) -> Days | None:
    """None where the year is unknown, and for an "Eid" of a year, which has two."""
    anchor, which = setting.anchor, folded(match["which"])
    if match["year"] or (match["whose"] and anchor):
        year = year_number(match["year"]) if match["year"] else _year_of(anchor, match["whose"])
        of_year = times(year)
        return of_year[0] if len(of_year) == 1 else None
    if anchor is None:
        return None
    near = sorted(days for year in range(anchor.year - 1, anchor.year + 2) for days in times(year))
    begun = [days for days in near if days.first <= anchor and not (which == "last" and days.last >= anchor)]
    coming = [days for days in near if days.last >= anchor]
    is_ahead = which in ("next", "coming", "this coming") or (setting.is_future and not which)
    is_before = folded(match["side"]) in ("before", "ahead of", "prior to")
    is_ahead = is_ahead or (is_before and bool(coming) and (coming[0].first - anchor).days <= _SOON)
    if coming and (is_ahead or not begun):
        return coming[0]
    return begun[-1] if begun else None


#: "The market was full before Eid", two weeks before it at most: the one to come.
_SOON = 14


def _year_of(anchor: date | None, which: str) -> int:
    return whose_year(anchor.year, which) if anchor else date.min.year


def _is_time(match: re.Match[str], setting: Setting) -> bool:
    before = setting.text[max(0, match.start() - 24) : match.start()]
    stands_alone = not before.strip() or before.rstrip().endswith((".", "\n", ",", ";", "“", '"'))
    has_lead = match.group()[:1].islower() or match["day"] or match["edge"] or match["which"]
    is_led = match[Feast.RAMADAN] is None or has_lead or _BEFORE.search(before) is not None or stands_alone
    has_year = match["year"] or match["whose"]
    return bool(has_year or (is_led and not _NAME_AFTER.match(setting.text, match.end())))


RULES = (Rule("feast", PATTERN, read_feast),)
