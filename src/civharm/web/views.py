"""The pages to look at. Each takes the record as it is now, and makes one page of it."""

from django.http import HttpRequest, HttpResponse

from civharm.accounts.people import Right
from civharm.catalogue.asking import Paging, Queue, ReportFilter
from civharm.catalogue.record import Index
from civharm.model.collecting import Collection
from civharm.model.errors import InvalidInput
from civharm.web.explore.listing import number_of
from civharm.web.explore.page import pages_of
from civharm.web.explore.reports import ReportsAsked, reports_list
from civharm.web.looking import report_index
from civharm.web.pages.others import issues_of_queue, issues_page, reports_page, situation_page
from civharm.web.pages.report import report_page
from civharm.web.permission import needs
from civharm.web.rendering import page
from civharm.web.serving import CASEBOOK_KEY, CATALOGUE_KEY, catalogue_of, index_of, walls_of

#: So many issues and so many pairs stand on one page.
_ISSUES = 50


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
    index, found = report_index(request, report_id)
    told = report_page(index, found, _collection(request, found.capture_sha256))
    return page(request, "civharm/report.html", page=told)


def _collection(request: HttpRequest, sha256: str) -> Collection | None:
    """How a capture came, with who collected it; None where no casebook is behind the pages."""
    from civharm.casebook.kept_captures import kept_capture

    casebook = request.META.get(CASEBOOK_KEY)
    capture = kept_capture(sha256, casebook.alias) if casebook else None
    return capture.collection if capture else None


@needs(Right.LOOK)
def situation(request: HttpRequest) -> HttpResponse:
    if request.META.get(CATALOGUE_KEY) is None:
        index = index_of(request)
    else:
        index = Index(catalogue_of(request).situation_record(walls=walls_of(request)))
    return page(request, "civharm/situation.html", page=situation_page(index))


@needs(Right.LOOK)
def issues(request: HttpRequest) -> HttpResponse:
    """All that could not be done, and pairs in doubt: a piece of each, as far as who looks may see them."""
    if request.META.get(CATALOGUE_KEY) is None:
        return page(request, "civharm/issues.html", page=issues_page(index_of(request)))
    catalogue, walls = catalogue_of(request), walls_of(request)
    number = number_of(request.GET.get("page", "")) or 1
    paging = Paging(start=(number - 1) * _ISSUES, count=_ISSUES)
    found = catalogue.queue(Queue.ISSUES, walls=walls, paging=paging)
    doubtful, pairs = catalogue.doubtful_record(walls=walls, paging=paging)
    return page(
        request,
        "civharm/issues.html",
        page=issues_of_queue(found.lines, Index(doubtful)),
        pages=pages_of(number, total=max(found.total, pairs), size=_ISSUES),
        totals={"issues": found.total, "pairs": pairs},
    )
