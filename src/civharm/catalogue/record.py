"""What the pages show: one record of plain model objects, wherever it came from.

The served pages and the self-contained file are both made from a `Record`, and from nothing else.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from civharm.assessments.totals import Known
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.decisions import Decision
from civharm.model.incidents import DoubtfulPair, Incident, LedgerEntry, Link, Relation
from civharm.model.issues import Issue
from civharm.model.proposals import Proposal
from civharm.model.reports import Capture, Report
from civharm.model.victims import Person, Victim
from civharm.publication.protect import Protection


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Reports, what was read in them, and what was made of it. `people` are the victims of each incident, by its id.

    `texts` holds the rendition of each report by the report's id. `leads` lack a place, a time or a
    number; `ledger` holds the figures of periods and areas, which enter no incident.
    `protection` is what must be hidden of it: where it is None, what its own claims and victims protect.
    `relations` are by incident; `proposals` are what the machine would change in incidents that a person signed.
    """

    reports: tuple[Report, ...] = ()
    captures: tuple[Capture, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    victims: tuple[Victim, ...] = ()
    people: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    incidents: tuple[Incident, ...] = ()
    leads: tuple[Incident, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    relations: tuple[Relation, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    doubtful: tuple[DoubtfulPair, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    issues: tuple[Issue, ...] = ()
    decisions: tuple[Decision, ...] = ()
    protection: Protection | None = None


class Index:
    """A record with its look-ups; each is made when it is first asked for."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """Reports by id."""
        return {report.id: report for report in self.record.reports}

    @cached_property
    def captures(self) -> Mapping[str, Capture]:
        """The first capture of each content, by its hash."""
        return {capture.sha256: capture for capture in reversed(self.record.captures)}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.record.claims}

    @cached_property
    def incidents(self) -> Mapping[str, Incident]:
        """Incidents and leads by id."""
        return {incident.id: incident for incident in (*self.record.incidents, *self.record.leads)}

    @cached_property
    def assessments(self) -> Mapping[str, Assessment]:
        """The assessment of each incident, by the incident's id."""
        return {assessment.incident_id: assessment for assessment in self.record.assessments}

    @cached_property
    def known(self) -> Known:
        """What the totals are made of."""
        return Known(
            incidents=self.record.incidents, assessments=self.assessments, relations=self.record.relations
        )

    @cached_property
    def links(self) -> Mapping[str, tuple[tuple[Incident, Link], ...]]:
        """The incidents that a claim takes part in, with its link, by the claim's id."""
        found: dict[str, list[tuple[Incident, Link]]] = defaultdict(list)
        for incident in self.incidents.values():
            for link in incident.links:
                found[link.claim_id].append((incident, link))
        return {claim_id: tuple(links) for claim_id, links in found.items()}

    @cached_property
    def claims_by_report(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each report in the order of the text, by the report's id."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.record.claims:
            found[claim.report_id].append(claim)
        return {report_id: tuple(sorted(claims, key=_in_text)) for report_id, claims in found.items()}

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number that the pages call a claim by: its place among the claims of its report."""
        return {
            claim.id: number
            for claims in self.claims_by_report.values()
            for number, claim in enumerate(claims, start=1)
        }

    @cached_property
    def founded(self) -> Mapping[str, Incident]:
        """The incident or lead that a claim founded, by the claim's id."""
        return {incident.founding_claim: incident for incident in self.incidents.values() if incident.links}

    def claims_of(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        """The claims with these ids that the record holds, in the given order."""
        return tuple(self.claims[claim_id] for claim_id in ids if claim_id in self.claims)


def _in_text(claim: Claim) -> tuple[int, int, str]:
    return (claim.span.start, claim.span.end, claim.id)
