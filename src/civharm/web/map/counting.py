"""Incidents at hand, counted for a view of the map: what the catalogue's database must count alike."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from civharm.catalogue.layering import Layer, Placing, around, counted, widened
from civharm.catalogue.marks import Cell, Counted, Placed, Point, Spot
from civharm.places.view import Box, View, boxes_touch


@dataclass(frozen=True, slots=True)
class InMemory:
    """Counts incidents that are at hand: what a database must count alike."""

    placed: Sequence[Placed]
    unplaced: int

    def counted(self, view: View) -> Counted:
        """The view's marks."""
        placing = Placing(placed=len(self.placed), unplaced=self.unplaced)
        return counted(self.layer(widened(view)), placing, view)

    def layer(self, view: View) -> Layer:
        """The marks of a widened view."""
        wide = [each for each in self.placed if each.radius_m > view.most_metres]
        areas = [spot_of(same, is_area=True) for same in _by_point(wide)]
        groups = defaultdict(list)
        for each in self.placed:
            if each.radius_m <= view.most_metres and view.box.contains(each.lat, each.lon):
                groups[(each.column >> view.shift, each.row >> view.shift)].append(each)
        inside = sum(len(together) for together in groups.values())
        reaching = [spot for spot in areas if _reaches(spot, view)]
        alone = [points[0] for together in groups.values() if len(points := _by_point(together)) == 1]
        return Layer(
            cells=[cell_of(together) for together in groups.values() if len(_by_point(together)) > 1],
            spots=[*(spot_of(same, is_area=False) for same in alone), *reaching],
            incidents=inside + sum(spot.count for spot in reaching),
        )

    def at(self, point: Point) -> Sequence[str]:
        """The ids of the incidents of a spot."""
        wanted = (point.lat, point.lon, point.radius_m)
        return [each.id for each in self.placed if (each.lat, each.lon, each.radius_m) == wanted]


def _reaches(area: Spot, view: View) -> bool:
    return boxes_touch(around(area), view.box)


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
    return Cell(
        lat=sum(each.lat for each in together) / len(together),
        lon=sum(each.lon for each in together) / len(together),
        count=len(together),
        grades=Counter(each.grade for each in together),
        box=Box(
            min(each.lon for each in together),
            min(each.lat for each in together),
            max(each.lon for each in together),
            max(each.lat for each in together),
        ),
    )
