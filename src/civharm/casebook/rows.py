"""Model objects as rows, and back."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from civharm.casebook.custody import CustodyAction, canonical, utc_text
from civharm.casebook.models import (
    CaptureRow,
    ClaimRow,
    DecisionRow,
    GivenIdRow,
    IncidentRow,
    IssueRow,
    LinkRow,
    ReadingRow,
    RenditionRow,
    ReportRow,
    VictimRow,
)
from civharm.model.assessments import Assessment
from civharm.model.claims import Claim
from civharm.model.collecting import Collection
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidModel
from civharm.model.ids import sha256_of, stable_id
from civharm.model.incidents import GivenId, Incident
from civharm.model.issues import Issue
from civharm.model.places import Place
from civharm.model.reports import Capture, Rendition, Report
from civharm.model.speakers import Speaker
from civharm.model.victims import Victim
from civharm.publication.lines import (
    Line,
    claim_line,
    from_plain,
    issue_line,
    report_line,
    to_plain,
    victim_line,
)

_Model = TypeVar("_Model")


def storable(value: Any) -> Any:
    """The value with what no database can hold (broken code points, NUL) written out as escapes."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")
    if isinstance(value, dict):
        return {key: storable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [storable(inner) for inner in value]
    return value


def check_text(rendition: Rendition) -> None:
    """A text is stored as it is, or not at all: escapes would move its offsets."""
    if storable(rendition.text) != rendition.text:
        raise InvalidModel(f"the rendition {rendition.id} holds NUL or half a character: render it without")


def capture_row(capture: Capture, at: datetime) -> CaptureRow:
    return CaptureRow(
        recorded_at=at,
        sha256=capture.sha256,
        size=capture.size,
        name=storable(capture.name),
        method=capture.method,
        captured_at=capture.captured_at,
        media_type=capture.media_type,
        collection=storable(to_plain(Collection, capture.collection)) if capture.collection else None,
    )


def capture_of(row: CaptureRow) -> Capture:
    return Capture(
        sha256=row.sha256,
        size=row.size,
        name=row.name,
        method=row.method,
        captured_at=row.captured_at,
        media_type=row.media_type,
        collection=from_plain(Collection, row.collection) if row.collection else None,
    )


def rendition_row(rendition: Rendition, at: datetime) -> RenditionRow:
    check_text(rendition)
    return RenditionRow(
        recorded_at=at,
        rendition_id=rendition.id,
        sha256=rendition.sha256,
        text=rendition.text,
        renderer=rendition.renderer,
        version=rendition.version,
    )


def rendition_of(row: RenditionRow) -> Rendition:
    return Rendition(
        id=row.rendition_id,
        sha256=row.sha256,
        text=row.text,
        renderer=row.renderer,
        version=row.version,
    )


def report_row(report: Report, at: datetime) -> ReportRow:
    return ReportRow(
        recorded_at=at,
        report_id=report.id,
        capture_id=report.capture_sha256,
        rendition_id=report.rendition_id,
        source=storable(report.source),
        language=report.language,
        published_start=report.published.start if report.published else None,
        published_end=report.published.end if report.published else None,
        payload=report_payload(report),
    )


def report_payload(report: Report) -> Line:
    """The report as rendering made it; what a reader adds is kept with the reading."""
    payload: Line = storable(report_line(replace(report, speakers=())))
    return payload


def is_same_report(a: Line, b: Line) -> bool:
    """True if nothing but the file around the record changed (a feed that grew), and the requests that brought it."""
    around = {"capture_sha256", "part", "dateline", "fetched"}
    return {k: v for k, v in a.items() if k not in around} == {k: v for k, v in b.items() if k not in around}


def report_of(payload: Line, reading: ReadingRow | None) -> Report:
    """The report with what its newest reading found out about it."""
    report = _from(Report, payload)
    if reading is None:
        return report
    dateline = from_plain(Place, reading.dateline) if reading.dateline else report.dateline
    speakers = tuple(from_plain(Speaker, speaker) for speaker in reading.speakers)
    return replace(report, dateline=dateline, speakers=speakers)


def claim_row(claim: Claim, reading: ReadingRow) -> ClaimRow:
    return ClaimRow(
        recorded_at=reading.recorded_at,
        reading=reading,
        claim_id=claim.id,
        report_id=claim.report_id,
        kind=claim.kind.value,
        when_start=claim.when.start if claim.when else None,
        when_end=claim.when.end if claim.when else None,
        place_id=claim.where[0].id if claim.where else None,
        supersedes=claim.supersedes,
        payload=claim_line(claim),
    )


def victim_row(victim: Victim, reading: ReadingRow) -> VictimRow:
    return VictimRow(
        recorded_at=reading.recorded_at,
        reading=reading,
        victim_id=victim.id,
        claim_id=victim.claim_id,
        payload=victim_line(victim),
    )


def victim_of(row: VictimRow) -> Victim:
    plain = {"claim_id": row.payload["claim"], "report_id": row.payload["report"], **row.payload}
    return _from(Victim, {key: value for key, value in plain.items() if key not in ("claim", "report")})


def issue_row(issue: Issue, reading: ReadingRow | None, at: datetime) -> IssueRow:
    payload = storable(issue_line(issue))
    return IssueRow(
        recorded_at=at,
        reading=reading,
        issue_id=stable_id(canonical(payload)),
        report_id=reading.report_id if reading else issue.report_id,
        stage=issue.stage,
        code=issue.code,
        payload=payload,
    )


def issue_of(row: IssueRow) -> Issue:
    plain = {"report_id": row.payload["report"], **row.payload}
    return _from(Issue, {key: value for key, value in plain.items() if key != "report"})


def given_row(given: GivenId, at: datetime) -> GivenIdRow:
    return GivenIdRow(
        recorded_at=at,
        incident_id=given.id,
        code=given.code,
        founding_claim=given.claims[0],
        claims=list(given.claims),
    )


def given_of(row: GivenIdRow) -> GivenId:
    return GivenId(id=row.incident_id, code=row.code, claims=tuple(row.claims))


def incident_row(incident_id: str, incident: Incident | None, at: datetime) -> IncidentRow:
    """A row of an incident; None where it is composed no longer."""
    when, where = (incident.when, incident.where) if incident else (None, None)
    return IncidentRow(
        recorded_at=at,
        incident_id=incident_id,
        when_start=when.start if when else None,
        when_end=when.end if when else None,
        place_id=where.id if where else None,
        payload=to_plain(Incident, incident) if incident else None,
    )


def link_rows(incident: Incident, row: IncidentRow) -> Iterable[LinkRow]:
    for link in incident.links:
        yield LinkRow(
            recorded_at=row.recorded_at,
            incident=row,
            claim_id=link.claim_id,
            part=link.part.value,
            score=link.score,
        )


def assessment_payload(assessment: Assessment) -> Line:
    """What the machine made of an incident, without what people say of it: that is in their decisions."""
    plain = to_plain(Assessment, assessment)
    return {key: value for key, value in plain.items() if key not in _OF_PEOPLE}


#: Fields of an assessment that only people fill.
_OF_PEOPLE = frozenset({"signed_strike_status", "overrides", "is_signed_off"})


def decision_of(row: DecisionRow) -> Decision:
    return Decision(
        id=row.decision_id,
        action=Action(row.action),
        target=row.target,
        author=row.author,
        reason=row.reason,
        decided_at=row.decided_at,
        change=row.change,
        seen=tuple(row.seen or ()),
    )


def capture_detail(row: CaptureRow) -> Line:
    """What the chain of custody hashes of a capture: nothing of its collection where none was kept, as in earlier casebooks."""
    detail: Line = {
        "sha256": row.sha256,
        "size": row.size,
        "name": row.name,
        "method": row.method,
        "captured_at": utc_text(row.captured_at),
        "media_type": row.media_type,
    }
    return detail | {"collection": row.collection} if row.collection else detail


def report_detail(payload: Line, rendition: RenditionRow) -> Line:
    """What the chain of custody hashes of a report: its record and its text."""
    text_sha256 = sha256_of(rendition.text.encode())
    return {"report": payload, "renderer": rendition.renderer, "text_sha256": text_sha256}


def given_detail(row: GivenIdRow) -> Line:
    """What the chain of custody hashes of an id given to an incident."""
    return {"code": row.code, "claims": row.claims}


def reading_detail(rendition_id: str, *, claims: Sequence[Line], victims: Sequence[Line]) -> Line:
    """What the chain of custody hashes of a reading."""
    return {"rendition": rendition_id, "claims": list(claims), "victims": list(victims)}


def decision_action(decision: Decision) -> CustodyAction:
    """How the chain of custody names a decision."""
    is_signature = decision.action is Action.SIGN_GRADING
    return CustodyAction.GRADING_SIGNED if is_signature else CustodyAction.DECIDED


def decision_detail(decision: Decision) -> Line:
    """What the chain of custody hashes of a decision: no versions where it names none, as in earlier casebooks."""
    plain = to_plain(Decision, decision)
    return plain if plain["seen"] else {key: value for key, value in plain.items() if key != "seen"}


def _from(form: type[_Model], line: Line) -> _Model:
    return from_plain(form, {key: value for key, value in line.items() if key not in ("type", "masked")})
