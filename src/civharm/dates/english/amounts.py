"""Amounts of time: how long ("two weeks"), how often ("each day"), how long before or after the report."""

import re
from dataclasses import dataclass
from datetime import date

from civharm.dates.arithmetic import Days, Unit, moved
from civharm.dates.around import around
from civharm.dates.english.numbers import NUMBER, VAGUE_NUMBER, number_of
from civharm.dates.english.periods import quarter_year_earlier
from civharm.dates.english.words import UNIT, folded, phrase, unit_of
from civharm.dates.expression import TimexType
from civharm.dates.reading import Reading, Rule, Setting, over, unresolved
from civharm.dates.timex import duration_value
from civharm.model.times import TimePrecision

APPROXIMATE = (
    r"(?:(?P<about>at least|more than|less than|fewer than|nearly|almost|about|around|over|under|up to|some|roughly"
    r"|just over|just under) )?"
)
_RANGE = rf"(?:(?: to | or |-|–)(?P<most>{NUMBER}))?"
_HALF = r"(?P<half> and a half| 1/2|½)?"
AMOUNT = (
    rf"(?:(?P<number>{NUMBER}){_HALF}{_RANGE}(?: (?:more|full|whole|consecutive|straight|further|additional))?"
    rf"|(?P<vague>{VAGUE_NUMBER}))(?: |-)(?P<unit>{UNIT})s?(?P<half_after> and a half)?"
)
_OR_SO = r"(?: or (?:so|two|more))?"
_NO_AGE = r"(?!(?: |-)old)(?![\w-])"
AGO = phrase(rf"{APPROXIMATE}{AMOUNT}{_OR_SO} (?:ago|back(?! to))")
WINDOW = phrase(
    rf"(?:(?:in|over|during|within|for) )?(?:the )?(?P<which>last|past|next|coming|previous) {AMOUNT}"
)
BARE_WINDOW = phrase(
    r"(?:in |over |during |for )?the (?P<which>past|last) (?P<unit>day|week|month|year|decade)(?!s)"
)
LENGTH = phrase(rf"(?:the first |the |the last )?{AMOUNT}{_OR_SO}(?:-long)?{_NO_AGE}")
YEAR_ENDED = phrase(r"(?:the |its |their )?(?:fiscal |full )?(?P<unit>year) (?:ended|ending)")
MANY = phrase(r"(?P<unit>hour|day|week|month|year|decade|centurie)s(?! (?:ago|old))")
EACH = phrase(
    rf"(?:each|every|per)(?: (?:single|other))? (?P<unit>{UNIT})|(?P<adverb>hourly|daily|weekly|monthly|yearly|annually)"
)
PER = phrase(r"(?:a|an|each|per) (?P<unit>hour|day|week|month|year)(?!-)")

_ADVERBS = {
    "hourly": Unit.HOUR,
    "daily": Unit.DAY,
    "weekly": Unit.WEEK,
    "monthly": Unit.MONTH,
    "yearly": Unit.YEAR,
    "annually": Unit.YEAR,
}
#: What half of a unit is, with the TIMEX3 letters for it.
_HALVES = {
    Unit.YEAR: (6, Unit.MONTH, "6M"),
    Unit.HOUR: (30, Unit.MINUTE, "30M"),
    Unit.MINUTE: (0, Unit.MINUTE, "30S"),
    Unit.DAY: (12, Unit.HOUR, "T12H"),
    Unit.DECADE: (5, Unit.YEAR, "5Y"),
}
_AT_LEAST = frozenset({"at least", "more than", "over", "just over"})
_AT_MOST = frozenset({"less than", "fewer than", "under", "up to", "just under"})


@dataclass(frozen=True, slots=True)
class Amount:
    """So many units; `count` is None for "several", `most` stands for the second number of "two or three"."""

    count: int | None
    unit: Unit
    most: int | None = None
    has_half: bool = False

    @property
    def value(self) -> str:
        """Its TIMEX3 value, that of the smaller number for a range."""
        value = duration_value(self.count, self.unit)
        return value + _HALVES[self.unit][2] if self.has_half and self.unit in _HALVES else value

    def before(self, day: date) -> date | None:
        """The day so long before another; None for "several" and where the calendar ends."""
        there = moved(day, -self.count, self.unit) if self.count is not None else None
        if there and self.has_half and self.unit in _HALVES:
            count, unit, _ = _HALVES[self.unit]
            return moved(there, -count, unit)
        return there


def amount_of(match: re.Match[str]) -> Amount:
    """The amount that a match of `AMOUNT` names."""
    most = number_of(match["most"]) if match["most"] else None
    if folded(match["number"]) in ("a couple of", "a couple", "couple of"):
        most = 3
    return Amount(
        count=number_of(match["number"]) if match["number"] else None,
        unit=unit_of(match["unit"]),
        most=most,
        has_half=bool(match["half"] or match["half_after"]),
    )


