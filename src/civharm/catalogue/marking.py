"""The marks of a view of the map. The points of a filter's incidents are read once for each state of the rows, as arrays;
any view of them is then counted in a few milliseconds, however many there are.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
from django.db import connections
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Coalesce
from numpy.typing import NDArray

from civharm.catalogue.asking import IncidentFilter
from civharm.catalogue.layering import Layer, Placing
from civharm.catalogue.marks import MOST_CELLS, MOST_SPOTS, Cell, Grade, Point, Spot
from civharm.catalogue.models import IncidentRow
from civharm.catalogue.narrowing import incidents
from civharm.catalogue.sight import Sight
from civharm.catalogue.tiles import FINEST, shift_of
from civharm.model.assessments import Grading
from civharm.model.places import PlacePrecision
from civharm.places.layers.rungs import DEFAULT_RADIUS_M
from civharm.places.view import METRES_PER_DEGREE, Box, View

_AT_ONCE = 20_000
#: A cell of the map is the eighth part of a tile's edge.
_FINER = 3
#: Every grade as a small number: signed ones follow the proposed ones.
_GRADES = (
    *(Grade(each.value, False) for each in Grading),
    Grade(None, False),
    *(Grade(each.value, True) for each in Grading),
)
_PROPOSED = {grade.grading: code for code, grade in enumerate(_GRADES) if not grade.is_signed}
_SIGNED = {grade.grading: code for code, grade in enumerate(_GRADES) if grade.is_signed}
#: How far a place may be off that says no radius: as its precision usually is.
_RADIUS = Coalesce(
    F("radius_m"),
    Case(
        *(When(precision=precision.value, then=Value(DEFAULT_RADIUS_M[precision])) for precision in PlacePrecision),
        default=Value(DEFAULT_RADIUS_M[PlacePrecision.UNKNOWN]),
    ),
)  # fmt: skip
_GRADE = Case(
    *(When(signed=grading, then=Value(code)) for grading, code in _SIGNED.items()),
    *(When(proposed=grading, then=Value(code)) for grading, code in _PROPOSED.items() if grading),
    default=Value(_PROPOSED[None]),
)
_COLUMNS = np.dtype(
    [("row", "i8"), ("cell", "i8"), ("lat", "f8"), ("lon", "f8"), ("radius", "i4"), ("grade", "i1")]
)
#: Rows with columns of this module's own, which the model does not name.
_Rows = QuerySet[Any, Any]
_Numbers = NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Where the incidents of a filter are, in the order of their cells, and how many have no point."""

    placed: _Numbers
    unplaced: int

    @property
    def placing(self) -> Placing:
        """How many have a point, and how many have none."""
        return Placing(placed=len(self.placed), unplaced=self.unplaced)


def every_point(sight: Sight) -> _Numbers:
    """Where all incidents and leads are that have a point, in the order of their cells."""
    rows: _Rows = sight.rows(IncidentRow).order_by().exclude(cell=None).annotate(within=_RADIUS, mark=_GRADE)
    query = rows.values_list("id", "cell", "lat", "lon", "within", "mark").query
    with connections[
        sight.alias
    ].cursor() as cursor:  # numbers as they are: half of the time goes into rows of Django's
        cursor.execute(*query.sql_with_params())
        batches = iter(lambda: cursor.fetchmany(_AT_ONCE), [])
        found = np.fromiter(chain.from_iterable(batches), _COLUMNS)
    return found[np.argsort(found["cell"], kind="stable")]


def points(sight: Sight, wanted: IncidentFilter, every: _Numbers) -> Points:
    """The points of a filter's incidents, out of all."""
    rows: _Rows = incidents(sight, wanted).order_by().values_list("id", flat=True)
    ids = np.fromiter(rows.iterator(_AT_ONCE), np.int64)
    placed = every[np.isin(every["row"], ids)]
    return Points(placed, len(ids) - len(placed))


def layer(sight: Sight, known: Points, view: View) -> Layer:
    """All marks of a widened view."""
    limit = view.most_metres
    narrow = known.placed[(known.placed["radius"] <= limit) & _within(known.placed, view.box)]
    wide = known.placed[(known.placed["radius"] > limit) & _reaching(known.placed, view.box)]
    squares = _Groups.of(narrow, narrow["cell"] >> shift_of(min(FINEST, view.zoom + _FINER)))
    ordered = wide[np.lexsort((wide["radius"], wide["lon"], wide["lat"]))]
    areas = _Groups.of(ordered, ordered["lat"], ordered["lon"], ordered["radius"])
    alone = squares.are_one_point
    named = _Named.of(sight, [*squares.firsts(alone, MOST_SPOTS), *areas.firsts(areas.all, MOST_SPOTS)])
    return Layer(
        cells=[squares.cell(each) for each in squares.fullest(~alone, MOST_CELLS)],
        spots=[
            *(squares.spot(each, named, is_area=False) for each in squares.fullest(alone, MOST_SPOTS)),
            *(areas.spot(each, named, is_area=True) for each in areas.fullest(areas.all, MOST_SPOTS)),
        ],
        incidents=len(narrow) + len(wide),
    )


