"""The pages to look at. Each takes the record as it is now, and makes one page of it."""

from django.http import HttpRequest, HttpResponse

from civharm.accounts.people import Right
from civharm.web.looking import report_index
from civharm.web.pages.others import issues_page, reports_page, situation_page
from civharm.web.pages.report import report_page
from civharm.web.permission import needs
from civharm.web.rendering import page
from civharm.web.serving import index_of


@needs(Right.LOOK)
def reports(request: HttpRequest) -> HttpResponse:
    return page(request, "civharm/reports.html", page=reports_page(index_of(request)))


@needs(Right.LOOK)
def report(request: HttpRequest, report_id: str) -> HttpResponse:
    return page(request, "civharm/report.html", page=report_page(*report_index(request, report_id)))


@needs(Right.LOOK)
def situation(request: HttpRequest) -> HttpResponse:
    return page(request, "civharm/situation.html", page=situation_page(index_of(request)))


@needs(Right.LOOK)
def issues(request: HttpRequest) -> HttpResponse:
    return page(request, "civharm/issues.html", page=issues_page(index_of(request)))
