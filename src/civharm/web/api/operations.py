"""The operations of the API. Objects have the form of `civharm incidents --format jsonl`; protected names are masked."""

from typing import Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Status

from civharm.accounts.people import Right, right_for
from civharm.catalogue.asking import (
    ClaimFilter,
    ClaimsFound,
    Facets,
    Histogram,
    HitsFound,
    IncidentsFound,
    Queue,
    QueueFound,
    ReportsFound,
    TotalsByGrade,
)
from civharm.catalogue.record import Index
from civharm.jobs.progress import Job
from civharm.model.decisions import Decision
from civharm.model.errors import NotFound
from civharm.publication.incident_lines import incident_line
from civharm.publication.lines import Line, claim_line, report_line
from civharm.publication.people import person_line
from civharm.web.acting import Act, act
from civharm.web.api.access import check_may, needs
from civharm.web.api.forms import (
    Decided,
    IncidentListQuery,
    IncidentQuery,
    JobNumber,
    Me,
    NewDecision,
    NewReport,
    PageQuery,
    Problem,
    ReportQuery,
    Text,
)
from civharm.web.permission import person_of
from civharm.web.serving import casebook_of, catalogue_of, walls_of

router = Router()
_REFUSED = {status: Problem for status in (400, 401, 403, 404, 422)}


@router.get("/me", response={200: Me, **_REFUSED}, summary="Who asks, and what they may do")
@needs(Right.LOOK)
def me(request: HttpRequest) -> Me:
    person = person_of(request)
    compartments = None if person.compartments is None else tuple(sorted(person.compartments))
    return Me(name=person.name, rights=tuple(sorted(person.rights)), compartments=compartments)


@router.get("/incidents", response={200: IncidentsFound, **_REFUSED}, summary="Incidents of a filter")
@needs(Right.LOOK)
def incidents(request: HttpRequest, asked: Query[IncidentListQuery]) -> IncidentsFound:
    return catalogue_of(request).incidents(
        asked.filter,
        walls=walls_of(request),
        sort=asked.sort,
        is_descending=asked.descending,
        paging=asked.paging,
    )


@router.get(
    "/incidents/{name}", response={200: dict[str, Any], **_REFUSED}, summary="One incident with its claims"
)
@needs(Right.LOOK)
def incident(request: HttpRequest, name: Path[Text]) -> Line:
    """By id, code or an alias. `versions` are for `seen` of a decision."""
    catalogue, walls = catalogue_of(request), walls_of(request)
    incident_id = catalogue.incident_id(name, walls=walls)
    if incident_id is None:
        raise NotFound(f"there is no incident {name!r}")
    index = Index(catalogue.incident_record(incident_id, walls=walls))
    found = index.incidents[incident_id]
    people = [
        person_line(each, is_protected_shown=False) for each in index.record.people.get(incident_id, ())
    ]
    line = incident_line(found, index.assessments.get(incident_id), index.record.relations, people)
    return {
        **line,
        "claims": [claim_line(claim) for claim in index.claims_of(found.claims)],
        "decisions": [_decided(each) for each in index.record.decisions],
        "versions": [casebook_of(request).version(incident_id, seen=catalogue.seen())],
    }


@router.get("/reports", response={200: ReportsFound, **_REFUSED}, summary="Reports of a filter")
@needs(Right.LOOK)
def reports(request: HttpRequest, asked: Query[ReportQuery]) -> ReportsFound:
    return catalogue_of(request).reports(asked.filter, walls=walls_of(request), paging=asked.paging)


@router.get(
    "/reports/{report_id}",
    response={200: dict[str, Any], **_REFUSED},
    summary="One report with its text and claims",
)
@needs(Right.LOOK)
def report(request: HttpRequest, report_id: Path[Text]) -> Line:
    index = Index(catalogue_of(request).report_record(report_id, walls=walls_of(request)))
    return {
        **report_line(index.reports[report_id]),
        "text": index.record.texts[report_id],
        "claims": [claim_line(claim) for claim in index.claims_by_report.get(report_id, ())],
    }


