"""What a view of the map shows: cells where incidents lie close together, spots where one place has them all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from civharm.places.view import Box, View

#: The most marks that a view gets; the fullest come first, and the page says what is left out.
MOST_CELLS, MOST_SPOTS = 400, 300


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade as a mark shows it: None is ungraded; signed by a person, or proposed by the machine."""

    grading: str | None
    is_signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """An incident that has a point. `column` and `row` are its point in the Mercator square."""

    id: str
    lat: float
    lon: float
    column: int
    row: int
    radius_m: int
    place: str
    precision: str
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Incidents at several places that lie close together on this map; their mean point, and the box that they fill."""

    lat: float
    lon: float
    count: int
    grades: Counter[Grade]
    box: Box

    @property
    def rank(self) -> tuple[float, ...]:
        """The fullest first, equal ones always in the same order."""
        return (-self.count, self.lat, self.lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Incidents at one place: a point with the radius in which it lies. `incident` is the only one, where it is one.

    It `is_area` where the radius is wider than a cell: the map shows how wide, and no point.
    """

    lat: float
    lon: float
    radius_m: int
    place: str
    precision: str
    count: int
    grades: Counter[Grade]
    is_area: bool
    incident: str | None

    @property
    def rank(self) -> tuple[float, ...]:
        """The fullest first, equal ones always in the same order."""
        return (-self.count, self.lat, self.lon, self.radius_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A view's marks. `drawn` of `in_view` incidents are in them; `found` have a point, `unplaced` have none."""

    cells: Sequence[Cell]
    spots: Sequence[Spot]
    in_view: int
    found: int
    unplaced: int

    @property
    def drawn(self) -> int:
        """How many incidents the marks stand for."""
        return sum(cell.count for cell in self.cells) + sum(spot.count for spot in self.spots)


@dataclass(frozen=True, slots=True)
class Point:
    """Where a spot is: its point and its radius."""

    lat: float
    lon: float
    radius_m: int


class CountsIncidents(Protocol):
    """Whatever can count the incidents of a view, in all that the person who asks may look into."""

    def counted(self, view: View) -> Counted:
        """The view's marks."""
        ...

    def at(self, point: Point) -> Sequence[str]:
        """The ids of the incidents of a spot."""
        ...


def plain_marks(counted: Counted) -> dict[str, object]:
    """The form that the map's script reads: short, for a view has hundreds of marks."""
    return {
        "drawn": counted.drawn,
        "inView": counted.in_view,
        "found": counted.found,
        "unplaced": counted.unplaced,
        "cells": [_plain_cell(cell) for cell in counted.cells],
        "spots": [_plain_spot(spot) for spot in counted.spots],
    }


def _plain_cell(cell: Cell) -> dict[str, object]:
    box = (cell.box.west, cell.box.south, cell.box.east, cell.box.north)
    return {
        "lat": round(cell.lat, 6),
        "lon": round(cell.lon, 6),
        "count": cell.count,
        "grades": _plain_grades(cell.grades),
        "box": [round(edge, 6) for edge in box],
    }


def _plain_spot(spot: Spot) -> dict[str, object]:
    return {
        "lat": spot.lat,
        "lon": spot.lon,
        "radius": spot.radius_m,
        "place": spot.place,
        "precision": spot.precision,
        "count": spot.count,
        "grades": _plain_grades(spot.grades),
        "isArea": spot.is_area,
        "incident": spot.incident,
    }


def _plain_grades(grades: Counter[Grade]) -> list[list[object]]:
    return [list(each) for each in _in_order(grades)]


def _in_order(grades: Counter[Grade]) -> Iterator[tuple[str, bool, int]]:
    """Ungraded last, signed before proposed, for the rings of all marks to read alike."""
    order = ("confirmed", "fair", "weak", "contested", "discounted")
    ranked = sorted(
        grades, key=lambda one: (order.index(one.grading) if one.grading in order else 9, not one.is_signed)
    )
    return ((one.grading or "ungraded", one.is_signed, grades[one]) for one in ranked)
