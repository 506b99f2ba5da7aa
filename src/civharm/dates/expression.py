"""A time expression: words of a text with the interval that they mean, and their TIMEX3 form."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from civharm.dates.arithmetic import Unit, moved
from civharm.dates.around import around
from civharm.model.spans import Span
from civharm.model.times import When


class TimexType(StrEnum):
    """The four kinds of ISO-TimeML. Only DATE and TIME say when; a DURATION or a SET says how long or how often."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True)
class Shift:
    """How far from the event spoken of: "two days earlier" is -2 days."""

    count: int
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """Words of a text that speak of time; `when.span` is `span`, in code points of the text.

    With `is_relative_to_event` the words count from an event ("two days earlier", "that evening"),
    so `when` has no ends until `resolved_against` gets the day of that event. `ends` are the two times
    of "from 3 March to 5 March", which are one interval here and two expressions to TIMEX3.
    """

    span: Span
    words: str
    when: When
    timex_type: TimexType
    timex_value: str
    is_relative_to_event: bool = False
    shift: Shift | None = None
    ends: tuple["TimeExpression", ...] = ()

    @property
    def day_value(self) -> str:
        """The TIMEX3 value without the hours."""
        return self.timex_value.partition("T")[0]

    def resolved_against(self, day: date) -> "TimeExpression":
        """The same words once the day of the event they count from is known."""
        there = moved(day, self.shift.count, self.shift.unit) if self.shift else None
        if self.shift is None or there is None:
            return self
        days, value, precision = around(there, self.shift.unit)
        when = replace(self.when, start=days.first, end=days.last, precision=precision)
        return replace(self, when=when, timex_value=value)
