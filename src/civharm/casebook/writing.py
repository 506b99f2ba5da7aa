"""Adding rows: each method belongs to one act, in one transaction with its entry of the custody chain."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from civharm.casebook.changes import Changes
from civharm.casebook.custody import CustodyAction
from civharm.casebook.custody_table import DatabaseCustody
from civharm.casebook.models import (
    AssessmentRow,
    CaptureRow,
    ClaimRow,
    IssueRow,
    LinkingRow,
    LinkRow,
    ReadingRow,
    RenditionRow,
    ReportRow,
    VictimRow,
    WordCountsRow,
)
from civharm.casebook.reread import with_supersedes
from civharm.casebook.rows import (
    assessment_payload,
    capture_detail,
    capture_row,
    claim_row,
    given_detail,
    given_row,
    incident_row,
    is_same_report,
    issue_row,
    link_rows,
    reading_detail,
    rendition_row,
    report_detail,
    report_row,
    victim_row,
)
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim, check_anchored
from civharm.model.collecting import Collection
from civharm.model.errors import InvalidModel, NotFound
from civharm.model.incidents import GivenId
from civharm.model.issues import Issue
from civharm.model.places import Place
from civharm.model.ports import Reading
from civharm.model.reports import Capture, Rendition, Report
from civharm.model.speakers import Speaker
from civharm.model.store import ReaderVersion, WordCounts
from civharm.publication.lines import claim_from_line, claim_line, to_plain, victim_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One act: who does it, when, in which database. Only inside a transaction that it has to itself."""

    alias: str
    actor: str
    at: datetime

    def log(self, action: CustodyAction, subject: str, detail: object, *, actor: str | None = None) -> None:
        """Put the act on the chain of custody."""
        DatabaseCustody(self.alias).append(
            action, subject, actor=actor or self.actor, detail=detail, at=self.at
        )

    def capture(self, capture: Capture) -> bool:
        """The act of capturing. False if these bytes were captured before."""
        if CaptureRow.objects.using(self.alias).filter(sha256=capture.sha256).exists():
            return False
        known = capture.collection or Collection()
        by = replace(known, collector=known.collector or self.actor)
        row = capture_row(replace(capture, collection=by), self.at)
        row.save(using=self.alias)
        self.log(CustodyAction.CAPTURED, capture.sha256, capture_detail(row))
        return True

    def report(self, report: Report, rendition: Rendition) -> bool:
        """The report and its text. False if the newest row says the same."""
        if not CaptureRow.objects.using(self.alias).filter(sha256=report.capture_sha256).exists():
            raise NotFound(
                f"the report {report.id} is of a capture that is not kept: {report.capture_sha256}"
            )
        row = report_row(report, self.at)
        newest = ReportRow.objects.using(self.alias).filter(report_id=report.id).order_by("id").last()
        if newest and is_same_report(newest.payload, row.payload):
            return False
        kept = self.rendition(rendition)
        row.save(using=self.alias)
        self.log(CustodyAction.REPORT_KEPT, report.id, report_detail(row.payload, kept))
        return True

    def rendition(self, rendition: Rendition) -> RenditionRow:
        """The row of the text; one that is kept already is never made anew."""
        kept = RenditionRow.objects.using(self.alias).filter(rendition_id=rendition.id).first()
        if kept is None:
            kept = rendition_row(rendition, self.at)
            kept.save(using=self.alias)
        elif kept.text != rendition.text:
            raise InvalidModel(f"the rendition {rendition.id} has another text than the one kept")
        return kept

    def reading(
        self, report: Report, rendition: Rendition, reading: Reading, *, reader: ReaderVersion
    ) -> ReadingRow:
        """What a reader made of a report: claims, victims, issues."""
        row = reading_row(report, rendition, reading, reader, self.at)
        claims = self._claims(reading, report, rendition, reader=reader)
        row.save(using=self.alias)
        ClaimRow.objects.using(self.alias).bulk_create(claim_row(claim, row) for claim in claims)
        VictimRow.objects.using(self.alias).bulk_create(victim_row(victim, row) for victim in reading.victims)
        self.issues(reading.issues, row)
        detail = reading_detail(
            rendition.id,
            claims=list(map(claim_line, claims)),
            victims=list(map(victim_line, reading.victims)),
        )
        self.log(CustodyAction.READ, report.id, detail, actor=f"{reader.name} {reader.version}")
        return row

    def _claims(
        self, reading: Reading, report: Report, rendition: Rendition, *, reader: ReaderVersion
    ) -> tuple[Claim, ...]:
        """The claims, checked against the text, each naming the claim of the last reading it replaces."""
        check_claims(reading.claims, report, rendition)
        readings = ReadingRow.objects.using(self.alias).filter(report_id=report.id, reader=reader.name)
        last = readings.select_related("rendition").order_by("id").last()
        if last is None:
            return reading.claims
        payloads = ClaimRow.objects.using(self.alias).filter(reading=last).order_by("id")
        old = [claim_from_line(payload) for payload in payloads.values_list("payload", flat=True)]
        return with_supersedes(reading.claims, old, old_text=last.rendition.text, new_text=rendition.text)

    def issues(self, issues: Sequence[Issue], reading: ReadingRow | None = None) -> int:
        """Issues, each once; how many were new."""
        rows = {row.issue_id: row for row in (issue_row(issue, reading, self.at) for issue in issues)}
        known = IssueRow.objects.using(self.alias).filter(reading=reading, issue_id__in=rows)
        for issue_id in known.values_list("issue_id", flat=True):
            del rows[issue_id]
        IssueRow.objects.using(self.alias).bulk_create(rows.values())
        return len(rows)

    def changes(self, changes: Changes) -> None:
        """Incidents and assessments that came out otherwise than before."""
        for given in changes.given:
            self._give(given)
        if changes.counted:
            WordCountsRow(recorded_at=self.at, payload=to_plain(WordCounts, changes.counted)).save(
                using=self.alias
            )
        for incident in changes.composed:
            row = incident_row(incident.id, incident, self.at)
            row.save(using=self.alias)
            LinkRow.objects.using(self.alias).bulk_create(link_rows(incident, row))
        for incident_id in changes.gone:
            incident_row(incident_id, None, self.at).save(using=self.alias)
        if changes.linking:
            LinkingRow(recorded_at=self.at, payload=changes.linking).save(using=self.alias)
        AssessmentRow.objects.using(self.alias).bulk_create(map(self._assessment, changes.assessed))

    def _give(self, given: GivenId) -> None:
        row = given_row(given, self.at)
        row.save(using=self.alias)
        self.log(CustodyAction.INCIDENT_GIVEN, given.id, given_detail(row))

    def _assessment(self, assessment: Assessment) -> AssessmentRow:
        return AssessmentRow(
            recorded_at=self.at,
            incident_id=assessment.incident_id,
            method=assessment.method,
            payload=assessment_payload(assessment),
        )


def reading_row(
    report: Report, rendition: Rendition, reading: Reading, reader: ReaderVersion, at: datetime
) -> ReadingRow:
    """The row of a reading, with what it found out about the report."""
    return ReadingRow(
        recorded_at=at,
        report_id=report.id,
        rendition_id=rendition.id,
        reader=reader.name,
        version=reader.version,
        dateline=(dateline := reading.dateline or report.dateline) and to_plain(Place, dateline),
        speakers=[to_plain(Speaker, speaker) for speaker in reading.speakers or report.speakers],
    )


def check_claims(claims: Sequence[Claim], report: Report, rendition: Rendition) -> None:
    """Raises InvalidModel for claims that do not rest on the report's words, or stand twice."""
    seen: set[str] = set()
    for claim in claims:
        check_anchored(claim, rendition.text)
        if claim.report_id != report.id:
            raise InvalidModel(f"claim {claim.id} is of the report {claim.report_id}, not {report.id}")
        if claim.id in seen:
            raise InvalidModel(f"claim {claim.id} is twice in one reading: count the ordinal on")
        seen.add(claim.id)
