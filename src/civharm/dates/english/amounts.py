"""Amounts of time: durations, repetitions, and amounts counted from the report or from an event."""

import re
from datetime import date

from civharm.dates.arithmetic import Unit, moved
from civharm.dates.around import around
from civharm.dates.english.periods import quarter_year_earlier
from civharm.dates.english.words import NUMBER, UNIT, VAGUE_NUMBER, folded, number_of, phrase, unit_of
from civharm.dates.expression import Shift, TimexType
from civharm.dates.reading import Reading, Rule, Setting, over, unresolved
from civharm.dates.timex import duration_value, year_value
from civharm.model.times import TimePrecision

_APPROXIMATE = r"(?:(?:at least|more than|less than|nearly|almost|about|around|over|up to|some|roughly) )?"
_AMOUNT = rf"(?:(?P<number>{NUMBER})(?: (?:more|full|whole|consecutive|straight))?|(?P<vague>{VAGUE_NUMBER}))(?: |-)(?P<unit>{UNIT})s?"
_NO_AGE = r"(?!(?: |-)old)(?![\w-])"
AGO = phrase(rf"{_APPROXIMATE}{_AMOUNT} (?:ago|back(?! to))")
FROM_EVENT = phrase(
    rf"{_APPROXIMATE}{_AMOUNT} (?P<side>earlier|before|previously|later|after|afterwards?)(?! noon)"
)
NEIGHBOUR_PERIOD = phrase(
    r"(?:earlier |later |early |late )?(?:in )?(?:the|that) (?P<which>following|previous|preceding|same) "
    r"(?P<unit>week|month|year)|(?:earlier |later )?that (?P<that_unit>week|month|year)"
)
NEIGHBOUR_DAY = phrase(
    r"(?:(?:early|late|later|earlier) )?(?P<which>the day before|the previous day|the next day|the day after|the following day|the same day"
    r"|that (?:same )?day|the previous night|the night before|that (?:same )?(?:night|morning|afternoon|evening)"
    r"|the (?:next|following) (?:morning|night|afternoon|evening))"
)
WINDOW = phrase(
    rf"(?:(?:in|over|during|within|for) )?(?:the )?(?P<which>last|past|next|coming|previous) {_AMOUNT}"
)
BARE_WINDOW = phrase(
    r"(?:in |over |during |for )?the (?P<which>past|last) (?P<unit>day|week|month|year|decade)(?!s)"
)
LENGTH = phrase(rf"(?:the first |the |the last )?{_AMOUNT}(?:-long)?{_NO_AGE}")
MANY = phrase(r"(?P<unit>hour|day|week|month|year|decade|centurie)s(?! (?:ago|old))")
EACH = phrase(
    rf"(?:each|every|per)(?: (?:single|other))? (?P<unit>{UNIT})|(?P<adverb>hourly|daily|weekly|monthly|yearly|annually)"
)
PER = phrase(r"(?:a|an|each|per) (?P<unit>hour|day|week|month|year)")

_ADVERBS = {
    "hourly": Unit.HOUR,
    "daily": Unit.DAY,
    "weekly": Unit.WEEK,
    "monthly": Unit.MONTH,
    "yearly": Unit.YEAR,
    "annually": Unit.YEAR,
}


