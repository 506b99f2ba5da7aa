"""Parts of the day and clock times, alone ("at dawn", "4 p.m.") or beside a day ("Monday evening")."""

import re
from dataclasses import replace

from civharm.dates import parts
from civharm.dates.arithmetic import Unit, moved
from civharm.dates.english.words import continuation, folded, phrase
from civharm.dates.expression import TimeExpression, TimexType
from civharm.dates.parts import Part, part_at
from civharm.dates.reading import Reading, Rule, Setting
from civharm.model.spans import Span
from civharm.model.times import TimePrecision

_PARTS = {
    "pre-dawn": parts.DAWN,
    "predawn": parts.DAWN,
    "pre dawn": parts.DAWN,
    "dawn": parts.DAWN,
    "daybreak": parts.DAWN,
    "sunrise": parts.DAWN,
    "early morning": parts.MORNING,
    "early hours": parts.AFTER_MIDNIGHT,
    "small hours": parts.AFTER_MIDNIGHT,
    "morning": parts.MORNING,
    "midday": parts.MIDDAY,
    "noon": parts.MIDDAY,
    "lunchtime": parts.MIDDAY,
    "afternoon": parts.AFTERNOON,
    "daytime": parts.DAYTIME,
    "evening": parts.EVENING,
    "dusk": parts.DUSK,
    "sunset": parts.DUSK,
    "nightfall": parts.DUSK,
    "overnight": parts.NIGHT,
    "night": parts.NIGHT,
    "nighttime": parts.NIGHT,
    "midnight": parts.MIDNIGHT,
}
#: Times of prayer, and the meals of Ramadan: hours that witnesses tell the time by.
_PRAYERS = {
    "dawn prayer": parts.DAWN,
    "morning prayer": parts.DAWN,
    "fajr": parts.DAWN,
    "suhoor": parts.DAWN,
    "suhur": parts.DAWN,
    "noon prayer": parts.MIDDAY,
    "midday prayer": parts.MIDDAY,
    "dhuhr": parts.MIDDAY,
    "zuhr": parts.MIDDAY,
    "afternoon prayer": parts.AFTERNOON,
    "asr": parts.AFTERNOON,
    "sunset prayer": parts.DUSK,
    "maghrib": parts.DUSK,
    "iftar": parts.DUSK,
    "evening prayer": parts.EVENING,
    "night prayer": parts.EVENING,
    "isha": parts.EVENING,
    "tarawih": parts.EVENING,
    "taraweeh": parts.EVENING,
}
_PARTS |= _PRAYERS
_PRAYER = "|".join(sorted(_PRAYERS, key=len, reverse=True))
_NAMES = "|".join(sorted(_PARTS, key=len, reverse=True))
_CLOCK = (
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.](?P<minute>[0-5]\d))?(?: ?(?P<half>[ap])\.?m\b\.?)"
    r"|(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?!\d|:)"
    r"|(?P<military>(?:[01]\d|2[0-3])[0-5]\d)(?= (?:hours|hrs)\b)"
)
_ZONE = (
    r"(?: (?:hours|hrs))?(?:,? (?:local time|local|GMT|UTC|EST|EDT|PST|CST))?"
    r"(?: \([\d.:]{3,5}(?: hrs| [ap]\.?m\.?)?(?: (?:GMT|UTC|EST|EDT))\))?"
)
_SOFTLY = r"(?:(?:just|shortly|soon|at) )?(?:(?:at|around|about|approximately|before|after|by|during|in)(?: the)?|the) "
_TAIL = continuation(
    rf"(?: |, ?)(?:{_SOFTLY})?(?:(?:early|late|mid)(?: |-))?(?:(?P<part>{_NAMES})(?:(?<=prayer)s| prayers?|(?!s))|{_CLOCK}){_ZONE}"
)
_LEAD = phrase(
    rf"(?:{_SOFTLY})?(?:(?:the |early |late |mid-)?(?P<part>{_NAMES})(?: hours|(?<=prayer)s| prayers?)?|{_CLOCK}){_ZONE}(?: (?:on|of))?,?(?: the)? $"
)
ALONE = phrase(
    r"overnight|(?P<adjective>pre-?dawn|midday|midnight)"
    r"|(?:at|before|after|around|since|until|by|about)"
    r" (?P<part>(?:dawn|daybreak|sunrise|dusk|sunset|nightfall|midday|noon|midnight|night)(?! prayer))"
    rf"|(?:at|before|after|around|during|following|for|from|by) (?:the )?(?P<prayer>{_PRAYER})(?:s| prayers?| meal)?"
    r"|(?:in|during) the (?P<during>(?:early )?morning|afternoon|evening|night|daytime|early hours)"
)
CLOCK_ALONE = phrase(rf"(?:(?:at|around|about|before|after|by|just|shortly) ){{0,2}}(?:{_CLOCK}){_ZONE}")

#: How far before a day its part may begin ("shortly after midnight local time on").
_REACH = 48


