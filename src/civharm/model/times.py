"""When: an interval with a precision, next to the words that it was read from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from civharm.model.errors import InvalidModel
from civharm.model.spans import Span


class TimePrecision(StrEnum):
    """How exactly a time is known; `exact` means an hour is known as well as the day."""

    EXACT = "exact"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


#: The rule of an interval of which only this is known.
_EARLIER = "earlier"


class PartOfDay(StrEnum):
    """Time of day as recorders code it (METHOD 1.7)."""

    DAWN = "around_dawn"
    MORNING = "morning"
    MIDDAY = "around_midday"
    AFTERNOON = "afternoon"
    DAY = "during_the_day"
    EVENING = "evening"
    DUSK = "around_dusk"
    NIGHT = "during_the_night"
    MIDNIGHT = "around_midnight"
    AFTER_MIDNIGHT = "after_midnight"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """An interval of days, both ends included; an unknown end is None, never a guess.

    `words` are the words of the report, `rule` names what made an interval of them.
    """

    start: date | None
    end: date | None
    precision: TimePrecision
    words: str = ""
    rule: str = ""
    part_of_day: PartOfDay | None = None
    span: Span | None = None

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise InvalidModel(f"the interval ends before it starts: {self.start}–{self.end}")

    @classmethod
    def on(cls, day: date, *, words: str = "", rule: str = "") -> "When":
        """One day."""
        return cls(start=day, end=day, precision=TimePrecision.DAY, words=words, rule=rule)

    @classmethod
    def earlier(cls, words: str = "") -> "When":
        """Some time before the event that a report tells of, when isn't said."""
        return cls(start=None, end=None, precision=TimePrecision.UNKNOWN, words=words, rule=_EARLIER)

    @property
    def is_only_earlier(self) -> bool:
        """True where all that is known is that it was before another event."""
        return self.rule == _EARLIER and self.start is None and self.end is None

    @property
    def is_day(self) -> bool:
        """True if the interval is one known day."""
        return self.start is not None and self.start == self.end

    @property
    def days(self) -> int | None:
        """Length in days, None where an end is open."""
        if self.start is None or self.end is None:
            return None
        return (self.end - self.start).days + 1

    def overlaps(self, other: "When") -> bool:
        """True if some day can lie in both; an open end reaches for ever."""
        return _reaches(self.start, other.end) and _reaches(other.start, self.end)


def _reaches(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start <= end
