"""The small masked record behind a page."""

from django.http import Http404, HttpRequest

from civharm.catalogue.record import Index
from civharm.model.incidents import Incident
from civharm.model.reports import Report
from civharm.web.serving import index_of


def incident_index(request: HttpRequest, incident_id: str) -> tuple[Index, Incident]:
    """The record of an incident's page, and the incident. Raises Http404."""
    index = index_of(request)
    if incident_id not in index.incidents:
        raise Http404(f"the casebook has no incident with the id {incident_id}")
    return index, index.incidents[incident_id]


def heir_of(request: HttpRequest, incident_id: str) -> str | None:
    """The incident that one of this name is part of now: people follow links to what was merged since."""
    incidents = index_of(request).incidents.values()
    return next((each.id for each in incidents if incident_id in (each.code, *each.aliases)), None)


def report_index(request: HttpRequest, report_id: str) -> tuple[Index, Report]:
    """The record of a report's page, and the report. Raises Http404."""
    index = index_of(request)
    if report_id not in index.reports:
        raise Http404(f"the casebook has no report with the id {report_id}")
    return index, index.reports[report_id]