def read_ago(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "two days ago" is a day, "three months ago" a month, "50 years ago" a year."""
    count, unit = _amount(match)
    if count is None:
        return Reading(
            rule="ago", timex_value="PAST_REF", end=setting.anchor, precision=_range_if(setting.anchor)
        )
    if (count, unit) == (1, Unit.YEAR) and (quarter := quarter_year_earlier(setting)):
        return quarter
    there = setting.anchor and moved(setting.anchor, -count, unit)
    if there is None or unit in (Unit.HOUR, Unit.MINUTE):
        return unresolved("ago", duration_value(count, unit), TimexType.DURATION)
    days, value, precision = around(there, unit)
    return over(days, value, precision, "ago")


def read_from_event(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "two days earlier": counted from an event, so unresolved until the event's day is given."""
    count, unit = _amount(match)
    sign = 1 if match["side"].lower().startswith(("later", "after")) else -1
    if count is None:
        value = "PAST_REF" if sign < 0 else "FUTURE_REF"
        return Reading(rule="from_event_vague", timex_value=value, shift=Shift(0, unit))
    value = _year_earlier(setting) if (sign * count, unit) == (-1, Unit.YEAR) else duration_value(count, unit)
    return Reading(rule="from_event", timex_value=value, shift=Shift(sign * count, unit))


_PERIOD_VALUE = re.compile(r"(\d{4})(-Q\d|-H\d|-\d\d)?")


def _year_earlier(setting: Setting) -> str:
    """The period last spoken of, in the year before ("in the third quarter … a year earlier")."""
    for each in reversed(setting.before):
        if found := _PERIOD_VALUE.fullmatch(each.timex_value):
            return f"{int(found[1]) - 1:04}{found[2] or ''}"
    return year_value(setting.anchor.year - 1) if setting.anchor else "P1Y"


def read_neighbour_day(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the day before", "that evening": the day of the event spoken of, or the one beside it."""
    words = folded(match["which"])
    if words.startswith(("that", "the same")):
        count = 0
    else:
        count = 1 if words.startswith(("the next", "the following", "the day after")) else -1
    return Reading(rule="from_event", timex_value="XXXX-XX-XX", shift=Shift(count, Unit.DAY))


def read_neighbour_period(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "the following year", "later that month": counted from the event spoken of."""
    count = {"following": 1, "previous": -1, "preceding": -1}.get(folded(match["which"]), 0)
    unit = unit_of(match["unit"] or match["that_unit"])
    return Reading(rule="from_event", timex_value=duration_value(1, unit), shift=Shift(count, unit))


def read_window(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "in the past two months": the time up to the report; "the next two years": from it on."""
    count, unit = _amount(match)
    return _window(match["which"], count, unit, setting.anchor)


def read_bare_window(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "over the past year": the year up to the report, not the calendar year before."""
    if match["which"].lower() == "last":
        return None
    return _window(match["which"], 1, unit_of(match["unit"]), setting.anchor)


def _window(which: str, count: int | None, unit: Unit, anchor: date | None) -> Reading:
    is_back = which.lower() in ("last", "past", "previous")
    far = moved(anchor, -count if is_back else count, unit) if anchor and count is not None else None
    return Reading(
        rule="window_back" if is_back else "window_ahead",
        timex_value=duration_value(count, unit),
        timex_type=TimexType.DURATION,
        start=far if is_back else anchor,
        end=anchor if is_back else far,
        precision=_range_if(anchor),
    )


def read_length(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "two weeks", "30-year": how long, not when."""
    count, unit = _amount(match)
    return unresolved("duration", duration_value(count, unit), TimexType.DURATION)


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


def _amount(match: re.Match[str]) -> tuple[int | None, Unit]:
    return (number_of(match["number"]) if match["number"] else None), unit_of(match["unit"])


def _range_if(anchor: date | None) -> TimePrecision:
    return TimePrecision.RANGE if anchor else TimePrecision.UNKNOWN


RULES = (
    Rule("ago", AGO, read_ago),
    Rule("from_event", FROM_EVENT, read_from_event),
    Rule("neighbour_day", NEIGHBOUR_DAY, read_neighbour_day),
    Rule("neighbour_period", NEIGHBOUR_PERIOD, read_neighbour_period),
    Rule("window", WINDOW, read_window),
    Rule("bare_window", BARE_WINDOW, read_bare_window),
    Rule("rate", PER, read_per),
    Rule("repeated", EACH, read_each),
    Rule("duration", LENGTH, read_length),
    Rule("duration", MANY, read_many),
)
