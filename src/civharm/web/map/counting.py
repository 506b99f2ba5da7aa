"""Incidents at hand, counted for a view of the map: what the catalogue's database must count alike."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from civharm.places.view import Box, Square, View, lat_lon
from civharm.web.map.gathering import gathered
from civharm.web.map.marks import MOST_CELLS, MOST_SPOTS, Cell, Counted, Placed, Point, Spot

_Mark = TypeVar("_Mark", Cell, Spot)


@dataclass(frozen=True, slots=True)
class InMemory:
    """Counts incidents that are at hand: what a database must count alike."""

    placed: Sequence[Placed]
    unplaced: int

    def counted(self, view: View) -> Counted:
        """The view's marks."""
        seen = [each for each in self.placed if any(_is_in(square, each) for square in view.squares)]
        spots, rest = _areas(seen, view), defaultdict(list)
        for each in seen:
            if each.radius_m <= view.most_metres:
                rest[(each.column >> view.shift, each.row >> view.shift)].append(each)
        cells: list[Cell] = []
        for together in rest.values():
            if len(points := _by_point(together)) == 1:
                spots += [spot_of(same, is_area=False) for same in points]
            else:
                cells.append(cell_of(together))
        cells, spots = gathered(cells, spots, zoom=view.zoom)
        return Counted(
            cells=_fullest(cells, MOST_CELLS),
            spots=_fullest(spots, MOST_SPOTS),
            in_view=len(seen),
            found=len(self.placed),
            unplaced=self.unplaced,
        )

    def at(self, point: Point) -> Sequence[str]:
        """The ids of the incidents of a spot."""
        wanted = (point.lat, point.lon, point.radius_m)
        return [each.id for each in self.placed if (each.lat, each.lon, each.radius_m) == wanted]


def _is_in(square: Square, each: Placed) -> bool:
    return square.left <= each.column < square.right and square.top <= each.row < square.bottom


def _areas(seen: Iterable[Placed], view: View) -> list[Spot]:
    wide = [each for each in seen if each.radius_m > view.most_metres]
    return [spot_of(same, is_area=True) for same in _by_point(wide)]


def _by_point(incidents: Iterable[Placed]) -> list[list[Placed]]:
    found: dict[tuple[float, float, int], list[Placed]] = defaultdict(list)
    for each in incidents:
        found[(each.lat, each.lon, each.radius_m)].append(each)
    return list(found.values())


def spot_of(same: Sequence[Placed], *, is_area: bool) -> Spot:
    """The spot of incidents that lie at one point, within one radius."""
    first = same[0]
    return Spot(
        lat=first.lat,
        lon=first.lon,
        radius_m=first.radius_m,
        place=first.place,
        precision=first.precision,
        count=len(same),
        grades=Counter(each.grade for each in same),
        is_area=is_area,
        incident=first.id if len(same) == 1 else None,
    )


def cell_of(together: Sequence[Placed]) -> Cell:
    """The cell of incidents at several points."""
    columns, rows = [each.column for each in together], [each.row for each in together]
    north, west = lat_lon(min(columns), min(rows))
    south, east = lat_lon(max(columns), max(rows))
    return Cell(
        lat=sum(each.lat for each in together) / len(together),
        lon=sum(each.lon for each in together) / len(together),
        count=len(together),
        grades=Counter(each.grade for each in together),
        box=Box(west, south, east, north),
    )


def _fullest(marks: list[_Mark], most: int) -> list[_Mark]:
    return sorted(marks, key=lambda mark: (-mark.count, mark.lat, mark.lon))[:most]
