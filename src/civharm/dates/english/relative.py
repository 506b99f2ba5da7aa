"""Times counted from an event: "two days earlier", "the next morning", "later that month".

They count from the time named last where one stands near ("On 3 March … Two days later"); else they wait for the
day of the event.
"""

import re
from dataclasses import replace
from typing import NamedTuple

from civharm.dates import parts
from civharm.dates.arithmetic import Unit, moved
from civharm.dates.around import around
from civharm.dates.english.amounts import AMOUNT, APPROXIMATE, Amount, amount_of
from civharm.dates.english.words import folded, phrase, unit_of
from civharm.dates.expression import Shift, TimeExpression, TimexType
from civharm.dates.parts import Part
from civharm.dates.reading import Reading, Rule, Setting
from civharm.dates.timex import year_value
from civharm.model.spans import Span
from civharm.model.times import TimePrecision

FROM_EVENT = phrase(
    rf"{APPROXIMATE}{AMOUNT} (?P<side>earlier|before|previously|later|after|afterwards?)(?! noon)"
)
NEIGHBOUR_PERIOD = phrase(
    r"(?:earlier |later |early |late )?(?:in )?(?:the|that) (?P<which>following|previous|preceding|same) "
    r"(?P<unit>week|month|year)|(?:earlier |later )?that (?P<that_unit>week|month|year)"
)
_PART = r"night|morning|afternoon|evening"
NEIGHBOUR_DAY = phrase(
    r"(?:(?:early|late|later|earlier)(?: on)? )?(?P<which>the day before|the previous day|the next day|the day after"
    rf"|the following day|the same day|that (?:same )?day|(?:(?<=later\sin\s)|(?<=earlier\sin\s))the day|(?:the previous|that|that same|the next|the following) (?P<part>{_PART})"
    r"|the (?P<night>night) before)"
)
_PARTS = {
    "night": parts.NIGHT,
    "morning": parts.MORNING,
    "afternoon": parts.AFTERNOON,
    "evening": parts.EVENING,
}
#: The rule of a time that was counted from the one named before it.
FROM_TIME_BEFORE = "from_time_before"
#: What each unit can be counted from: a day from a day, a year from anything.
_DAYS = (TimePrecision.EXACT, TimePrecision.DAY)
_MONTHS = (*_DAYS, TimePrecision.MONTH)
_BASES = {
    Unit.DAY: _DAYS,
    Unit.WEEK: (*_DAYS, TimePrecision.WEEK),
    Unit.MONTH: _MONTHS,
    Unit.YEAR: (*_MONTHS, TimePrecision.SEASON, TimePrecision.YEAR),
    Unit.DECADE: (*_MONTHS, TimePrecision.SEASON, TimePrecision.YEAR),
}


class _Told(NamedTuple):
    """A shift from the event, with what TIMEX3 says of it while its day is unknown."""

    shift: Shift
    value: str
    part: Part | None = None


