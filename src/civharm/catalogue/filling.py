"""From a casebook's record to the rows of the catalogue, each made only when it is to be written.

A digest of the unmasked sheet, of what is masked there and of the wall says whether a row has changed: so a decision masks
again only what it touches.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from typing import TypeVar

from civharm.accounts.compartments import Walls as InForce
from civharm.casebook.recollection import Recollection
from civharm.catalogue.digests import Digests
from civharm.catalogue.masking import MASK, Masks, PublicMasks
from civharm.catalogue.naming import title_of
from civharm.catalogue.record import Index, Record
from civharm.catalogue.rows import attackers, claim_row, incident_row, incident_words, report_row
from civharm.catalogue.sheets import ClaimSheet, IncidentSheet, ReportSheet, to_json
from civharm.catalogue.told import told_of_claim, told_of_incident, told_of_report
from civharm.catalogue.walls import OPEN, Wall, every_compartment, wall_of_countries
from civharm.catalogue.writing import Draft, Entry, RelationDraft
from civharm.files.program import program_hash
from civharm.model.claims import Claim, ClaimKind
from civharm.model.decisions import Decision
from civharm.model.ids import stable_id
from civharm.model.incidents import DoubtfulPair, Incident, LedgerEntry, Relation
from civharm.model.issues import Issue
from civharm.model.proposals import Proposal
from civharm.model.reports import Capture, Report

_PROPOSED = "proposed"
_Sheet = TypeVar("_Sheet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What rows say besides the record: where claims stand with people, when things came or changed, by id."""

    reviews: Mapping[str, str] = field(default_factory=dict)
    added_at: Mapping[str, datetime] = field(default_factory=dict)
    changed_at: Mapping[str, datetime] = field(default_factory=dict)
    is_second_person_needed: bool = False


