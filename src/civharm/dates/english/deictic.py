"""Words that point from the day of the report: "today", "last week", "earlier this year", "recently"."""

import re
from datetime import date

from civharm.dates.arithmetic import (
    Days,
    Unit,
    century_days,
    decade_days,
    edge_of,
    latest_weekday,
    moved,
    next_weekday,
    quarter_days,
    quarter_of,
    weekend_days,
)
from civharm.dates.around import around, calendar_week
from civharm.dates.english.words import edge_named, folded, phrase
from civharm.dates.expression import TimexType
from civharm.dates.reading import Reading, Rule, Setting, on_day, over, unresolved
from civharm.dates.timex import quarter_value, weekend_value
from civharm.model.times import PartOfDay, TimePrecision

DAY_WORD = phrase(
    r"(?:(?:early|late|later|earlier) )?(?P<day>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow)"
)
_DAY_SHIFTS = {
    "the day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "the day after tomorrow": 2,
}
NIGHT_WORD = phrase(
    r"(?:(?:early|late|later|earlier) )?"
    r"(?P<night>tonight|last night|this morning|this afternoon|this evening|yesterday (?:morning|afternoon|evening))"
)
_NIGHTS = {
    "tonight": (0, PartOfDay.NIGHT, "TNI"),
    "last night": (-1, PartOfDay.NIGHT, "TNI"),
    "this morning": (0, PartOfDay.MORNING, "TMO"),
    "this afternoon": (0, PartOfDay.AFTERNOON, "TAF"),
    "this evening": (0, PartOfDay.EVENING, "TEV"),
    "yesterday morning": (-1, PartOfDay.MORNING, "TMO"),
    "yesterday afternoon": (-1, PartOfDay.AFTERNOON, "TAF"),
    "yesterday evening": (-1, PartOfDay.EVENING, "TEV"),
}
PERIOD = phrase(
    r"(?:(?P<edge>early|late|mid|earlier|later|sometime|(?:at )?the (?:beginning|start|middle|end) of)(?:-| )(?:in )?)?"
    r"(?:(?:the )?(?P<which>this past|this coming|this|last|next|current|coming) "
    r"|(?(edge)the |(?:(?<=earlier\sin\s)|(?<=later\sin\s)|(?<=rest\sof\s)|(?<=half\sof\s)|(?<=months\sof\s)"
    r"|(?<=part\sof\s)|(?<=remainder\sof\s)|(?<=for\s))the (?:full )?(?!quarter|weekend|decade|\w+ (?:before|after|of)\b)))"
    r"(?:fiscal |calendar )?(?P<unit>week|weekend|month|quarter|year|decade|century)(?!-|s| end(?:ed|ing)\b)"
)
_PERIOD_SHIFTS = {
    "last": -1,
    "this past": -1,
    "next": 1,
    "coming": 1,
    "this coming": 1,
}
WEEKEND = phrase(r"(?:(?:over|at|during|on|of) )?the weekend")
PRESENT = phrase(r"right now|now|currently|current|nowadays|at present|these days|presently")
PAST = phrase(
    r"(?:more |most |just )?(?:recently|recent (?P<unit>hour|day|week|month|year|decade)s(?: and \w+s)?)|in the past(?! \w+ \w*(?:day|week|month|year))"
    r"|lately|(?:several|a few|many|some) (?:days|weeks|months|years|decades) ago|long ago"
)
FUTURE = phrase(
    r"soon(?! (?:as|after|before))|(?:in )?the (?:near |foreseeable )?future|(?:in )?(?:the )?coming (?:days|weeks|months|quarters|years)"
    r"|(?:in |over )?the (?:near|short) term"
)


