"""The recorded judgement on an incident: grading, strike status, toll; three judgements, never merged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from civharm.model.casualties import Harm, Status


class Grading(StrEnum):
    """How well the harm is supported (METHOD 1.3)."""

    CONFIRMED = "confirmed"
    FAIR = "fair"
    WEAK = "weak"
    CONTESTED = "contested"
    DISCOUNTED = "discounted"


class StrikeStatus(StrEnum):
    """Whether this party did it (METHOD 1.2). Not the grading."""

    DECLARED = "declared"
    LIKELY = "likely"
    CONTESTED = "contested"
    SINGLE_SOURCE = "single_source"
    UNKNOWN = "unknown"


#: The rule of a bound that a person set, in place of a rule of the method.
SET_BY_HAND = "set by hand"


class End(StrEnum):
    """An end of a toll."""

    MIN = "min"
    MAX = "max"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One end of a toll with the claims behind it and the rule that set it; None is unknown."""

    value: int | None
    claims: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A minimum and a maximum of one harm to one group of one status in one incident."""

    harm: Harm
    status: Status
    min: Bound
    max: Bound
    group: str = "all"

    def bound(self, end: End) -> Bound:
        """The one end or the other."""
        return self.min if end is End.MIN else self.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """One end of a toll as a person set it, beside the machine's; the value None says that it is unknown."""

    harm: Harm
    status: Status
    group: str
    end: End
    value: int | None
    author: str
    decision_id: str

    @property
    def counted(self) -> tuple[Harm, Status, str]:
        """Which toll it is an end of."""
        return self.harm, self.status, self.group


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a judgement came out as it did: the rule, what it found, the claims that fired it."""

    rule: str
    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a belligerent said of this incident, with its day; `of_harm` is False where only a strike is admitted."""

    claim: str
    said_on: date | None
    position: str
    killed_min: int | None
    killed_max: int | None
    of_harm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conceded:
    """What a belligerent has itself said of this incident, kept beside the reported numbers.

    `position` is its latest one, the numbers are those that it conceded last, `statements` all that it said, in
    the order of time; a later one takes none of the earlier back.
    """

    party: str
    position: str
    killed_min: int | None
    killed_max: int | None
    claims: tuple[str, ...]
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A machine's proposal, and what people said of it; `method` is the rules' version.

    `strike_status` and `tolls` are the machine's. `grading`, `signed_strike_status` and `overrides` are people's and
    stand beside them; `toll` and `standing_strike_status` are what holds.
    """

    incident_id: str
    method: str
    strike_status: StrikeStatus
    proposed_grading: Grading | None
    grading: Grading | None
    reasons: tuple[Reason, ...]
    tolls: tuple[Toll, ...]
    conceded: tuple[Conceded, ...]
    independent_clusters: int
    harm_reported: bool
    signed_strike_status: StrikeStatus | None = None
    #: In the order in which they were made: of two on one end the later holds.
    overrides: tuple[Override, ...] = ()
    #: A second person stands behind what people said of it.
    is_signed_off: bool = False

    @property
    def by_machine(self) -> "Assessment":
        """The same without what people said of it."""
        return replace(self, grading=None, signed_strike_status=None, overrides=(), is_signed_off=False)

    @property
    def standing_strike_status(self) -> StrikeStatus:
        """The strike status that a person signed, else the machine's."""
        return self.signed_strike_status or self.strike_status

    def machine_toll(self, harm: Harm, status: Status, group: str = "all") -> Toll | None:
        """The machine's toll of one harm, status and group, None where no claim speaks of it."""
        # a plain loop, since a release asks for dozens of each incident
        for toll in self.tolls:
            if toll.group == group and toll.harm == harm and toll.status == status:
                return toll
        return None

    def toll(self, harm: Harm, status: Status, group: str = "all") -> Toll | None:
        """The toll that holds: the machine's, with the ends that people set; those have the rule `SET_BY_HAND`."""
        toll = self.machine_toll(harm, status, group)
        if not self.overrides:
            return toll
        own = [override for override in self.overrides if override.counted == (harm, status, group)]
        return _overridden(toll or _unknown(harm, status, group), own) if own else toll

    @property
    def standing_tolls(self) -> tuple[Toll, ...]:
        """All tolls that hold: those of the machine in their order, then those that people alone gave."""
        counted = [(toll.harm, toll.status, toll.group) for toll in self.tolls]
        added = [each.counted for each in self.overrides]
        found = (self.toll(*each) for each in dict.fromkeys((*counted, *added)))
        return tuple(toll for toll in found if toll is not None)


def _unknown(harm: Harm, status: Status, group: str) -> Toll:
    return Toll(harm=harm, status=status, group=group, min=Bound(value=None), max=Bound(value=None))


def _overridden(toll: Toll, overrides: Sequence[Override]) -> Toll:
    """The toll with the ends that people set. Where an end set earlier, or by the machine, crosses the last, it follows."""
    low, high = toll.min, toll.max
    for override in overrides:
        bound = Bound(value=override.value, rule=SET_BY_HAND)
        if override.end is End.MIN:
            low, high = bound, _not_crossing(high, bound, is_crossing=_is_below(high, bound))
        else:
            low, high = _not_crossing(low, bound, is_crossing=_is_below(bound, low)), bound
    return replace(toll, min=low, max=high)


def _is_below(bound: Bound, other: Bound) -> bool:
    return bound.value is not None and other.value is not None and bound.value < other.value


def _not_crossing(bound: Bound, by_hand: Bound, *, is_crossing: bool) -> Bound:
    return by_hand if is_crossing else bound
