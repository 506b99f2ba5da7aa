"""Incidents: a moment and a place where sources allege that civilians were harmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from civharm.model.casualties import Casualties
from civharm.model.claims import Party
from civharm.model.places import Place
from civharm.model.times import When

if TYPE_CHECKING:
    from civharm.model.proposals import Proposal


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


def score_of(features: Iterable[Feature]) -> float:
    """The sum of the weights, rounded so that it reads and compares the same everywhere."""
    return round(sum(feature.weight for feature in features), 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A claim in an incident, with the explained score that put it there."""

    claim_id: str
    part: LinkPart
    score: float
    features: tuple[Feature, ...] = ()


class Verdict(StrEnum):
    """A person's word on whether two claims speak of one incident."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's verdict on two claims; it binds the machine. `decision_id` is the decision that it comes from."""

    left: str
    right: str
    verdict: Verdict
    decision_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtfulPair:
    """Two occurrences that may be one incident: kept apart, listed for a person to judge.

    Each is named by its founding claim, so that a judgement survives re-reading.
    """

    left: str
    right: str
    score: float
    features: tuple[Feature, ...]


class RelationKind(StrEnum):
    """How the people of two incidents lie to each other."""

    MAY_OVERLAP = "may_overlap"
    PART_OF = "part_of"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Two incidents that stay two and may count the same people; of "part of", `left` is the part, `right` the whole.

    Each is named by a claim, so that a relation survives re-reading; `incidents.relations.by_incident` names
    them by their ids. A machine only proposes; `is_decided` is True where a person said so.
    """

    left: str
    right: str
    kind: RelationKind
    reason: str
    features: tuple[Feature, ...] = ()
    is_decided: bool = False

    @property
    def is_sure_part(self) -> bool:
        """True where a person said that the people of the one are among those of the other."""
        return self.is_decided and self.kind is RelationKind.PART_OF


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedReport:
    """A report from which no event was read, and the incident that it likely tells of: for a person to look at.

    The incident is named by its founding claim.
    """

    report_id: str
    founding_claim: str
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
    #: Other readings of time and place in the claims: a conflict stays visible.
    other_dates: tuple[When, ...] = ()
    other_places: tuple[Place, ...] = ()
    #: Kinds of attack that other claims name.
    other_events: tuple[str, ...] = ()
    #: Why it is a lead: "no place", "no time", "no number", "no civilian harm".
    lacks: tuple[str, ...] = ()
    #: Reports behind it in the archive that it was taken over from, which are not in this casebook.
    reports_elsewhere: int | None = None

    @property
    def known_as(self) -> tuple[str, ...]:
        """What it may be named by: its id, its code if it has one, and its aliases."""
        return tuple(name for name in (self.id, self.code, *self.aliases) if name)

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims, in the order of the links."""
        return tuple(link.claim_id for link in self.links)

    @property
    def own_claims(self) -> tuple[str, ...]:
        """Ids of the claims without those of leads that only touch its maximum (T3)."""
        return tuple(link.claim_id for link in self.links if link.part is not LinkPart.MAXIMUM_ONLY)

    @property
    def report_count(self) -> int:
        """How many reports stand behind it, those of its archive too; the archive's own row stands for them."""
        here = len(self.reports)
        return here if self.reports_elsewhere is None else self.reports_elsewhere + max(here - 1, 0)

    @property
    def founding_claim(self) -> str:
        """The claim that the id is made of: the first of the links."""
        return self.links[0].claim_id


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenId:
    """An id given once to an incident: what the casebook logs, and replays on rebuild.

    `claims` are those that the incident had when the id was given, the founding claim first; without any it is a name
    that nothing else may bear. A lead has no code; when it becomes an incident a second record with the same id adds one.
    `aliases` are names that it brought along.
    """

    id: str
    code: str
    claims: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerEntry:
    """A figure for a period or an area, kept out of all incidents (METHOD R19, T14).

    `overlaps` are founding claims of the incidents that the figure may include.
    """

    claim_id: str
    report_id: str
    when: When | None
    where: tuple[Place, ...]
    casualties: tuple[Casualties, ...]
    overlaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What linking made of claims. Incidents and leads bear no id yet: see `incidents.identity`.

    `attacks` are events of which no report tells harm: neither incidents nor leads, yet not lost. `proposals` are what
    would change in incidents that people signed. `made_of` marks, by
    founding claim, all that an incident depends on: the same mark, the same incident.
    """

    incidents: tuple[Incident, ...]
    leads: tuple[Incident, ...]
    doubtful: tuple[DoubtfulPair, ...]
    ledger: tuple[LedgerEntry, ...]
    attacks: tuple[Incident, ...] = ()
    related: tuple[RelatedReport, ...] = ()
    relations: tuple[Relation, ...] = ()
    proposals: tuple["Proposal", ...] = ()
    made_of: Mapping[str, str] = field(default_factory=dict)
