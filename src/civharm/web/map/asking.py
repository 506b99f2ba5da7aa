"""What the map's pages ask of the record and of the gazetteer."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from django.http import Http404, HttpRequest

from civharm.catalogue.asking import IncidentFilter
from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.marks import Counted, CountsIncidents, Grade, Placed, Point
from civharm.catalogue.record import Index
from civharm.catalogue.walls import Walls
from civharm.model.errors import NotFound
from civharm.model.incidents import Incident
from civharm.model.places import Place
from civharm.places.keys import opened_world
from civharm.places.labels import Label, labels_in
from civharm.places.layers.rungs import DEFAULT_RADIUS_M
from civharm.places.view import View, column_row
from civharm.web.explore.asked import Asked
from civharm.web.looking import incident_index
from civharm.web.map.counting import InMemory
from civharm.web.map.layers.folder import MapLayer, MapLayers
from civharm.web.pages.incidents import IncidentRow, incident_row
from civharm.web.pages.parts import grade_mark
from civharm.web.rendering import address
from civharm.web.serving import CATALOGUE_KEY, casebook_of, catalogue_of, index_of, walls_of
from civharm.web.words import listed, place_words

_MOST_LINES = 20


def counter_of(request: HttpRequest, *, has_text: bool = True) -> CountsIncidents:
    """Counts the incidents that the request's filter finds, among those that the person may see.

    Without `has_text` the filter's words do not narrow: they may be no search.
    """
    if request.META.get(CATALOGUE_KEY) is None:
        return _of_record(index_of(request))
    wanted = Asked.of(request.GET).filter
    if not has_text:
        wanted = replace(wanted, text="")
    return _OfCatalogue(catalogue_of(request), wanted, walls_of(request))


@dataclass(frozen=True, slots=True)
class _OfCatalogue:
    """Counts what the catalogue's rows hold."""

    catalogue: Catalogue
    wanted: IncidentFilter
    walls: Walls

    def counted(self, view: View) -> Counted:
        return self.catalogue.marks(self.wanted, view, walls=self.walls)

    def at(self, point: Point) -> Sequence[str]:
        return self.catalogue.incidents_at(self.wanted, point, walls=self.walls)


def labels_of(request: HttpRequest, view: View) -> list[Label]:
    """The names to write on a view of the map."""
    return labels_in(world(), view)


def lines_at(request: HttpRequest, point: Point) -> dict[str, object]:
    """The first incidents of a spot, each as a line of a list, and how many there are."""
    ids = counter_of(request).at(point)
    indexed = (incident_index(request, each) for each in ids[:_MOST_LINES])
    return {
        "incidents": [_line(incident_row(index, incident)) for index, incident in indexed],
        "of": len(ids),
    }


def _line(row: IncidentRow) -> dict[str, object]:
    return {
        "title": listed((row.title, row.when)),
        "killed": row.killed,
        "grade": row.grade.words,
        "isSigned": row.grade.is_signed,
        "address": address("incident", row.id),
    }


def folder_of(request: HttpRequest) -> MapLayers:
    """The layers of the casebook that is served. Raises NotFound where the pages are of a bare record."""
    try:
        return MapLayers.of(casebook_of(request).folder.path)
    except Http404 as error:
        raise NotFound(str(error)) from error


def layers_of(request: HttpRequest) -> tuple[MapLayer, ...]:
    """All layers of one's own; none where the pages are of a bare record."""
    try:
        return folder_of(request).listed()
    except NotFound:
        return ()


@cache
def world() -> sqlite3.Connection:
    return opened_world()


def _of_record(index: Index) -> InMemory:
    incidents = index.record.incidents
    located = [(each, each.where) for each in incidents if each.where and each.where.is_located]
    return InMemory(
        placed=[_placed(index, incident, place) for incident, place in located],
        unplaced=len(incidents) - len(located),
    )


def _placed(index: Index, incident: Incident, place: Place) -> Placed:
    if place.lat is None or place.lon is None:
        raise ValueError(f"incident {incident.id} has no point")
    mark = grade_mark(index.assessments.get(incident.id))
    column, row = column_row(place.lat, place.lon)
    return Placed(
        id=incident.id,
        lat=place.lat,
        lon=place.lon,
        column=column,
        row=row,
        radius_m=place.radius_m or DEFAULT_RADIUS_M[place.precision],
        place=place_words(place),
        precision=place.precision.value,
        grade=Grade(mark.grading.value if mark.grading else None, mark.is_signed),
    )