@router.get("/claims", response={200: ClaimsFound, **_REFUSED}, summary="Claims, the least confident first")
@needs(Right.LOOK)
def claims(
    request: HttpRequest, asked: Query[PageQuery], report: Text = "", incident: Text = ""
) -> ClaimsFound:
    wanted = ClaimFilter(reports=tuple(filter(None, [report])), incidents=tuple(filter(None, [incident])))
    return catalogue_of(request).claims(wanted, walls=walls_of(request), paging=asked.paging)


@router.get("/search", response={200: HitsFound, **_REFUSED}, summary="Words in incidents and reports")
@needs(Right.LOOK)
def search(request: HttpRequest, text: Text, asked: Query[PageQuery]) -> HitsFound:
    return catalogue_of(request).search(text, walls=walls_of(request), paging=asked.paging)


@router.get("/totals", response={200: TotalsByGrade, **_REFUSED}, summary="Civilians killed, by grade")
@needs(Right.LOOK)
def totals(request: HttpRequest, asked: Query[IncidentQuery]) -> TotalsByGrade:
    """Those who may be counted twice are counted once; unknown is said, never 0."""
    return catalogue_of(request).totals(asked.filter, walls=walls_of(request))


@router.get("/facets", response={200: Facets, **_REFUSED}, summary="How many incidents have which value")
@needs(Right.LOOK)
def facets(request: HttpRequest, asked: Query[IncidentQuery]) -> Facets:
    return catalogue_of(request).facets(asked.filter, walls=walls_of(request))


@router.get("/timeline", response={200: Histogram, **_REFUSED}, summary="Incidents by time")
@needs(Right.LOOK)
def timeline(request: HttpRequest, asked: Query[IncidentQuery]) -> Histogram:
    return catalogue_of(request).histogram(asked.filter, walls=walls_of(request))


@router.get("/queues/{queue}", response={200: QueueFound, **_REFUSED}, summary="What waits for a person")
@needs(Right.LOOK)
def queue(request: HttpRequest, queue: Queue, asked: Query[PageQuery]) -> QueueFound:
    return catalogue_of(request).queue(queue, walls=walls_of(request), paging=asked.paging)


@router.post("/reports", response={201: JobNumber, **_REFUSED}, summary="Give a report to be read")
@needs(Right.ADD_REPORTS)
def add_report(request: HttpRequest, given: NewReport) -> Status[JobNumber]:
    from civharm.jobs.adding import Pasted, add_job, pasted
    from civharm.jobs.incoming import Incoming

    casebook = casebook_of(request)
    words = Pasted(**given.model_dump())
    kept = pasted(words, Incoming.of(casebook.folder.path))
    return Status(201, JobNumber(job=add_job(casebook, [kept], who=person_of(request).name)))


@router.get("/jobs/{job}", response={200: Job, **_REFUSED}, summary="What became of a job")
@needs(Right.ADD_REPORTS)
def job(request: HttpRequest, job: int) -> Job:
    from civharm.jobs.progress import job_of

    found, person = job_of(casebook_of(request).alias, job), person_of(request)
    if (
        not person.is_alone and found.who != person.name
    ):  # it may be of a compartment that is not open to them
        raise NotFound(f"no job {job} of yours")
    return found


@router.post(
    "/decisions",
    response={201: Decided, 409: Problem, **_REFUSED},
    summary="Decide, under the token's person's name",
)
@needs(Right.LOOK)
def decide(request: HttpRequest, wanted: NewDecision) -> Status[Decided]:
    """Accepting, correcting and rejecting claims needs the right to review, a sign-off that to sign off, all else to assess."""
    check_may(request, right_for(wanted.action))
    asked = Act(
        action=wanted.action,
        target=wanted.target,
        reason=wanted.reason,
        change=wanted.change,
        seen=wanted.seen,
    )
    return Status(201, _decided(act(request, asked)))


def _decided(decision: Decision) -> Decided:
    return Decided(
        id=decision.id,
        action=decision.action.value,
        target=decision.target,
        author=decision.author,
        reason=decision.reason,
        decided_at=decision.decided_at.isoformat(),
        change=dict(decision.change),
    )