def read_from_event(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "two days earlier"; before the name of another event ("two days after the vote") from that event alone."""
    amount, side = amount_of(match), match["side"].lower()
    sign = 1 if side.startswith(("later", "after")) else -1
    if amount.count is None:
        return Reading(rule="from_event_vague", timex_value=amount.value, shift=Shift(0, amount.unit))
    if (sign * amount.count, amount.unit) == (-1, Unit.YEAR) and (period := _year_earlier(setting)):
        return Reading(rule="from_event", timex_value=period, shift=Shift(-1, amount.unit))
    told = _Told(Shift(sign * amount.count, amount.unit), amount.value)
    return _waiting(told) if _names_event(match, setting) else _counted(told, setting)


#: "two days after the attack", "the day before he died"; not "the day before, …" nor "the day before in Mosul".
_EVENT = re.compile(r"\s+(?!(?:in|at|on|near|by|when|and|but|with|from|as|that)\b)[\w'’“\"]", re.IGNORECASE)


def _names_event(match: re.Match[str], setting: Setting) -> bool:
    ends_open = match.group().lower().endswith(("before", "after"))
    return ends_open and _EVENT.match(setting.text, match.end()) is not None


_PERIOD_VALUE = re.compile(r"(\d{4})(-Q\d|-H\d|-\d\d)?")


#: What was said to lie a year back already: "4 pence a year ago … sales of 7 pence a year earlier".
_YEARS_BACK = ("ago", "from_event", "quarter_year_earlier", "year_earlier")


def _year_earlier(setting: Setting) -> str | None:
    """The period last spoken of, in the year before ("in the third quarter … a year earlier")."""
    for each in reversed(setting.before):
        if each.when.rule in _YEARS_BACK:
            return each.timex_value
        if found := _PERIOD_VALUE.fullmatch(each.timex_value):
            return f"{int(found[1]) - 1:04}{found[2] or ''}"
    return year_value(setting.anchor.year - 1) if setting.anchor else None


def read_neighbour_day(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the day before", "that evening": the day of the event spoken of, or the one beside it."""
    words = folded(match["which"])
    if words.startswith(("that", "the same")) or words == "the day":
        count = 0
    else:
        count = 1 if words.startswith(("the next", "the following", "the day after")) else -1
    part = _PARTS.get(folded(match["part"] or match["night"]))
    told = _Told(Shift(count, Unit.DAY), "XXXX-XX-XX", part)
    return _waiting(told) if _names_event(match, setting) else _counted(told, setting)


def read_neighbour_period(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the following year", "later that month": counted from the event spoken of."""
    count = {"following": 1, "previous": -1, "preceding": -1}.get(folded(match["which"]), 0)
    unit = unit_of(match["unit"] or match["that_unit"])
    return _counted(_Told(Shift(count, unit), Amount(1, unit).value), setting)


def _counted(told: _Told, setting: Setting) -> Reading:
    """Counted from the time named last, where one stands near."""
    base = setting.spoken_of(_BASES.get(told.shift.unit, ()))
    day = moved(base.when.start, told.shift.count, told.shift.unit) if base and base.when.start else None
    if base is None or day is None:
        return _waiting(told)
    days, value, precision = around(day, told.shift.unit)
    part = told.part
    return Reading(
        rule=FROM_TIME_BEFORE,
        timex_value=value + (part.code if part else ""),
        timex_type=TimexType.TIME if part else TimexType.DATE,
        start=days.first,
        end=days.last,
        precision=precision,
        part_of_day=part.part if part else None,
    )


def _waiting(told: _Told) -> Reading:
    return Reading(
        rule="from_event",
        timex_value=told.value,
        part_of_day=told.part.part if told.part else None,
        shift=told.shift,
    )


def join_counts(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Count from the day that follows: "two days after 3 March", "the day before last Tuesday"."""
    joined: list[TimeExpression] = []
    for each in found:
        last = joined[-1] if joined else None
        if last and last.shift and each.when.is_day and _LINK.fullmatch(text, last.span.end, each.span.start):
            joined[-1] = _counted_from(text, last, each)
        else:
            joined.append(each)
    return joined


#: What may stand between "two days after" and a day.
_LINK = re.compile(r"\s+(?:the\s+|on\s+)?")


def _counted_from(text: str, each: TimeExpression, base: TimeExpression) -> TimeExpression:
    assert base.when.start is not None
    counted = each.resolved_against(base.when.start)
    span = Span(each.span.start, base.span.end)
    when = replace(counted.when, words=span.of(text), span=span, rule="from_time_after")
    return replace(
        counted,
        span=span,
        words=span.of(text),
        when=when,
        shift=None,
        is_relative_to_event=False,
        ends=(counted, base),
    )


RULES = (
    Rule("from_event", FROM_EVENT, read_from_event),
    Rule("neighbour_day", NEIGHBOUR_DAY, read_neighbour_day),
    Rule("neighbour_period", NEIGHBOUR_PERIOD, read_neighbour_period),
)
