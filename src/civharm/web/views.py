"""The pages to look at. Each takes the record as it is now, and makes one page of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from civharm.accounts.people import Right
from civharm.catalogue.asking import Paging, Queue, ReportFilter
from civharm.catalogue.record import Index
from civharm.model.errors import InvalidInput
from civharm.web.desk.views import queue
from civharm.web.explore.reports import ReportsAsked, reports_list
from civharm.web.looking import report_index
from civharm.web.pages.others import issues_page, reports_page, situation_page
from civharm.web.pages.report import report_page
from civharm.web.permission import needs, person_of
from civharm.web.rendering import page
from civharm.web.serving import CATALOGUE_KEY, catalogue_of, index_of, walls_of


@needs(Right.LOOK)
def reports(request: HttpRequest) -> HttpResponse:
    """The list of reports: of the catalogue, or of a bare record."""
    if request.META.get(CATALOGUE_KEY) is None:
        return page(request, "civharm/reports.html", page=reports_page(index_of(request)))
    catalogue, walls = catalogue_of(request), walls_of(request)
    asked = ReportsAsked.of(request.GET)
    try:
        found = catalogue.reports(
            asked.filter, walls=walls, sort=asked.sort, is_descending=asked.is_down, paging=asked.paging
        )
    except InvalidInput as error:  # the words of the filter
        asked = ReportsAsked(filter=ReportFilter(), complaints=(*asked.complaints, str(error)))
        found = catalogue.reports(walls=walls, paging=asked.paging)
    everything = catalogue.reports(walls=walls, paging=Paging(count=0)).total
    return page(
        request, "civharm/explore/reports.html", page=reports_list(asked, found, everything=everything)
    )


@needs(Right.LOOK)
def report(request: HttpRequest, report_id: str) -> HttpResponse:
    return page(request, "civharm/report.html", page=report_page(*report_index(request, report_id)))


@needs(Right.LOOK)
def situation(request: HttpRequest) -> HttpResponse:
    if request.META.get(CATALOGUE_KEY) is None:
        index = index_of(request)
    else:
        index = Index(catalogue_of(request).situation_record(walls=walls_of(request)))
    return page(request, "civharm/situation.html", page=situation_page(index))


@needs(Right.LOOK)
def issues(request: HttpRequest) -> HttpResponseBase:
    """All that could not be done; who may see a part of the casebook alone gets the queue of it."""
    if person_of(request).compartments is not None:
        return queue(request, Queue.ISSUES.value)
    return page(request, "civharm/issues.html", page=issues_page(index_of(request)))
