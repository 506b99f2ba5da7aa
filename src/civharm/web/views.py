"""The served pages. Each takes the record as it is now, and makes one page of it."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse

from civharm.web.pages.incident import incident_page
from civharm.web.pages.incidents import incidents_page
from civharm.web.pages.others import issues_page, reports_page, situation_page
from civharm.web.pages.report import report_page
from civharm.web.record import Index
from civharm.web.templating import fill

#: Where the WSGI environment holds the function that gives the record.
RECORD_KEY = "civharm.record"
_Found = TypeVar("_Found")


def incidents(request: HttpRequest) -> HttpResponse:
    return _page("incidents", incidents_page(_index(request)))


def incident(request: HttpRequest, incident_id: str) -> HttpResponse:
    index = _index(request)
    return _page("incident", incident_page(index, _found(index.incidents, incident_id)))


def reports(request: HttpRequest) -> HttpResponse:
    return _page("reports", reports_page(_index(request)))


def report(request: HttpRequest, report_id: str) -> HttpResponse:
    index = _index(request)
    return _page("report", report_page(index, _found(index.reports, report_id)))


def situation(request: HttpRequest) -> HttpResponse:
    return _page("situation", situation_page(_index(request)))


def issues(request: HttpRequest) -> HttpResponse:
    return _page("issues", issues_page(_index(request)))


def address(page: str, *ids: str) -> str:
    """The address of a page on this server."""
    return reverse(page, args=ids)


def _index(request: HttpRequest) -> Index:
    load: Callable[[], Index] = request.META[RECORD_KEY]
    return load()


def _found(known: Mapping[str, _Found], wanted: str) -> _Found:
    if wanted not in known:
        raise Http404(f"the casebook has nothing with the id {wanted}")
    return known[wanted]


def _page(name: str, page: object) -> HttpResponse:
    return HttpResponse(
        fill(f"civharm/{name}.html", address=address, page=page, here=name, static=static("civharm/"))
    )