def read_ago(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "two days ago" is a day, "three months ago" a month, "50 years ago" a year."""
    amount, anchor = amount_of(match), setting.anchor
    if amount.count is None:
        return Reading(rule="ago", timex_value="PAST_REF", end=anchor, precision=range_if(anchor))
    is_year = (amount.count, amount.unit) == (1, Unit.YEAR)
    if is_year and (quarter := quarter_year_earlier(setting)):
        return quarter
    there = amount.before(anchor) if anchor else None
    if there is None or anchor is None or amount.unit in (Unit.HOUR, Unit.MINUTE):
        return unresolved("ago", amount.value, TimexType.DURATION)
    days, value, precision = around(there, Unit.MONTH if amount.has_half else amount.unit)
    about = folded(match["about"])
    if about in _AT_LEAST:
        return Reading(rule="ago_at_least", timex_value=value, end=days.last, precision=TimePrecision.RANGE)
    if about in _AT_MOST:
        return over(Days(min(days.first, anchor), anchor), value, TimePrecision.RANGE, "ago_at_most")
    first = moved(anchor, -amount.most, amount.unit) if amount.most else None
    if first and first < days.first:
        return over(
            days._replace(first=around(first, amount.unit)[0].first), value, TimePrecision.RANGE, "ago_range"
        )
    return over(days, value, precision, "ago")


def read_window(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "in the past two months": the time up to the report; "the next two years": from it on."""
    return _window(match["which"], amount_of(match), setting.anchor)


def read_bare_window(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "over the past year": the year up to the report, not the calendar year before."""
    if match["which"].lower() == "last":
        return None
    return _window(match["which"], Amount(1, unit_of(match["unit"])), setting.anchor)


def _window(which: str, amount: Amount, anchor: date | None) -> Reading:
    is_back = which.lower() in ("last", "past", "previous")
    count = amount.most or amount.count
    far = moved(anchor, -count if is_back else count, amount.unit) if anchor and count is not None else None
    return Reading(
        rule="window_back" if is_back else "window_ahead",
        timex_value=amount.value,
        timex_type=TimexType.DURATION,
        start=far if is_back else anchor,
        end=anchor if is_back else far,
        precision=range_if(anchor),
    )


#: "A quarter of the city" is a share of it.
_SHARED = re.compile(r"\s+of\b(?!\s+(?:the\s+(?:fiscal\s+)?year|(?:19|20)\d\d))")


def read_length(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "two weeks", "30-year": how long, not when."""
    amount = amount_of(match)
    counted = folded(match["number"])
    is_share = counted in ("a", "one") or (counted and _SHARED.match(setting.text, match.end()))
    if amount.unit is Unit.QUARTER and is_share:
        return None
    return unresolved("duration", amount.value, TimexType.DURATION)


def read_year_ended(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the year ended 31 March"."""
    return unresolved("duration", duration_value(1, Unit.YEAR), TimexType.DURATION)


def read_many(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "for months"."""
    return unresolved("duration", duration_value(None, unit_of(match["unit"])), TimexType.DURATION)


def read_each(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "each day", "daily": how often; no interval."""
    unit = _ADVERBS[match["adverb"].lower()] if match["adverb"] else unit_of(match["unit"])
    return unresolved("repeated", duration_value(1, unit), TimexType.SET)


_AFTER_COUNT = re.compile(
    r"(?:\d|\b(?:thousands?|hundreds?|dozens?|million|once|twice|times)\b)[^.;:]{0,24}$", re.IGNORECASE
)


def read_per(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "10,000 a day", "twice a week"; without a count before it, "a week" is a duration."""
    before = setting.text[max(0, match.start() - 32) : match.start()]
    value = duration_value(1, unit_of(match["unit"]))
    if _AFTER_COUNT.search(before):
        return unresolved("rate", value, TimexType.SET)
    return unresolved("duration", value, TimexType.DURATION)


def range_if(anchor: date | None) -> TimePrecision:
    """A range where the day of the report is known, else unknown."""
    return TimePrecision.RANGE if anchor else TimePrecision.UNKNOWN


RULES = (
    Rule("ago", AGO, read_ago),
    Rule("window", WINDOW, read_window),
    Rule("bare_window", BARE_WINDOW, read_bare_window),
    Rule("rate", PER, read_per),
    Rule("repeated", EACH, read_each),
    Rule("duration", LENGTH, read_length),
    Rule("duration", YEAR_ENDED, read_year_ended),
    Rule("duration", MANY, read_many),
)
