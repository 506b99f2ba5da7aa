"""What a page of protected names is about: an incident or a report that the person may see."""

from django.http import Http404, HttpRequest

from civharm.catalogue.record import Index
from civharm.model.claims import Claim
from civharm.web.looking import incident_index, report_index


def claims_of(request: HttpRequest, kind: str, subject: str) -> frozenset[str]:
    """The claims of what the page is about. Raises Http404 for what is not there, or is behind a wall."""
    if kind == "incident":
        index, incident = incident_index(request, subject)
        return frozenset(incident.claims)
    if kind == "report":
        index, report = report_index(request, subject)
        return frozenset(claim.id for claim in _of_report(index, report.id))
    raise Http404(f"no page shows names of a {kind}")


def _of_report(index: Index, report_id: str) -> list[Claim]:
    return [claim for claim in index.record.claims if claim.report_id == report_id]


def reports_of(request: HttpRequest, kind: str, subject: str) -> frozenset[str]:
    """The reports of what the page is about. Raises Http404 likewise."""
    if kind == "incident":
        index, incident = incident_index(request, subject)
        return frozenset(each for each in incident.reports if each in index.reports)
    index, report = report_index(request, subject)
    return frozenset({report.id})
