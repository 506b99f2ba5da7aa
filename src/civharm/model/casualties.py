"""Counts of people, as ranges next to the words that they were read from."""

from dataclasses import dataclass
from enum import StrEnum

from civharm.model.errors import InvalidModel
from civharm.model.spans import Span

#: No incident has more people than this: a larger number is a slip, of a reporter or of a hand.
MOST_PEOPLE = 10_000_000


class Harm(StrEnum):
    """What was done to people. `killed_or_injured` keeps unspecified "casualties" joint (T6)."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    KILLED_OR_INJURED = "killed_or_injured"


class Status(StrEnum):
    """Civilian status as the words give it; who counts when silent is a codebook rule."""

    CIVILIAN = "civilian"
    COMBATANT = "combatant"
    UNKNOWN = "unknown"


class Open(StrEnum):
    """The side on which a count is open: "at least 12" is open above, "up to 12" below."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A whole number of people, minimum to maximum; None is unknown, never 0 (T13)."""

    min: int | None
    max: int | None
    open: Open | None = None
    words: str = ""
    rule: str = ""
    span: Span | None = None

    def __post_init__(self) -> None:
        for bound in (self.min, self.max):
            if bound is not None and bound < 0:
                raise InvalidModel(f"a count below zero: {bound} ({self.words!r})")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise InvalidModel(f"minimum above maximum: {self.min}–{self.max} ({self.words!r})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualties:
    """One count of a claim: which harm, to whom, how many.

    `group` is "all", "children", "women", "men" or a named role ("journalists").
    A part of a larger count ("including three children") has `part_of` = the harm's "all" count's words.
    People told in addition to another count of this harm ("another man") have `beside` = that count's words.
    """

    harm: Harm
    status: Status
    count: Count
    group: str = "all"
    part_of: str | None = None
    beside: str | None = None