class Filling:
    """The drafts of all rows of a record, which is not masked."""

    def __init__(
        self, record: Record, known: Known, walls: InForce, *, memory: Recollection | None = None
    ) -> None:
        self.record, self.known, self.walls = record, known, walls
        self.memory = memory or Recollection()
        #: All compartments: where what no report can be named for lies.
        self.every = every_compartment(walls)
        self.index = Index(record)
        self.masks = Masks.of(record)
        self.outside = PublicMasks.beside(self.masks, record)
        self._texts, self._outside_texts = _Texts(record, self.masks), _Texts(record, self.outside)

    # Walls

    @cached_property
    def report_walls(self) -> Mapping[str, Wall]:
        """The compartments of each report."""
        countries: dict[str, set[str]] = defaultdict(set)
        for claim in self.record.claims:
            countries[claim.report_id].update(place.country for place in claim.where if place.country)
        for report in self.record.reports:
            if report.dateline and report.dateline.country:
                countries[report.id].add(report.dateline.country)
        return {
            report.id: self.walls.of_report(report, countries[report.id]) for report in self.record.reports
        }

    def wall(self, reports: Iterable[str], countries: Iterable[str] = ()) -> Wall:
        """The compartments of all these reports and countries together."""
        return wall_of_countries(self.walls, countries).union(
            *(self.report_walls.get(report, OPEN) for report in reports)
        )

    def incident_wall(self, incident: Incident) -> Wall:
        """An incident lies wherever one of its reports or places lies."""
        if incident.id not in self._walls_of_incidents:
            self._walls_of_incidents[incident.id] = self._wall_of_incident(incident)
        return self._walls_of_incidents[incident.id]

    @cached_property
    def _walls_of_incidents(self) -> dict[str, Wall]:
        return {}

    def _wall_of_incident(self, incident: Incident) -> Wall:
        places = (incident.where, *incident.other_places)
        countries = [place.country for place in places if place and place.country]
        told = (claim.report_id for claim in self.index.claims_of(incident.claims))
        return self.wall((*incident.reports, *told), countries)

    # Incidents

    def incidents(self) -> Iterator[Draft]:
        digests = Digests(self.memory, "incidents")
        for incident in self.index.incidents.values():
            sheet = self.sheet(incident)
            wall = self.incident_wall(incident)
            changed_at = self._changed_at(sheet)
            quoted = [
                self.masks.protection.mark(claim.report_id) + claim.quote.exact
                for claim in self.index.claims_of(incident.claims)
            ]
            titles = [
                self.index.reports[each].title or ""
                for each in incident.reports
                if each in self.index.reports
            ]
            rest = (
                *(changed_at, quoted, titles, self._shown(incident.id)),
                self.outside.mark(self.masks.told([incident.id])),
            )
            made_of = (IncidentSheet, sheet, self.mark(), wall, *rest)
            yield Draft(
                key=incident.id,
                digest=digests.of(incident.id, made_of, partial(_digest, *made_of)),
                wall=wall,
                make=partial(self._incident, sheet, changed_at),
            )
        digests.keep()

    def sheet(self, incident: Incident) -> IncidentSheet:
        """All of an incident's page that is not of its claims and reports."""
        return IncidentSheet(
            incident=incident,
            assessment=self.index.assessments.get(incident.id),
            people=self.record.people.get(incident.id, ()),
            relations=tuple(self._relations.get(incident.id, ())),
            proposals=tuple(self._proposals.get(incident.id, ())),
            decisions=tuple(self._decisions(incident)),
            doubtful=tuple(
                dict.fromkeys(pair for claim in incident.claims for pair in self._doubtful.get(claim, ()))
            ),
        )

    def _incident(self, sheet: IncidentSheet, changed_at: datetime | None) -> Entry:
        shown, own = self._incident_sheet(sheet, self.masks), sheet.incident.id
        page = to_json(IncidentSheet, shown)
        differs = self.outside.is_coarse(own) or self.outside.mark(self.masks.told([own])) or MASK in page
        leaving = self._incident_sheet(sheet, self.outside) if differs else shown
        claims = [self.masked_claim(claim) for claim in self.index.claims_of(sheet.incident.claims)]
        reports = (self.index.reports.get(each) for each in sheet.incident.reports)
        titles = [self.masks.report(report).title or "" for report in reports if report]
        return Entry(
            row=incident_row(shown, changed_at=changed_at),
            page=page,
            public=to_json(IncidentSheet, leaving) if differs else None,
            told=told_of_incident(leaving, {claim.id: claim.report_id for claim in claims}),
            words=incident_words(shown, claims, titles),
            parties=attackers(shown.incident),
        )

    def _incident_sheet(self, sheet: IncidentSheet, masks: Masks) -> IncidentSheet:
        bare = masks.about(replace(sheet, people=()), [sheet.incident.id])
        return replace(bare, incident=masks.incident(sheet.incident), people=masks.people(sheet.people))

    def relations(self) -> Iterator[RelationDraft]:
        """All relations as they may leave the team."""
        for each in self.record.relations:
            sides = (each.left, each.right)
            told = self.masks.told(sides)
            marks = (self.mark(), *map(self.mark, told), self.outside.mark(told))
            yield RelationDraft(
                relation=each,
                digest=stable_id(to_json(Relation, each), *marks),
                make=partial(self.outside.about, each, sides),
            )

    @cached_property
    def _doubtful(self) -> Mapping[str, list[DoubtfulPair]]:
        found: dict[str, list[DoubtfulPair]] = defaultdict(list)
        for pair in self.record.doubtful:
            found[pair.left].append(pair)
            found[pair.right].append(pair)
        return found

    @cached_property
    def _proposals(self) -> Mapping[str, list[Proposal]]:
        found: dict[str, list[Proposal]] = defaultdict(list)
        for proposal in self.record.proposals:
            for side in {proposal.incident, proposal.other}:
                found[side].append(proposal)
        return found

    @cached_property
    def _relations(self) -> Mapping[str, list[Relation]]:
        found: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.record.relations:
            for side in {relation.left, relation.right}:
                found[side].append(relation)
        return found

    def _decisions(self, incident: Incident) -> Iterator[Decision]:
        """Decisions on the incident, its claims and victims, and those that undo them, in order."""
        mentions = (each for person in self.record.people.get(incident.id, ()) for each in person.mentions)
        found = {
            number
            for report in incident.reports
            for number in self._naming.get(report, ())
            if self.record.decisions[number].target == report
        }
        names = [incident.id, *incident.aliases, *incident.claims, *mentions]
        names += [self.record.decisions[number].id for number in found]
        while names:
            for number in self._naming.get(names.pop(), ()):
                if number not in found:
                    found.add(number)
                    names.append(self.record.decisions[number].id)
        return (self.record.decisions[number] for number in sorted(found))

    @cached_property
    def _naming(self) -> Mapping[str, list[int]]:
        """The decisions that name something, by their numbers."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, decision in enumerate(self.record.decisions):
            for name in set(decision.named):
                found[name].append(number)
        return found

    def _changed_at(self, sheet: IncidentSheet) -> datetime | None:
        decided = [each.decided_at for each in sheet.decisions]
        composed = self.known.changed_at.get(sheet.incident.id)
        return max([*decided, *([composed] if composed else [])], default=None)

    # Reports

    def reports(self) -> Iterator[Draft]:
        digests = Digests(self.memory, "reports")
        for report in self.record.reports:
            sheet = ReportSheet(
                report=report,
                text=self.record.texts.get(report.id, ""),
                captures=tuple(self._captures.get(report.capture_sha256, ())),
                issues=tuple(self._issues.get(report.id, ())),
            )
            wall = self.report_walls[report.id]
            counts = self._counts(report)
            added_at = self.known.added_at.get(report.id)
            rest = (added_at, sorted(counts.items()), self.outside.mark([report.id]))
            made_of = (ReportSheet, sheet, self.mark(report.id), wall, *rest)
            yield Draft(
                key=report.id,
                digest=digests.of(report.id, made_of, partial(_digest, *made_of)),
                wall=wall,
                make=partial(self._report, sheet, added_at, counts),
            )
        digests.keep()

    def _report(self, sheet: ReportSheet, added_at: datetime | None, counts: dict[str, int | bool]) -> Entry:
        shown = self._report_sheet(sheet, self.masks)
        page = to_json(ReportSheet, shown)
        is_other = bool(self.outside.mark([sheet.report.id])) or MASK in page
        title = title_of(shown.report, shown.captures[0].name if shown.captures else None)
        leaving = self._report_sheet(sheet, self.outside) if is_other else shown
        return Entry(
            row=report_row(shown, title, added_at=added_at, counts=counts),
            page=page,
            public=to_json(ReportSheet, leaving) if is_other else None,
            told=told_of_report(leaving),
            words=[title, shown.report.source or "", shown.text],
        )

    def _report_sheet(self, sheet: ReportSheet, masks: Masks) -> ReportSheet:
        report_id = sheet.report.id
        return ReportSheet(
            report=masks.report(sheet.report),
            text=masks.text(sheet.text, report_id),
            captures=masks.captures(sheet.captures, report_id),
            issues=tuple(map(masks.issue, sheet.issues)),
        )

    def _counts(self, report: Report) -> dict[str, int | bool]:
        claims = self.index.claims_by_report.get(report.id, ())
        incidents = {incident.id for claim in claims for incident, _ in self.index.links.get(claim.id, ())}
        has_harm = any(claim.kind is ClaimKind.HARM for claim in claims)
        return {"claims": len(claims), "incidents": len(incidents), "has_harm": has_harm}

    @cached_property
    def _captures(self) -> Mapping[str, list[Capture]]:
        found: dict[str, list[Capture]] = defaultdict(list)
        for capture in self.record.captures:
            found[capture.sha256].append(capture)
        return found

    @cached_property
    def _issues(self) -> Mapping[str, list[Issue]]:
        found: dict[str, list[Issue]] = defaultdict(list)
        for issue in self.record.issues:
            found[issue.report_id or ""].append(issue)
        return found

    # Claims

    def claims(self) -> Iterator[Draft]:
        digests = Digests(self.memory, "claims")
        for claim in self.record.claims:
            sheet = ClaimSheet(claim=claim, ledger=self._ledger.get(claim.id))
            wall = self.report_walls.get(claim.report_id, self.every)
            review = self.known.reviews.get(claim.id, _PROPOSED)
            incidents = [incident.id for incident, _ in self.index.links.get(claim.id, ())]
            rest = (review, incidents, self._shown(claim.id), self.outside.mark([claim.report_id]))
            made_of = (ClaimSheet, sheet, self.mark(claim.report_id), wall, *rest)
            yield Draft(
                key=claim.id,
                digest=digests.of(claim.id, made_of, partial(_digest, *made_of)),
                wall=wall,
                make=partial(self._claim, sheet, review, incidents),
            )
        digests.keep()

    def _claim(self, sheet: ClaimSheet, review: str, incidents: list[str]) -> Entry:
        shown = self._claim_sheet(sheet, self._texts)
        page = to_json(ClaimSheet, shown)
        report_id = sheet.claim.report_id
        # a mask before the words moves them: the text of the whole report says whether there is one
        is_other = bool(self.outside.mark([report_id])) or MASK in page or self._texts.is_masked(report_id)
        leaving = self._claim_sheet(sheet, self._outside_texts) if is_other else shown
        return Entry(
            row=claim_row(shown.claim, review=review, incidents=incidents),
            page=page,
            public=to_json(ClaimSheet, leaving) if is_other else None,
            told=told_of_claim(leaving, is_of_incident=bool(incidents)),
        )

    def _claim_sheet(self, sheet: ClaimSheet, texts: "_Texts") -> ClaimSheet:
        ledger = sheet.ledger and texts.masks.entry(sheet.ledger, sheet.claim.report_id)
        return ClaimSheet(claim=texts.claim(sheet.claim), ledger=ledger)

    @cached_property
    def _ledger(self) -> Mapping[str, LedgerEntry]:
        return {entry.claim_id: entry for entry in self.record.ledger}

    def masked_claim(self, claim: Claim) -> Claim:
        """A claim as it may be shown."""
        return self._texts.claim(claim)

    # What has changed

    def _shown(self, id: str) -> str:
        """How coarsely people decided that the places of an incident or a claim are shown."""
        how = self.masks.protection.coarser.get(id)
        return how.mark if how else ""

    def mark(self, report_id: str | None = None) -> str:
        """How what a report says is masked, or what is of none: by which program and what is hidden."""
        if report_id not in self._marks:
            self._marks[report_id] = stable_id(program_hash(), self.masks.protection.mark(report_id))
        return self._marks[report_id]

    @cached_property
    def _marks(self) -> dict[str | None, str]:
        return {}


class _Texts:
    """Masks claims by the text of one report after the other: claims come in their order."""

    def __init__(self, record: Record, masks: Masks) -> None:
        self.masks = masks
        self._record = record
        self._last: tuple[str, str] | None = None

    def claim(self, claim: Claim) -> Claim:
        return self.masks.claim(claim, self._text(claim.report_id))

    def is_masked(self, report_id: str) -> bool:
        """True if anything in the report is masked."""
        return MASK in self._text(report_id)

    def _text(self, report_id: str) -> str:
        if self._last is None or self._last[0] != report_id:
            self._last = (report_id, self.masks.text(self._record.texts.get(report_id, ""), report_id))
        return self._last[1]


def _digest(form: type[_Sheet], sheet: _Sheet, mark: str, wall: Wall, *rest: object) -> str:
    return stable_id(to_json(form, sheet), mark, *sorted(wall), "", *map(str, rest))
