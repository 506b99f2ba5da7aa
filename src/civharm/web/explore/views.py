"""Explore: the list with its facets, timeline and totals; search; comparison; files. All of one filter."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from civharm.accounts.people import Right
from civharm.catalogue.asking import MOST_ON_PAGE, IncidentFilter, IncidentLine, Paging
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.searching import read_search
from civharm.catalogue.walls import Walls
from civharm.model.errors import InvalidInput
from civharm.web.behind import since_of
from civharm.web.explore import compare as comparing
from civharm.web.explore.asked import Asked, Unreadable, pairs_of, query_of, read_day
from civharm.web.explore.export import csv_lines, geojson_parts
from civharm.web.explore.facets import chips_of
from civharm.web.explore.listing import Listing, number_of
from civharm.web.explore.page import ExplorePage, Found, explore_page
from civharm.web.explore.saved import may_share, saved_for
from civharm.web.explore.searching import SIZE, here, nothing, search_page
from civharm.web.explore.sides import sides_of
from civharm.web.map.views import panel_values
from civharm.web.permission import needs, person_of
from civharm.web.rendering import addresses, page
from civharm.web.serving import catalogue_of, walls_of
from civharm.web.templating import withheld


@needs(Right.LOOK)
def incidents(request: HttpRequest) -> HttpResponse:
    """The list of the filter in the address."""
    catalogue, walls = catalogue_of(request), walls_of(request)
    shown = _list(request, _asked(request), catalogue, walls)
    values = panel_values(request) if shown.has_map else {}
    return page(
        request,
        "civharm/explore/explore.html",
        page=shown,
        saved=saved_for(catalogue, person_of(request)),
        may_share=may_share(person_of(request)),
        **values,
    )


def _asked(request: HttpRequest) -> Asked:
    """The filter in the address, without words that are no search: that is said instead."""
    asked = Asked.of(request.GET)
    try:
        if asked.filter.text:
            read_search(asked.filter.text)
    except InvalidInput as error:
        plain = replace(asked.filter, text="")
        return Asked(filter=plain, complaints=(*asked.complaints, str(error)))
    return asked


def _list(request: HttpRequest, asked: Asked, catalogue: Catalogue, walls: Walls) -> ExplorePage:
    wanted = asked.filter
    listing = Listing.of(wanted, request.GET)
    found = Found(
        incidents=catalogue.incidents(
            wanted,
            walls=walls,
            sort=listing.sort,
            is_descending=listing.is_down,
            paging=listing.paging,
        ),
        everything=catalogue.incidents(walls=walls, paging=Paging(count=0)).total,
    )
    sides = sides_of(catalogue, wanted, walls)
    return explore_page(listing, found, sides, address_of=addresses("incident"), complaints=asked.complaints)


@needs(Right.LOOK)
def search(request: HttpRequest) -> HttpResponse:
    """Incidents and reports that have the words in the address."""
    text = request.GET.get("q", "").strip()
    template = "civharm/explore/search.html"
    if not text:
        return page(request, template, page=nothing(text))
    number = number_of(request.GET.get("page", "")) or 1
    paging = Paging(start=(number - 1) * SIZE, count=SIZE)
    try:
        found = catalogue_of(request).search(text, walls=walls_of(request), paging=paging)
    except InvalidInput as error:
        return page(request, template, page=nothing(text, str(error)), status=400)
    tab = here(found, request.GET.get("in", ""))
    return page(request, template, page=search_page(text, found, tab=tab, number=number))


@needs(Right.LOOK)
def compare(request: HttpRequest) -> HttpResponse:
    """Two periods of the filter side by side."""
    catalogue, walls = catalogue_of(request), walls_of(request)
    asked = _asked(request)
    wanted = replace(asked.filter, start=None, end=None)
    days, complaints = _days(request)
    first, second = comparing.asked_periods(days)
    if not any(days):
        first, second = comparing.usual(asked.filter, _last_day(catalogue, walls, wanted))
    groups: tuple[comparing.Group, ...] = ()
    if first and second:
        groups = comparing.compare(
            wanted,
            first,
            second,
            totals_of=lambda narrowed: catalogue.totals(narrowed, walls=walls),
            facets=catalogue.facets(wanted, walls=walls),
        )
    shown = comparing.ComparePage(
        first=first,
        second=second,
        groups=groups,
        complaints=(*asked.complaints, *complaints),
        pairs=tuple(pairs_of(wanted)),
        chips=chips_of(wanted),
        query=query_of(asked.filter),
    )
    return page(request, "civharm/explore/compare.html", page=shown)


_DAYS = ("first_from", "first_to", "second_from", "second_to")


def _days(request: HttpRequest) -> tuple[list[date | None], tuple[str, ...]]:
    """The four days of the two periods, and what of them can't be read."""
    days: list[date | None] = []
    complaints = []
    for name in _DAYS:
        try:
            days.append(read_day(request.GET.get(name, "").strip()))
        except Unreadable as unreadable:
            complaints.append(str(unreadable))
            days.append(None)
    if any(days) and not all(days):
        complaints.append(_("A period needs both of its days."))
    return days, tuple(complaints)


