"""What the machine would change in an incident that a person signed: it proposes, and a person decides."""

from dataclasses import dataclass
from enum import StrEnum

from civharm.model.incidents import Feature


class ProposalKind(StrEnum):
    """What would change."""

    #: Claims that stand elsewhere would come into the incident.
    JOIN = "join"
    #: Claims of the incident would leave it.
    SPLIT = "split"
    #: Of the same claims another toll, grading, day or place would come out.
    REASSESS = "reassess"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """The claims that a signed incident has: none leaves it and none comes in but by a person's decision.

    `incident` is its id; the founding claim is the first.
    """

    incident: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A change that the machine would make to a signed incident, with its reasons.

    `claims` would come in or leave; `other` is the incident that they are in now, or "", `is_whole` says whether they
    are all that it has; `anchor` is the claim of the signed incident that speaks for it most. `changes` are what else
    would come out, in words. The id depends on what the proposal rests on: a refused one comes back only when that has
    changed.
    """

    id: str
    kind: ProposalKind
    incident: str
    claims: tuple[str, ...] = ()
    anchor: str = ""
    other: str = ""
    is_whole: bool = True
    score: float | None = None
    features: tuple[Feature, ...] = ()
    changes: tuple[str, ...] = ()