def read_alone(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "overnight" is the night before the report; "at dawn" is of a day that stands elsewhere."""
    words = match["part"] or match["prayer"] or match["adjective"] or match["during"] or "overnight"
    part = _PARTS[folded(words)]
    if words == "overnight" and setting.anchor:
        return _overnight(setting)
    return Reading(
        rule="part_of_day",
        timex_value=f"XXXX-XX-XX{part.code}",
        timex_type=TimexType.TIME,
        part_of_day=part.part,
    )


def _overnight(setting: Setting) -> Reading:
    assert setting.anchor is not None
    evening = moved(setting.anchor, -1, Unit.DAY) or setting.anchor
    return Reading(
        rule="overnight",
        timex_value=f"{evening.isoformat()}TNI",
        timex_type=TimexType.TIME,
        start=evening,
        end=setting.anchor,
        precision=TimePrecision.RANGE,
        part_of_day=parts.NIGHT.part,
    )


def read_clock(match: re.Match[str], setting: Setting) -> Reading | None:
    """ "at 4:30 p.m.": the hour without a day."""
    clock = _clock(match)
    if clock is None:
        return None
    part, value = clock
    return Reading(
        rule="clock", timex_value=f"XXXX-XX-XX{value}", timex_type=TimexType.TIME, part_of_day=part.part
    )


def _clock(match: re.Match[str]) -> tuple[Part, str] | None:
    groups = match.groupdict()
    if groups.get("military"):
        hour, minute = int(groups["military"][:2]), int(groups["military"][2:])
    elif groups.get("hour24"):
        hour, minute = int(groups["hour24"]), int(groups["minute24"])
    elif groups.get("hour"):
        hour, minute = int(groups["hour"]), int(groups["minute"] or 0)
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if groups["half"].lower() == "p" else 0)
    else:
        return None
    return part_at(hour), f"T{hour:02}:{minute:02}"


def join_hours(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Put parts of the day and clock times to the day beside them: "at dawn on Sunday", "Monday, 4 p.m."."""
    joined: list[TimeExpression] = []
    taken = 0
    for position, each in enumerate(found):
        if each.span.start < taken:
            continue
        floor = joined[-1].span.end if joined else 0
        if each.when.is_day and each.when.part_of_day is None and each.timex_type is TimexType.DATE:
            limit = _next_start(found, position, text)
            each, floor = _with_hours(text, each, joined, limit)
        joined.append(each)
        taken = max(each.span.end, floor)
    return joined


def _next_start(found: list[TimeExpression], position: int, text: str) -> int:
    """Where the next expression starts that is not itself a bare hour or part of the day."""
    later = (each.span.start for each in found[position + 1 :] if each.when.rule not in _BARE)
    return next(later, len(text))


_BARE = frozenset({"part_of_day", "clock", "overnight"})


def _with_hours(
    text: str, each: TimeExpression, joined: list[TimeExpression], limit: int
) -> tuple[TimeExpression, int]:
    tail = _TAIL.match(text, each.span.end, limit)
    if tail and (found := _part_of(tail)):
        return _widened(text, each, Span(each.span.start, tail.end()), found), tail.end()
    while joined and joined[-1].when.rule in _BARE and each.span.start - joined[-1].span.end <= _REACH:
        bare = joined[-1]
        lead = _LEAD.search(text, bare.span.start, each.span.start)
        if lead is None or lead.end() != each.span.start:
            break
        joined.pop()
        if found := _part_of(lead):
            return _widened(text, each, Span(bare.span.start, each.span.end), found), each.span.end
    floor = joined[-1].span.end if joined else 0
    lead = _LEAD.search(text, max(floor, each.span.start - _REACH), each.span.start)
    if lead and (found := _part_of(lead)):
        return _widened(text, each, Span(lead.start(), each.span.end), found), each.span.end
    return each, each.span.end


def _part_of(match: re.Match[str]) -> tuple[Part, str] | None:
    if name := match["part"]:
        part = _PARTS[folded(name)]
        return part, "T12:00" if name.lower() == "noon" else part.code
    return _clock(match)


def _widened(text: str, each: TimeExpression, span: Span, found: tuple[Part, str]) -> TimeExpression:
    part, code = found
    words = span.of(text)
    precision = TimePrecision.EXACT if ":" in code else each.when.precision
    when = replace(each.when, words=words, span=span, part_of_day=part.part, precision=precision)
    return replace(
        each,
        span=span,
        words=words,
        when=when,
        timex_type=TimexType.TIME,
        timex_value=f"{each.timex_value}{code}",
    )


_DAYS_APART = re.compile(r"[.!?][\"”’)]?\s+[A-Z“\"‘]|\n\s*\n")


def join_days(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Give an hour or part of the day that stands alone the one day that its sentence names."""
    return [_on_named_day(text, each, found) if each.when.rule in _WITHOUT_DAY else each for each in found]


_WITHOUT_DAY = frozenset({"part_of_day", "clock"})


def _on_named_day(text: str, each: TimeExpression, found: list[TimeExpression]) -> TimeExpression:
    near = (other for other in found if _is_day_beside(text, each, other))
    days = {other.when.start for other in near}
    if len(days) != 1 or (day := days.pop()) is None:
        return each
    is_clock = each.when.rule == "clock"
    precision = TimePrecision.EXACT if is_clock else TimePrecision.DAY
    when = replace(each.when, start=day, end=day, precision=precision, rule=f"{each.when.rule}_of_day_named")
    value = each.timex_value.replace("XXXX-XX-XX", day.isoformat())
    return replace(each, when=when, timex_value=value)


def _is_day_beside(text: str, each: TimeExpression, other: TimeExpression) -> bool:
    """True for a day of the same sentence; "now" and what is relative to an event are none."""
    if not other.when.is_day or other.when.rule in _NO_DAYS or other.timex_type is TimexType.DURATION:
        return False
    first, last = sorted((each.span, other.span))
    between = text[first.end : last.start]
    return len(between) < _SENTENCE and _DAYS_APART.search(between) is None


_NO_DAYS = frozenset({"present", "named_day"})
_SENTENCE = 240

RULES = (Rule("part_of_day", ALONE, read_alone), Rule("clock", CLOCK_ALONE, read_clock))
