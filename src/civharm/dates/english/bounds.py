"""Words that open or close an interval: "since", "until", "from … to", "between … and"."""

import re
from dataclasses import replace

from civharm.dates.expression import TimeExpression, TimexType
from civharm.model.spans import Span
from civharm.model.times import TimePrecision, When

_OPENER = re.compile(
    r"\b(since|until|till|from|between)(?:\s+(?:about|around|at least|early|late))?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LINK = re.compile(r"\s*(?:to|and|until|till|through|-|–|—)\s*", re.IGNORECASE)
_REACH = 24


def join_bounds(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Read "since X" as open after X's start, "until X" as open before its end, "from X to Y" as one."""
    joined: list[TimeExpression] = []
    skip = False
    for position, each in enumerate(found):
        if skip:
            skip = False
            continue
        opener = _opener(text, each, joined)
        following = found[position + 1] if position + 1 < len(found) else None
        if (
            opener
            and following
            and opener[1].lower() in ("from", "between")
            and _are_linked(text, each, following)
        ):
            joined.append(_between(text, each, following, opener))
            skip = True
        else:
            joined.append(_bounded(text, each, opener))
    return joined


_Opener = re.Match[str]


def _opener(text: str, each: TimeExpression, joined: list[TimeExpression]) -> _Opener | None:
    if each.timex_type in (TimexType.SET, TimexType.DURATION) or each.is_relative_to_event:
        return None
    floor = joined[-1].span.end if joined else 0
    return _OPENER.search(text, max(floor, each.span.start - _REACH), each.span.start)


def _are_linked(text: str, one: TimeExpression, other: TimeExpression) -> bool:
    return _LINK.fullmatch(text, one.span.end, other.span.start) is not None and _ends(one, other)


def _ends(one: TimeExpression, other: TimeExpression) -> bool:
    start, end = one.when.start, other.when.end
    return start is not None and end is not None and start <= end


def _between(text: str, one: TimeExpression, other: TimeExpression, opener: _Opener) -> TimeExpression:
    span = Span(opener.start(), other.span.end)
    when = When(
        start=one.when.start,
        end=other.when.end,
        precision=TimePrecision.RANGE,
        words=span.of(text),
        rule="from_to",
        span=span,
    )
    return replace(one, span=span, words=span.of(text), when=when, ends=(one, other))


def _bounded(text: str, each: TimeExpression, opener: _Opener | None) -> TimeExpression:
    if (
        opener is None
        or opener[1].lower() in ("from", "between")
        or each.when.precision is TimePrecision.UNKNOWN
    ):
        return each
    span = Span(opener.start(), each.span.end)
    is_since = opener[1].lower() == "since"
    when = replace(
        each.when,
        start=each.when.start if is_since else None,
        end=None if is_since else each.when.end,
        precision=TimePrecision.RANGE,
        words=span.of(text),
        rule=f"{'since' if is_since else 'until'}_{each.when.rule}",
        span=span,
    )
    return replace(each, span=span, words=span.of(text), when=when)
