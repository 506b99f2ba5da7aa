"""Marks that would lie over each other on the screen become one, so that no number hides another."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from civharm.catalogue.marks import Cell, Spot
from civharm.places.view import BITS, Box, column_row

#: A tile of the map is so many pixels wide, as a power of two.
_PIXELS = 9
_SQUARE = 64
#: Marks may touch: their numbers stay apart.
_CLOSEST = 0.8


def mark_radius(count: int) -> float:
    """How large the map draws a mark, in pixels: as `sizeOf` in map-marks.js."""
    return min(30.0, 11 + 3.2 * math.pow(math.log2(max(1, count)), 0.9))


def gathered(cells: Sequence[Cell], spots: Sequence[Spot], *, zoom: int) -> tuple[list[Cell], list[Spot]]:
    """Cells and spots of which none covers another; areas stay as they are, for their marks stand on their rims."""
    areas = [spot for spot in spots if spot.is_area]
    marks: list[Cell | Spot] = [*cells, *(spot for spot in spots if not spot.is_area)]
    screen = _Screen(zoom)
    for mark in sorted(marks, key=lambda each: each.rank):
        screen.put(mark)
    kept = screen.kept
    return (
        [mark for mark in kept if isinstance(mark, Cell)],
        [*areas, *(mark for mark in kept if isinstance(mark, Spot))],
    )


class _Screen:
    """Marks where the map draws them: one that would lie over another joins it."""

    def __init__(self, zoom: int) -> None:
        self.kept: list[Cell | Spot] = []
        self._unit = 2.0 ** (BITS - _PIXELS - zoom)
        self._drawn: list[tuple[float, float, float]] = []
        self._near: dict[tuple[int, int], list[int]] = defaultdict(list)

    def put(self, mark: Cell | Spot) -> None:
        column, row = column_row(mark.lat, mark.lon)
        x, y, radius = column / self._unit, row / self._unit, mark_radius(mark.count)
        square = (int(x) // _SQUARE, int(y) // _SQUARE)
        for number in self._around(square):
            u, v, other = self._drawn[number]
            if math.hypot(x - u, y - v) < _CLOSEST * (radius + other):
                self.kept[number] = _one_of(self.kept[number], mark)
                return
        self._near[square].append(len(self.kept))
        self._drawn.append((x, y, radius))
        self.kept.append(mark)

    def _around(self, square: tuple[int, int]) -> Iterator[int]:
        across, down = square
        for column in (across - 1, across, across + 1):
            for row in (down - 1, down, down + 1):
                yield from self._near.get((column, row), ())


def _one_of(one: Cell | Spot, other: Cell | Spot) -> Cell:
    count = one.count + other.count
    return Cell(
        lat=(one.lat * one.count + other.lat * other.count) / count,
        lon=(one.lon * one.count + other.lon * other.count) / count,
        count=count,
        grades=one.grades + other.grades,
        box=_around((_box(one), _box(other))),
    )


def _box(mark: Cell | Spot) -> Box:
    return mark.box if isinstance(mark, Cell) else Box(mark.lon, mark.lat, mark.lon, mark.lat)


def _around(boxes: Iterable[Box]) -> Box:
    all_boxes = list(boxes)
    return Box(
        min(box.west for box in all_boxes),
        min(box.south for box in all_boxes),
        max(box.east for box in all_boxes),
        max(box.north for box in all_boxes),
    )
