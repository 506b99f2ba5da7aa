"""A time expression: words of a text with the interval that they mean, and their TIMEX3 form."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from civharm.dates.arithmetic import Unit, moved
from civharm.model.spans import Span
from civharm.model.times import TimePrecision, When


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
    so `when` has no ends until `resolved_against` gets the day of that event.
    """

    span: Span
    words: str
    when: When
    timex_type: TimexType
    timex_value: str
    is_relative_to_event: bool = False
    shift: Shift | None = None

    def resolved_against(self, day: date) -> "TimeExpression":
        """The same words once the day of the event they count from is known."""
        there = moved(day, self.shift.count, self.shift.unit) if self.shift else None
        if not self.is_relative_to_event or there is None:
            return self
        when = replace(self.when, start=there, end=there, precision=TimePrecision.DAY)
        return replace(self, when=when, timex_value=there.isoformat())
