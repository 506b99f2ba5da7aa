"""What a release is made of: model objects in which no protected name is left, and what is said about them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Protocol

from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.collecting import Collection
from civharm.model.incidents import Incident, LedgerEntry, Relation
from civharm.model.notes import Note
from civharm.model.reports import Capture, Report
from civharm.model.victims import Person
from civharm.publication.release.captured import CAPTURES, KeptOf, kept_of
from civharm.publication.release.evidence import AGGREGATES, CLAIMS, REPORTS
from civharm.publication.release.incidents import Published
from civharm.publication.release.rows import IncidentRows, rows_of
from civharm.publication.release.tables import Told
from civharm.publication.release.writing import batches


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What stands over a release. `reasons` are what its makers gave where the gate asked for one.

    `collectors` tell of who collected captures, by their hashes, where the release is to say so.
    """

    title: str
    casebook_id: str
    made_at: datetime
    civharm: str
    scope: str = ""
    contact: str = ""
    licence: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)
    collectors: Mapping[str, Collection] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of some incidents, and of all that they rest on what no part before had; or of figures for periods."""

    incidents: Sequence[IncidentRows] = ()
    claims: Sequence[Told] = ()
    reports: Sequence[Told] = ()
    captures: Sequence[Told] = ()
    entries: Sequence[Told] = ()


class Material(Protocol):
    """What a release is made of, masked: told one after the other, so that any number fits, or by ids; and in parts as rows of its tables.

    Incidents come in the order of their codes; claims are those of the incidents and of the ledger, reports those that
    these and the incidents rest on, each once and in the order in which the incidents name them.
    """

    @property
    def about(self) -> About: ...

    @property
    def relations(self) -> tuple[Relation, ...]: ...

    def incident_rows(self) -> Iterator[Sequence[IncidentRows]]: ...

    def parts(self) -> Iterator[Part]: ...

    def each_incident(self) -> Iterator[Published]: ...

    def each_report(self) -> Iterator[Report]: ...

    def each_entry(self) -> Iterator[LedgerEntry]: ...

    def incidents_with(self, ids: Iterable[str]) -> tuple[Published, ...]: ...

    def claims_with(self, ids: Iterable[str]) -> tuple[Claim, ...]: ...

    def reports_with(self, ids: Iterable[str]) -> tuple[Report, ...]: ...


@dataclass(frozen=True, kw_only=True)
class Source:
    """Material that is held in memory. `people` are withheld victims by incident."""

    about: About
    incidents: tuple[Incident, ...]
    assessments: Mapping[str, Assessment]
    relations: tuple[Relation, ...] = ()
    claims: Mapping[str, Claim] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    captures: Mapping[str, Capture] = field(default_factory=dict)
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    ledger: tuple[LedgerEntry, ...] = ()
    notes: tuple[Note, ...] = ()

    def each_incident(self) -> Iterator[Published]:
        return map(self._published, sorted(self.incidents, key=lambda one: (one.code, one.id)))

    def incident_rows(self) -> Iterator[Sequence[IncidentRows]]:
        for some in batches(self.each_incident()):
            yield [rows_of(each) for each in some]

    def parts(self) -> Iterator[Part]:
        met_claims, met_reports = set[str](), set[str]()
        for some in self.incident_rows():
            claims = _first(met_claims, chain.from_iterable(each.claims for each in some))
            reports = _first(met_reports, chain.from_iterable(each.reports for each in some))
            yield replace(self._part(claims, reports), incidents=some)
        for entries in batches(self.each_entry()):
            claims = _first(met_claims, (each.claim_id for each in entries))
            reports = _first(met_reports, (each.report_id for each in self.claims_with(claims)))
            yield replace(self._part(claims, reports), entries=[AGGREGATES.told([each]) for each in entries])

    def _part(self, claims: Iterable[str], reports: Iterable[str]) -> Part:
        """What is told of claims and reports."""
        found = self.reports_with(reports)
        captures = (self._kept_of(each) for each in found)
        return Part(
            claims=[CLAIMS.told([each]) for each in self.claims_with(claims)],
            reports=[REPORTS.told([each]) for each in found],
            captures=[CAPTURES.told([each]) for each in captures if each],
        )

    def _kept_of(self, report: Report) -> KeptOf | None:
        capture = self.captures.get(report.capture_sha256)
        return kept_of(report, capture, self.about.collectors) if capture else None

    def each_report(self) -> Iterator[Report]:
        of_incidents = ((*one.incident.reports, *one.report_of.values()) for one in self.each_incident())
        entries = (entry.claim_id for entry in self.each_entry())
        of_entries = (claim.report_id for claim in self.claims_with(entries))
        ids = dict.fromkeys(chain(chain.from_iterable(of_incidents), of_entries))
        return iter(self.reports_with(ids))

    def each_entry(self) -> Iterator[LedgerEntry]:
        return iter(sorted(self.ledger, key=lambda entry: entry.claim_id))

    def incidents_with(self, ids: Iterable[str]) -> tuple[Published, ...]:
        return tuple(self._published(self._by_id[each]) for each in ids if each in self._by_id)

    def claims_with(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        return tuple(self.claims[each] for each in ids if each in self.claims)

    def reports_with(self, ids: Iterable[str]) -> tuple[Report, ...]:
        return tuple(self.reports[each] for each in ids if each in self.reports)

    def _published(self, incident: Incident) -> Published:
        return Published(
            incident=incident,
            assessment=self.assessments.get(incident.id),
            people=self.people.get(incident.id, ()),
            notes=tuple(note for name in (incident.id, *incident.aliases) for note in self._notes[name]),
            report_of={each.id: each.report_id for each in self.claims_with(incident.claims)},
        )

    @cached_property
    def _by_id(self) -> Mapping[str, Incident]:
        return {one.id: one for one in self.incidents}

    @cached_property
    def _notes(self) -> Mapping[str, list[Note]]:
        found: dict[str, list[Note]] = defaultdict(list)
        for note in self.notes:
            found[note.decision.target].append(note)
        return found


def _first(met: set[str], ids: Iterable[str]) -> list[str]:
    """Those that were not met before, each once, which are met from now on."""
    found = [each for each in dict.fromkeys(ids) if each not in met]
    met.update(found)
    return found
