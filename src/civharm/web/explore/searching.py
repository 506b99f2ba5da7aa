"""The page of results: incidents by their own words, reports by their whole text, claims by their quotes."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from civharm.catalogue.asking import Hit, HitsFound, Kind, Piece, ReportLine
from civharm.web.explore.lines import Row, period_words, row_of, title_of
from civharm.web.explore.page import Pages

#: Results on a page.
SIZE = 20


class Tab(StrEnum):
    """The kinds of results; the first that has any is shown unless the address names one."""

    INCIDENTS = "incidents"
    REPORTS = "reports"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTab:
    """A kind with how many there are."""

    words: str
    count: int
    query: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownHit:
    """A result as the page shows it: `page` and `id` are where it leads."""

    page: str
    id: str
    title: str
    snippet: tuple[Piece, ...]
    row: Row | None
    report: ReportLine | None
    published: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Everything on the page, in order."""

    text: str
    complaint: str
    tabs: tuple[ShownTab, ...]
    hits: tuple[ShownHit, ...]
    pages: Pages | None


def nothing(text: str, complaint: str = "") -> SearchPage:
    """The page before anything is looked for, or where the words can't be read."""
    return SearchPage(text=text, complaint=complaint, tabs=(), hits=(), pages=None)


def here(found: HitsFound, named: str) -> Tab:
    """The kind that the page shows."""
    if named in set(Tab):
        return Tab(named)
    return Tab.REPORTS if found.total_reports and not found.total_incidents else Tab.INCIDENTS


def search_page(text: str, found: HitsFound, *, tab: Tab, number: int) -> SearchPage:
    totals = {Tab.INCIDENTS: found.total_incidents, Tab.REPORTS: found.total_reports}
    hits = found.incidents if tab is Tab.INCIDENTS else found.reports
    return SearchPage(
        text=text,
        complaint="",
        tabs=tuple(_tab(text, each, totals[each], is_here=each is tab) for each in Tab),
        hits=tuple(map(_hit, hits)),
        pages=_pages(text, tab, number, total=totals[tab], shown=len(hits)),
    )


def _tab(text: str, tab: Tab, count: int, *, is_here: bool) -> ShownTab:
    words = {Tab.INCIDENTS: _("Incidents, with their claims"), Tab.REPORTS: _("Reports")}
    return ShownTab(words=words[tab], count=count, query=_query(text, tab), is_here=is_here)


def _query(text: str, tab: Tab, number: int = 1) -> str:
    page = {"page": str(number)} if number > 1 else {}
    return urlencode({"q": text, "in": tab.value, **page})


def _hit(hit: Hit) -> ShownHit:
    report = hit.report
    return ShownHit(
        page="incident" if hit.kind is Kind.INCIDENT else "report",
        id=hit.id,
        title=title_of(hit.incident) if hit.incident else hit.title,
        snippet=hit.snippet,
        row=row_of(hit.incident) if hit.incident else None,
        report=report,
        published=period_words(report.published_start, report.published_end) if report else "",
    )


def _pages(text: str, tab: Tab, number: int, *, total: int, shown: int) -> Pages:
    count, start = max(1, -(-total // SIZE)), (number - 1) * SIZE
    return Pages(
        first=start + 1 if shown else 0,
        last=start + shown,
        total=total,
        everything=total,
        number=number,
        count=count,
        before=_query(text, tab, min(number - 1, count)) if number > 1 else None,
        after=_query(text, tab, number + 1) if number < count else None,
    )
