"""Incidents: a moment and a place where sources allege that civilians were harmed."""

from dataclasses import dataclass
from enum import StrEnum

from civharm.model.claims import Party
from civharm.model.places import Place
from civharm.model.times import When


class LinkPart(StrEnum):
    """What a claim does in an incident (T3: a figure of doubtful belonging enters the maximum only)."""

    SUPPORTS = "supports"
    MAXIMUM_ONLY = "maximum_only"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One reason in a link's score: its name, its weight in log-odds, what was compared."""

    name: str
    weight: float
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A claim in an incident, with the explained score that put it there."""

    claim_id: str
    part: LinkPart
    score: float
    features: tuple[Feature, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPair:
    """Two occurrences that may be one incident: kept apart, listed for a person to judge."""

    left: str
    right: str
    score: float
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingCluster:
    """Reports that count once: near-copies, or one speaker repeated. `reasons` say why."""

    id: str
    reports: tuple[str, ...]
    reasons: tuple[str, ...] = ()


class RecordStatus(StrEnum):
    """Who stands behind a record: a machine alone, or a person who signed."""

    MACHINE = "machine"
    REVIEWED = "reviewed"
    LEAD = "lead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Claims about one moment and place, composed. `id` is given once and never re-used.

    A *lead* lacks place, time or number (METHOD R6): kept and searchable, not an incident.
    """

    id: str
    code: str
    when: When | None
    where: Place | None
    links: tuple[Link, ...]
    reports: tuple[str, ...]
    clusters: tuple[ReportingCluster, ...]
    parties: tuple[Party, ...] = ()
    aliases: tuple[str, ...] = ()
    event: str | None = None
    status: RecordStatus = RecordStatus.MACHINE

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims, in the order of the links."""
        return tuple(link.claim_id for link in self.links)
