"""From a casebook's record to the rows of the catalogue, each made only when it is to be written.

A digest of the unmasked sheet, of what is masked there and of the wall says whether a row has changed: so a decision masks
again only what it touches.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial

from civharm.accounts.compartments import Walls as InForce
from civharm.catalogue.masking import Masks
from civharm.catalogue.naming import title_of
from civharm.catalogue.record import Index, Record
from civharm.catalogue.rows import attackers, claim_row, incident_row, incident_words, report_row
from civharm.catalogue.sheets import ClaimSheet, IncidentSheet, ReportSheet, to_json
from civharm.catalogue.walls import OPEN, Wall, every_compartment, wall_of_countries
from civharm.catalogue.writing import Draft, Entry
from civharm.files.program import program_hash
from civharm.model.claims import Claim, ClaimKind
from civharm.model.decisions import Decision
from civharm.model.ids import stable_id
from civharm.model.incidents import DoubtfulPair, Incident, LedgerEntry, Relation
from civharm.model.issues import Issue
from civharm.model.reports import Capture, Report

_PROPOSED = "proposed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What rows say besides the record: where claims stand with people, when things came or changed, by id."""

    reviews: Mapping[str, str] = field(default_factory=dict)
    added_at: Mapping[str, datetime] = field(default_factory=dict)
    changed_at: Mapping[str, datetime] = field(default_factory=dict)
    is_second_person_needed: bool = False


class Filling:
    """The drafts of all rows of a record, which is not masked."""

    def __init__(self, record: Record, known: Known, walls: InForce) -> None:
        self.record, self.known, self.walls = record, known, walls
        #: All compartments: where what no report can be named for lies.
        self.every = every_compartment(walls)
        self.index = Index(record)
        self.masks = Masks.of(record)

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
        places = (incident.where, *incident.other_places)
        countries = [place.country for place in places if place and place.country]
        told = (claim.report_id for claim in self.index.claims_of(incident.claims))
        return self.wall((*incident.reports, *told), countries)

    # Incidents

    def incidents(self) -> Iterator[Draft]:
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
            yield Draft(
                key=incident.id,
                digest=_digest(
                    *(to_json(IncidentSheet, sheet), self.mark(), wall),
                    *(changed_at, quoted, titles, self._shown(incident.id)),
                ),
                wall=wall,
                make=partial(self._incident, sheet, changed_at),
            )

    def sheet(self, incident: Incident) -> IncidentSheet:
        """All of an incident's page that is not of its claims and reports."""
        return IncidentSheet(
            incident=incident,
            assessment=self.index.assessments.get(incident.id),
            people=self.record.people.get(incident.id, ()),
            relations=tuple(self._relations.get(incident.id, ())),
            proposals=tuple(one for one in self.record.proposals if incident.id in (one.incident, one.other)),
            decisions=tuple(self._decisions(incident)),
            doubtful=tuple(
                dict.fromkeys(pair for claim in incident.claims for pair in self._doubtful.get(claim, ()))
            ),
        )

    def _incident(self, sheet: IncidentSheet, changed_at: datetime | None) -> Entry:
        bare = self.masks.about(replace(sheet, people=()), [sheet.incident.id])
        shown = replace(bare, people=self.masks.people(sheet.people))
        claims = [self.masked_claim(claim) for claim in self.index.claims_of(sheet.incident.claims)]
        reports = (self.index.reports.get(each) for each in sheet.incident.reports)
        titles = [self.masks.report(report).title or "" for report in reports if report]
        return Entry(
            row=incident_row(shown, changed_at=changed_at),
            page=to_json(IncidentSheet, shown),
            words=incident_words(shown, claims, titles),
            parties=attackers(shown.incident),
        )

    @cached_property
    def _doubtful(self) -> Mapping[str, list[DoubtfulPair]]:
        found: dict[str, list[DoubtfulPair]] = defaultdict(list)
        for pair in self.record.doubtful:
            found[pair.left].append(pair)
            found[pair.right].append(pair)
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
        targets = {incident.id, *incident.aliases, *incident.claims, *mentions}
        for decision, named in self._named_by_decisions:
            if not targets.isdisjoint(named):
                targets.add(decision.id)
                yield decision

    @cached_property
    def _named_by_decisions(self) -> tuple[tuple[Decision, frozenset[str]], ...]:
        return tuple((each, frozenset(each.named)) for each in self.record.decisions)

    def _changed_at(self, sheet: IncidentSheet) -> datetime | None:
        decided = [each.decided_at for each in sheet.decisions]
        composed = self.known.changed_at.get(sheet.incident.id)
        return max([*decided, *([composed] if composed else [])], default=None)

    # Reports

    def reports(self) -> Iterator[Draft]:
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
            kept = to_json(ReportSheet, sheet)
            yield Draft(
                key=report.id,
                digest=_digest(kept, self.mark(report.id), wall, added_at, sorted(counts.items())),
                wall=wall,
                make=partial(self._report, sheet, added_at, counts),
            )

    def _report(self, sheet: ReportSheet, added_at: datetime | None, counts: dict[str, int | bool]) -> Entry:
        report_id = sheet.report.id
        shown = ReportSheet(
            report=self.masks.report(sheet.report),
            text=self.masks.text(sheet.text, report_id),
            captures=self.masks.protection.within(sheet.captures, report_id=report_id),
            issues=tuple(map(self.masks.issue, sheet.issues)),
        )
        title = title_of(shown.report, shown.captures[0].name if shown.captures else None)
        return Entry(
            row=report_row(shown, title, added_at=added_at, counts=counts),
            page=to_json(ReportSheet, shown),
            words=[title, shown.report.source or "", shown.text],
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
        for claim in self.record.claims:
            sheet = ClaimSheet(claim=claim, ledger=self._ledger.get(claim.id))
            wall = self.report_walls.get(claim.report_id, self.every)
            review = self.known.reviews.get(claim.id, _PROPOSED)
            incidents = [incident.id for incident, _ in self.index.links.get(claim.id, ())]
            kept = to_json(ClaimSheet, sheet)
            yield Draft(
                key=claim.id,
                digest=_digest(
                    kept, self.mark(claim.report_id), wall, review, incidents, self._shown(claim.id)
                ),
                wall=wall,
                make=partial(self._claim, sheet, review, incidents),
            )

    def _claim(self, sheet: ClaimSheet, review: str, incidents: list[str]) -> Entry:
        claim = self.masked_claim(sheet.claim)
        ledger = sheet.ledger and self.masks.protection.within(sheet.ledger, report_id=claim.report_id)
        return Entry(
            row=claim_row(claim, review=review, incidents=incidents),
            page=to_json(ClaimSheet, ClaimSheet(claim=claim, ledger=ledger)),
        )

    @cached_property
    def _ledger(self) -> Mapping[str, LedgerEntry]:
        return {entry.claim_id: entry for entry in self.record.ledger}

    def masked_claim(self, claim: Claim) -> Claim:
        """A claim as it may be shown."""
        return self.masks.claim(claim, self._masked_text(claim.report_id))

    def _masked_text(self, report_id: str) -> str:
        """The text of one report after the other: claims come in their order."""
        if self._last_text is None or self._last_text[0] != report_id:
            self._last_text = (report_id, self.masks.text(self.record.texts.get(report_id, ""), report_id))
        return self._last_text[1]

    _last_text: tuple[str, str] | None = None

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


def _digest(kept: str, mark: str, wall: Wall, *rest: object) -> str:
    return stable_id(kept, mark, *sorted(wall), "", *map(str, rest))
