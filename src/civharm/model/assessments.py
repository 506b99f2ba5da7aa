"""The recorded judgement on an incident: grading, strike status, toll; three judgements, never merged."""

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a judgement came out as it did: the rule, what it found, the claims that fired it."""

    rule: str
    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Conceded:
    """What a belligerent has itself said of this incident, kept beside the reported numbers."""

    party: str
    position: str
    killed_min: int | None
    killed_max: int | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A machine's proposal and, once a person signed, the grading; `method` is the rules' version."""

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

    def toll(self, harm: Harm, status: Status, group: str = "all") -> Toll | None:
        """The toll of one harm, status and group, None where no claim speaks of it."""
        wanted = (harm, status, group)
        return next((t for t in self.tolls if (t.harm, t.status, t.group) == wanted), None)
