"""Arabic parts of the day, alone ("فجرا") or beside a day ("فجر اليوم", "مساء الأربعاء")."""

import re
from dataclasses import replace

from civharm.dates import parts
from civharm.dates.arabic.words import folded, phrase
from civharm.dates.expression import TimeExpression, TimexType
from civharm.dates.parts import Part
from civharm.dates.reading import Reading, Rule, Setting
from civharm.model.spans import Span

_PARTS = {
    "بعد منتصف ليله": parts.AFTER_MIDNIGHT,
    "بعد منتصف ليل": parts.AFTER_MIDNIGHT,
    "بعد منتصف الليل": parts.AFTER_MIDNIGHT,
    "منتصف ليله": parts.MIDNIGHT,
    "منتصف ليل": parts.MIDNIGHT,
    "منتصف الليل": parts.MIDNIGHT,
    "بعد ظهر": parts.AFTERNOON,
    "فجر": parts.DAWN,
    "صباح": parts.MORNING,
    "ظهر": parts.MIDDAY,
    "ظهيره": parts.MIDDAY,
    "عصر": parts.AFTERNOON,
    "مساء": parts.EVENING,
    "مغرب": parts.DUSK,
    "ليله": parts.NIGHT,
    "ليل": parts.NIGHT,
}
_NAMES = "|".join(sorted(_PARTS, key=len, reverse=True))
_LEAD = phrase(rf"(?P<part>{_NAMES})(?: يوم)? $")
_TAIL = phrase(r" (?P<part>فجر|صباح|ظهر|عصر|مساء|ليل)ا?|(?P<mid> (?:بعد )?منتصف الليل)")
_TAIL_REACH = 24
_LEAD_REACH = 24
ALONE = phrase(
    r"(?P<adverb>فجر|صباح|ظهر|عصر|ليل)ا|(?P<evening>مساءا?)(?! ال)|(?P<midnight>(?:بعد )?منتصف الليل)|(?:عند|مع|في) ال(?P<at>فجر|صباح|ظهر|عصر|مساء|ليل)"
)


def read_alone(match: re.Match[str], setting: Setting) -> Reading | None:
    """A part of the day whose day stands elsewhere."""
    name = match["adverb"] or match["midnight"] or match["at"] or "مساء"
    part = _PARTS[folded(name)]
    return Reading(
        rule="part_of_day",
        timex_value=f"XXXX-XX-XX{part.code}",
        timex_type=TimexType.TIME,
        part_of_day=part.part,
    )


def join_hours(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Put parts of the day to the day beside them."""
    joined: list[TimeExpression] = []
    for each in found:
        if joined and joined[-1].span.overlaps(each.span):
            continue
        floor = joined[-1].span.end if joined else 0
        if each.timex_type is TimexType.DATE and _may_have_hours(each):
            each = _with_hours(text, each, floor)
        joined.append(each)
    return joined


def _may_have_hours(each: TimeExpression) -> bool:
    return each.when.is_day or each.when.rule.endswith("without_anchor") or each.is_relative_to_event


def _with_hours(text: str, each: TimeExpression, floor: int) -> TimeExpression:
    lead = _LEAD.search(text, max(floor, each.span.start - _LEAD_REACH), each.span.start)
    if lead:
        return _widened(text, each, Span(lead.start(), each.span.end), _PARTS[folded(lead["part"])])
    tail = _TAIL.match(text, each.span.end, each.span.end + _TAIL_REACH)
    if tail:
        return _widened(
            text, each, Span(each.span.start, tail.end()), _PARTS[folded(tail["part"] or tail["mid"])]
        )
    return each


def _widened(text: str, each: TimeExpression, span: Span, part: Part) -> TimeExpression:
    when = replace(each.when, words=span.of(text), span=span, part_of_day=part.part)
    return replace(
        each,
        span=span,
        words=span.of(text),
        when=when,
        timex_type=TimexType.TIME,
        timex_value=f"{each.timex_value}{part.code}",
    )


RULES = (Rule("part_of_day", ALONE, read_alone),)
