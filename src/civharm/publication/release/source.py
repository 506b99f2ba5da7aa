"""What a release is made of: model objects in which no protected name is left, and what is said about them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from civharm.assessments.totals import Known
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.incidents import Incident, LedgerEntry, Relation
from civharm.model.notes import Note
from civharm.model.reports import Report
from civharm.model.victims import Person
from civharm.publication.release.incidents import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What stands over a release. `reasons` are what its makers gave where the gate asked for one."""

    title: str
    casebook_id: str
    made_at: datetime
    civharm: str
    scope: str = ""
    contact: str = ""
    licence: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Source:
    """The record to publish, masked. `people` are withheld victims by incident."""

    about: About
    incidents: tuple[Incident, ...]
    assessments: Mapping[str, Assessment]
    relations: tuple[Relation, ...] = ()
    claims: Mapping[str, Claim] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    ledger: tuple[LedgerEntry, ...] = ()
    notes: tuple[Note, ...] = ()

    @cached_property
    def known(self) -> Known:
        """What the totals are made of."""
        return Known(incidents=self.incidents, assessments=self.assessments, relations=self.relations)

    @property
    def methods(self) -> tuple[str, ...]:
        """The versions of the method that the assessments were made by."""
        return tuple(
            sorted({self.assessments[one.id].method for one in self.incidents if one.id in self.assessments})
        )


def published(source: Source) -> Iterator[Published]:
    """The incidents in the order of their codes, one after the other."""
    for incident in sorted(source.incidents, key=lambda one: (one.code, one.id)):
        yield Published(incident=incident, assessment=source.assessments.get(incident.id))


def claims_of(source: Source) -> Iterable[Claim]:
    """The claims of the incidents and of the ledger, each once, in the order of the incidents."""
    ids = [claim for one in source.incidents for claim in one.claims]
    ids += [entry.claim_id for entry in source.ledger]
    return (source.claims[each] for each in dict.fromkeys(ids) if each in source.claims)


def reports_of(source: Source) -> Iterable[Report]:
    """The reports that those claims and incidents rest on, each once."""
    ids = [report for one in source.incidents for report in one.reports]
    ids += [claim.report_id for claim in claims_of(source)]
    return (source.reports[each] for each in dict.fromkeys(ids) if each in source.reports)