def at(sight: Sight, wanted: IncidentFilter, point: Point) -> list[str]:
    """The ids of the incidents of a spot, the latest first."""
    rows: _Rows = incidents(sight, wanted).annotate(within=_RADIUS)
    there = rows.filter(lat=point.lat, lon=point.lon, within=point.radius_m)
    return list(
        there.order_by(F("when_start").desc(nulls_last=True), "id").values_list("incident_id", flat=True)
    )


def _within(placed: _Numbers, box: Box) -> _Numbers:
    """Which points lie in a box."""
    east, west = placed["lon"] <= box.east, placed["lon"] >= box.west
    across = east & west if box.west <= box.east else east | west
    inside: _Numbers = across & (placed["lat"] >= box.south) & (placed["lat"] <= box.north)
    return inside


def _reaching(placed: _Numbers, box: Box) -> _Numbers:
    """Which circles reach into a box, as `circle_box` draws them."""
    height = placed["radius"] / METRES_PER_DEGREE
    width = height / np.maximum(0.01, np.cos(np.radians(placed["lat"])))
    half = ((box.east - box.west) % 360 or 360.0) / 2
    apart = np.abs((placed["lon"] - (box.west + half) + 180) % 360 - 180)
    is_round = (width >= 180) | (np.abs(placed["lat"]) + height >= 90)
    high = (placed["lat"] + height >= box.south) & (placed["lat"] - height <= box.north)
    reaching: _Numbers = high & (is_round | (apart <= half + width))
    return reaching


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    """What a spot says in words, by the row that it begins with."""

    rows: Mapping[int, tuple[str | None, str | None, str]]

    @classmethod
    def of(cls, sight: Sight, rows: Iterable[int]) -> "_Named":
        found = sight.rows(IncidentRow).filter(id__in=list(rows))
        return cls({row: rest for row, *rest in found.values_list("id", "place", "precision", "incident_id")})  # type: ignore[misc]


@dataclass(frozen=True, slots=True, eq=False)
class _Groups:
    """Points in an order in which those of one mark stand together; `starts` says where each begins."""

    members: _Numbers
    starts: _Numbers
    counts: _Numbers

    @classmethod
    def of(cls, members: _Numbers, *keys: _Numbers) -> "_Groups":
        """Groups of equal keys, one after the other."""
        is_new = np.ones(len(members), bool)
        if len(members):
            is_new[1:] = np.any([key[1:] != key[:-1] for key in keys], axis=0)
        starts = np.flatnonzero(is_new)
        return cls(members, starts, np.diff(starts, append=len(members)))

    @property
    def all(self) -> _Numbers:
        """Every group, as a choice."""
        return np.ones(len(self.starts), bool)

    @property
    def are_one_point(self) -> _Numbers:
        """Which groups lie at one point, within one radius."""
        same = self.all
        for column in ("lat", "lon", "radius") if len(self.starts) else ():
            values = self.members[column]
            same &= np.minimum.reduceat(values, self.starts) == np.maximum.reduceat(values, self.starts)
        return same

    def fullest(self, chosen: _Numbers, most: int) -> list[int]:
        """The chosen groups with the most members, in a fixed order."""
        numbers = np.flatnonzero(chosen)
        order = np.argsort(-self.counts[numbers], kind="stable")[:most]
        return [int(number) for number in numbers[order]]

    def firsts(self, chosen: _Numbers, most: int) -> list[int]:
        """The rows that name the fullest groups."""
        return [int(self._of(each)["row"].min()) for each in self.fullest(chosen, most)]

    def cell(self, number: int) -> Cell:
        """A group as a cell of the map."""
        own = self._of(number)
        lats, lons = own["lat"], own["lon"]
        return Cell(
            lat=float(lats.mean()),
            lon=float(lons.mean()),
            count=len(own),
            grades=_grades(own),
            box=Box(float(lons.min()), float(lats.min()), float(lons.max()), float(lats.max())),
        )

    def spot(self, number: int, named: _Named, *, is_area: bool) -> Spot:
        """A group at one point as a spot of the map."""
        own = self._of(number)
        place, precision, incident = named.rows[int(own["row"].min())]
        return Spot(
            lat=float(own["lat"][0]),
            lon=float(own["lon"][0]),
            radius_m=int(own["radius"][0]),
            place=place or "",
            precision=precision or PlacePrecision.UNKNOWN.value,
            count=len(own),
            grades=_grades(own),
            is_area=is_area,
            incident=incident if len(own) == 1 else None,
        )

    def _of(self, number: int) -> _Numbers:
        start = self.starts[number]
        members: _Numbers = self.members[start : start + self.counts[number]]
        return members


def _grades(own: _Numbers) -> Counter[Grade]:
    counts = np.bincount(own["grade"], minlength=len(_GRADES))
    return Counter({_GRADES[code]: int(counts[code]) for code in np.flatnonzero(counts)})