def read_day_word(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "today", "yesterday", "the day before yesterday"."""
    words = folded(match["day"])
    day = setting.anchor and moved(setting.anchor, _DAY_SHIFTS[words], Unit.DAY)
    rule = words.replace(" ", "_")
    return on_day(day, rule) if day else unresolved(rule, "XXXX-XX-XX")


def read_night_word(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "last night" is the night that began the day before the report."""
    words = folded(match["night"])
    shift, part, value = _NIGHTS[words]
    day = setting.anchor and moved(setting.anchor, shift, Unit.DAY)
    rule = words.replace(" ", "_")
    if day is None:
        return Reading(
            rule=rule, timex_value=f"XXXX-XX-XX{value}", timex_type=TimexType.TIME, part_of_day=part
        )
    return Reading(
        rule=rule,
        timex_value=f"{day.isoformat()}{value}",
        timex_type=TimexType.TIME,
        start=day,
        end=day,
        precision=TimePrecision.DAY,
        part_of_day=part,
    )


def read_period(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "this month" up to the report, "last week" whole, "earlier this year", "late last month"."""
    which = folded(match["which"]) or "this"
    unit = match["unit"].lower()
    if setting.anchor is None:
        return unresolved(f"{which}_{unit}".replace(" ", "_"), _NO_ANCHOR[unit])
    there = moved(setting.anchor, _PERIOD_SHIFTS.get(which, 0), _UNIT_OF_PERIOD[unit])
    if there is None:
        return None
    days, value, precision = _period_around(there, unit)
    rule = f"{which}_{unit}".replace(" ", "_")
    edge = folded(match["edge"])
    if edge in ("earlier", "later"):
        return over(_side(days, setting.anchor, edge), value, precision, f"{edge}_{rule}")
    if named := edge_named(edge):
        return over(edge_of(days, named), value, TimePrecision.RANGE, f"{named.value}_{rule}")
    if days.first <= setting.anchor <= days.last:
        days = Days(setting.anchor, days.last) if setting.is_future else Days(days.first, setting.anchor)
    return over(days, value, precision, rule)


def read_weekend(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "at the weekend": the latest one that has begun, or the next where the words look ahead."""
    if setting.anchor is None:
        return unresolved("weekend", _NO_ANCHOR["weekend"])
    saturday = (next_weekday if setting.is_future else latest_weekday)(setting.anchor, _SATURDAY)
    return over(weekend_days(saturday), weekend_value(saturday), TimePrecision.RANGE, "weekend")


_SATURDAY = 5
_NO_ANCHOR = {
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}
_UNIT_OF_PERIOD = {
    "week": Unit.WEEK,
    "weekend": Unit.WEEK,
    "month": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "year": Unit.YEAR,
    "decade": Unit.DECADE,
    "century": Unit.CENTURY,
}


def _period_around(day: date, unit: str) -> tuple[Days, str, TimePrecision]:
    if unit == "week":
        return calendar_week(day)
    if unit == "weekend":
        return weekend_days(day), weekend_value(day), TimePrecision.RANGE
    if unit == "quarter":
        quarter = quarter_of(day)
        return quarter_days(day.year, quarter), quarter_value(day.year, quarter), TimePrecision.RANGE
    if unit == "decade":
        return decade_days(day.year - day.year % 10), str(day.year // 10), TimePrecision.RANGE
    if unit == "century":
        return century_days(day.year // 100 + 1), str(day.year // 100), TimePrecision.RANGE
    return around(day, _UNIT_OF_PERIOD[unit])


def _side(days: Days, anchor: date, side: str) -> Days:
    """What of a period lies before ("earlier") or after ("later") the anchor, all of it where the anchor is outside."""
    if not days.first <= anchor <= days.last:
        return days
    return Days(days.first, anchor) if side == "earlier" else Days(anchor, days.last)


def read_present(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "now", "currently": the day of the report."""
    return Reading(
        rule="present",
        timex_value="PRESENT_REF",
        start=setting.anchor,
        end=setting.anchor,
        precision=TimePrecision.DAY if setting.anchor else TimePrecision.UNKNOWN,
    )


def read_past(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "recently", "in recent weeks": some time up to the report, how far back is not said."""
    precision = TimePrecision.RANGE if setting.anchor else TimePrecision.UNKNOWN
    return Reading(rule="recent_past", timex_value="PAST_REF", end=setting.anchor, precision=precision)


def read_future(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "soon", "in the coming days": from the report on; "soon" of the past counts from an event."""
    if folded(match.group()) == "soon" and not setting.is_future:
        return None
    precision = TimePrecision.RANGE if setting.anchor else TimePrecision.UNKNOWN
    return Reading(rule="near_future", timex_value="FUTURE_REF", start=setting.anchor, precision=precision)


RULES = (
    Rule("day_word", DAY_WORD, read_day_word),
    Rule("night_word", NIGHT_WORD, read_night_word),
    Rule("period", PERIOD, read_period),
    Rule("weekend", WEEKEND, read_weekend),
    Rule("present", PRESENT, read_present),
    Rule("recent_past", PAST, read_past),
    Rule("near_future", FUTURE, read_future),
)
