"""What the rules of a grammar work with: the setting of an expression and the reading made of it."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from civharm.dates.arithmetic import Days
from civharm.dates.expression import Shift, TimeExpression, TimexType
from civharm.model.spans import Span
from civharm.model.times import PartOfDay, TimePrecision, When

#: How far before its words, in characters, the time may stand from which "two days earlier" counts.
_REACH = 500
_SAYING_WHEN = (TimexType.DATE, TimexType.TIME)
_DATED = (TimePrecision.EXACT, TimePrecision.DAY, TimePrecision.MONTH)


#: The rule of words for a day that the calendar does not have ("Sept 31"): they are kept, and date nothing.
NO_SUCH_DAY = "no_such_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """Where an expression stands: the day of the report, the text, what was read before it.

    `is_future` is True where the verb near the words looks ahead ("will reopen on Friday"); `years` are those
    that a day without a year can be of, where that is known; `position` is where its words start.
    """

    anchor: date | None
    text: str
    position: int = 0
    is_future: bool = False
    years: Sequence[int] = ()
    before: tuple[TimeExpression, ...] = ()

    @property
    def date_spoken_of(self) -> date | None:
        """The latest dated day or month before: what a day without a year goes by where there is no anchor."""
        starts = (each.when.start for each in reversed(self.before) if each.when.precision in _DATED)
        return next((start for start in starts if start is not None), None)

    def spoken_of(self, precisions: Collection[TimePrecision]) -> TimeExpression | None:
        """The time of such a precision named last, not too far before: what "the next day" counts from."""
        for each in reversed(self.before):
            if self.position - each.span.end > _REACH:
                return None
            if each.when.precision in precisions and each.when.start and each.timex_type in _SAYING_WHEN:
                return each
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a rule makes of its words; `days` is None where they give no interval."""

    rule: str
    timex_value: str
    timex_type: TimexType = TimexType.DATE
    start: date | None = None
    end: date | None = None
    precision: TimePrecision = TimePrecision.UNKNOWN
    part_of_day: PartOfDay | None = None
    shift: Shift | None = None

    def expression(self, text: str, span: Span) -> TimeExpression:
        """The reading put on its words."""
        words = span.of(text)
        when = When(
            start=self.start,
            end=self.end,
            precision=self.precision,
            words=words,
            rule=self.rule,
            part_of_day=self.part_of_day,
            span=span,
        )
        return TimeExpression(
            span=span,
            words=words,
            when=when,
            timex_type=self.timex_type,
            timex_value=self.timex_value,
            is_relative_to_event=self.shift is not None,
            shift=self.shift,
        )


class Rule(NamedTuple):
    """One rule of a grammar: a pattern, and a function that reads its match or declines (None)."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Setting], Reading | None]


def on_day(day: date, rule: str, *, part: PartOfDay | None = None) -> Reading:
    """A reading of one day."""
    return Reading(
        rule=rule,
        timex_value=day.isoformat(),
        start=day,
        end=day,
        precision=TimePrecision.DAY,
        part_of_day=part,
    )


def over(days: Days | None, value: str, precision: TimePrecision, rule: str) -> Reading:
    """A reading of an interval of days; unknown where the calendar ends."""
    if days is None:
        return unresolved(rule, value)
    return Reading(rule=rule, timex_value=value, start=days.first, end=days.last, precision=precision)


def unresolved(rule: str, value: str, timex_type: TimexType = TimexType.DATE) -> Reading:
    """A reading that keeps the words and says no more than they do."""
    return Reading(rule=rule, timex_value=value, timex_type=timex_type)
