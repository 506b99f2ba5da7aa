"""From the marks of a part of the earth to those that one view shows, thinned for a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from civharm.catalogue.gathering import gathered
from civharm.catalogue.marks import MOST_CELLS, MOST_SPOTS, Cell, Counted, Spot
from civharm.places.view import Box, View, circle_box

_Mark = TypeVar("_Mark", Cell, Spot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The marks that a part of the earth has at a zoom, the fullest of them; `incidents` are all that lie or reach there."""

    cells: Sequence[Cell]
    spots: Sequence[Spot]
    incidents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """How many incidents of a filter have a point, and how many have none."""

    placed: int
    unplaced: int


def widened(view: View) -> View:
    """The view for which marks are worked out: whole cells around what is seen, so that none is torn."""
    return View(view.cell_box, view.zoom)


def counted(layer: Layer, placing: Placing, view: View) -> Counted:
    """The marks of a layer, thinned for a screen; what is left out is counted."""
    cells, spots = gathered(layer.cells, layer.spots, zoom=view.zoom)
    return Counted(
        cells=_fullest(cells, MOST_CELLS),
        spots=_fullest(spots, MOST_SPOTS),
        in_view=layer.incidents,
        found=placing.placed,
        unplaced=placing.unplaced,
    )


def around(spot: Spot) -> Box:
    """The box around a spot's circle where it is an area, else its point."""
    if not spot.is_area:
        return Box(spot.lon, spot.lat, spot.lon, spot.lat)
    return circle_box(spot.lat, spot.lon, spot.radius_m)


def _fullest(marks: Sequence[_Mark], most: int) -> list[_Mark]:
    return sorted(marks, key=lambda mark: mark.rank)[:most]
