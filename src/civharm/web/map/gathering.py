"""Marks that would lie over each other on the screen become one, so that no number hides another."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from civharm.places.view import BITS, Box, column_row
from civharm.web.map.marks import Cell, Spot

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
    points: list[Cell | Spot] = [*cells, *(spot for spot in spots if not spot.is_area)]
    kept: list[Cell | Spot] = []
    near: dict[tuple[int, int], list[int]] = defaultdict(list)
    for mark in sorted(points, key=lambda each: (-each.count, each.lat, each.lon)):
        x, y = _pixel(mark, zoom)
        over = next((n for n in _neighbours(near, x, y) if _covers(kept[n], mark, zoom)), None)
        if over is None:
            near[(int(x) // _SQUARE, int(y) // _SQUARE)].append(len(kept))
            kept.append(mark)
        else:
            kept[over] = _one_of(kept[over], mark)
    gathered_cells = [mark for mark in kept if isinstance(mark, Cell)]
    return gathered_cells, [*areas, *(mark for mark in kept if isinstance(mark, Spot))]


def _pixel(mark: Cell | Spot, zoom: int) -> tuple[float, float]:
    column, row = column_row(mark.lat, mark.lon)
    unit = 2.0 ** (BITS - _PIXELS - zoom)
    return column / unit, row / unit


def _neighbours(near: dict[tuple[int, int], list[int]], x: float, y: float) -> Iterator[int]:
    column, row = int(x) // _SQUARE, int(y) // _SQUARE
    for across in (column - 1, column, column + 1):
        for down in (row - 1, row, row + 1):
            yield from near.get((across, down), ())


def _covers(one: Cell | Spot, other: Cell | Spot, zoom: int) -> bool:
    (x, y), (u, v) = _pixel(one, zoom), _pixel(other, zoom)
    return math.hypot(x - u, y - v) < _CLOSEST * (mark_radius(one.count) + mark_radius(other.count))


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
