"""The small masked record behind a page."""

from django.http import Http404, HttpRequest

from civharm.catalogue.record import Index
from civharm.model.errors import NotFound
from civharm.model.incidents import Incident
from civharm.model.reports import Report
from civharm.web.serving import records_of, walls_of


def incident_index(request: HttpRequest, incident_id: str) -> tuple[Index, Incident]:
    """The record of an incident's page, and the incident. Raises Http404, also for what lies behind a wall."""
    try:
        record = records_of(request).incident_record(incident_id, walls=walls_of(request))
    except NotFound:
        raise Http404(f"the casebook has no incident with the id {incident_id}") from None
    index = Index(record)
    return index, index.incidents[incident_id]


def heir_of(request: HttpRequest, incident_id: str) -> str | None:
    """The incident that one of this name is part of now: people follow links to what was merged since."""
    return records_of(request).incident_id(incident_id, walls=walls_of(request))


def report_index(request: HttpRequest, report_id: str) -> tuple[Index, Report]:
    """The record of a report's page, and the report. Raises Http404, also for what lies behind a wall."""
    try:
        record = records_of(request).report_record(report_id, walls=walls_of(request))
    except NotFound:
        raise Http404(f"the casebook has no report with the id {report_id}") from None
    index = Index(record)
    return index, index.reports[report_id]