def _last_day(catalogue: Catalogue, walls: Walls, wanted: IncidentFilter) -> date | None:
    """When the latest dated incident began."""
    latest = catalogue.incidents(wanted, walls=walls, paging=Paging(count=1)).lines
    return latest[0].when_start if latest else None


@needs(Right.LOOK)
def export_csv(request: HttpRequest) -> HttpResponseBase:
    """All incidents of the filter as CSV."""
    return _file(request, csv_lines, "text/csv; charset=utf-8", "civharm-incidents.csv")


@needs(Right.LOOK)
def export_geojson(request: HttpRequest) -> HttpResponseBase:
    """All incidents of the filter as GeoJSON."""
    written = partial(geojson_parts, behind=_behind(request))
    return _file(request, written, "application/geo+json", "civharm-incidents.geojson")


def _behind(request: HttpRequest) -> datetime | None:
    """When the first decision was made that a file does not show."""
    catalogue_of(request)
    return since_of(request)


Written = Callable[[Iterable[IncidentLine]], Iterator[str]]


def _file(request: HttpRequest, written: Written, kind: str, name: str) -> HttpResponseBase:
    """The file, sent as it is made. A filter that can't be read is refused: the file would hold more than was asked."""
    asked = Asked.of(request.GET)
    catalogue, walls = catalogue_of(request), walls_of(request)
    try:
        if asked.complaints:
            raise InvalidInput(" ".join(asked.complaints), code="bad-filter")
        catalogue.incidents(asked.filter, walls=walls, paging=Paging(count=0))
    except InvalidInput as error:
        return HttpResponse(str(error), content_type="text/plain; charset=utf-8", status=400)
    lines = _pieces(catalogue, walls, Listing.of(asked.filter, request.GET))
    headers = {"Content-Disposition": f'attachment; filename="{_named(name, _behind(request))}"'}
    return StreamingHttpResponse(map(withheld, written(lines)), content_type=kind, headers=headers)


def _named(name: str, behind: datetime | None) -> str:
    """The file's name; a header is lost with the answer, so the name of what is behind tells of which moment it is."""
    if behind is None:
        return name
    stem, _, ending = name.partition(".")
    return f"{stem}-before-{behind:%Y%m%dT%H%M%SZ}.{ending}"


def _pieces(catalogue: Catalogue, walls: Walls, listing: Listing) -> Iterator[IncidentLine]:
    """Every line of the filter, in the order of the list."""
    start = 0
    while True:
        found = catalogue.incidents(
            listing.filter,
            walls=walls,
            sort=listing.sort,
            is_descending=listing.is_down,
            paging=Paging(start=start, count=MOST_ON_PAGE),
        )
        yield from found.lines
        start += MOST_ON_PAGE
        if start >= found.total:
            return
