"""What a map shows: a box of the earth at a zoom, and the square cells that it is counted in.

The earth is the square of Web Mercator, cut as the map in the browser cuts it: whole numbers from the north-west corner,
so that a cell is a shift of bits and every database counts alike.
"""

import math
from dataclasses import dataclass

from civharm.model.errors import InvalidInput

#: The earth is so many units wide and high: 2 to the power of this, about 4 cm each.
BITS = 30
WIDTH = 1 << BITS
#: Web Mercator ends here: it would need an endless square for the poles.
NORTHERNMOST = 85.0511
#: Cells along an edge of a tile of the map, as a power of two: 64 pixels each.
_CELLS = 3
FARTHEST, NEAREST = 0, 17
_EARTH_M = 40_075_016.7
METRES_PER_DEGREE = 111_195.0
_PARTS = 4
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Square:
    """A rectangle of the Mercator square in its units; `right` and `bottom` are outside. Never over the date line."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees. `west` is greater than `east` where the box lies over the date line."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, lat: float, lon: float) -> bool:
        """True if the point lies in the box or on its edge."""
        if not self.south <= lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= lon <= self.east
        return lon >= self.west or lon <= self.east

    def __str__(self) -> str:
        return ",".join(f"{edge:.5f}" for edge in (self.west, self.south, self.east, self.north))


WORLD = Box(-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class View:
    """A box as a map at a zoom shows it."""

    box: Box
    zoom: int

    @property
    def shift(self) -> int:
        """How many bits of a coordinate fall away to get its cell."""
        return BITS - _CELLS - self.zoom

    @property
    def squares(self) -> tuple[Square, ...]:
        """The box as one rectangle, or as two where it lies over the date line; whole cells, so that none is torn."""
        top, bottom = column_row(self.box.north, 0.0)[1], column_row(self.box.south, 0.0)[1]
        rows = (self._floor(top), self._ceiling(bottom + 1))
        return tuple(
            Square(self._floor(left), rows[0], self._ceiling(right), rows[1])
            for left, right in self._columns()
        )

    @property
    def cell_box(self) -> Box:
        """The box with all that its cells reach over; the box itself at the edges of the map."""
        squares = self.squares
        north, west = lat_lon(squares[0].left, squares[0].top)
        south, east = lat_lon(squares[-1].right, squares[-1].bottom)
        return Box(west, max(-90.0, south), min(180.0, east), min(90.0, north))

    @property
    def most_metres(self) -> float:
        """How wide a cell is at the equator: what is vaguer than that is no point on this map."""
        return _EARTH_M / (1 << (_CELLS + self.zoom))

    def _columns(self) -> list[tuple[int, int]]:
        west, east = (column_row(0.0, lon)[0] for lon in (self.box.west, self.box.east))
        if self.box.west <= self.box.east:
            return [(west, east + 1)]
        return [(west, WIDTH), (0, east + 1)]

    def _floor(self, coordinate: int) -> int:
        return coordinate >> self.shift << self.shift

    def _ceiling(self, coordinate: int) -> int:
        return self._floor(coordinate + (1 << self.shift) - 1)


def column_row(lat: float, lon: float) -> tuple[int, int]:
    """Where a point lies in the Mercator square, from its north-west corner."""
    bounded = math.radians(max(-NORTHERNMOST, min(NORTHERNMOST, lat)))
    y = (1 - math.asinh(math.tan(bounded)) / math.pi) / 2
    x = (lon + 180) / 360
    return min(WIDTH - 1, max(0, int(x * WIDTH))), min(WIDTH - 1, max(0, int(y * WIDTH)))


def lat_lon(column: float, row: float) -> tuple[float, float]:
    """Latitude and longitude of a point of the Mercator square."""
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / WIDTH))))
    return lat, column / WIDTH * 360 - 180


def circle_box(lat: float, lon: float, radius_m: float) -> Box:
    """The box around a circle on the earth; round the whole earth where it holds a pole."""
    height = radius_m / METRES_PER_DEGREE
    width = height / max(0.01, math.cos(math.radians(lat)))
    if width >= 180 or abs(lat) + height >= 90:
        return Box(-180.0, max(-90.0, lat - height), 180.0, min(90.0, lat + height))
    return Box(_round_earth(lon - width), lat - height, _round_earth(lon + width), lat + height)


def boxes_touch(one: Box, other: Box) -> bool:
    """True if two boxes have a point in common; either may lie over the date line."""
    if one.south > other.north or other.south > one.north:
        return False
    return any(a[0] <= b[1] and b[0] <= a[1] for a in _spans(one) for b in _spans(other))


def _spans(box: Box) -> tuple[tuple[float, float], ...]:
    if box.west <= box.east:
        return ((box.west, box.east),)
    return ((box.west, 180.0), (-180.0, box.east))


def parse_box(text: str) -> Box:
    """A box as an address has it, `west,south,east,north` in degrees; longitudes may lie round the earth.

    Raises InvalidInput with the code `box`.
    """
    try:
        west, south, east, north = _edges(text)
    except ValueError:
        raise InvalidInput(
            f"{text[:60]!r} is no box: write west,south,east,north in degrees", code="box"
        ) from None
    if south > north:
        raise InvalidInput(f"the box {text[:60]!r} has its south above its north", code="box")
    south, north = (max(-90.0, min(90.0, lat)) for lat in (south, north))
    if east - west >= 360:
        return Box(-180.0, south, 180.0, north)
    return Box(_round_earth(west), south, _round_earth(east), north)


def parse_zoom(text: str) -> int:
    """A zoom as an address has it, brought between the farthest and the nearest. Raises InvalidInput, code `zoom`."""
    try:
        zoom = float(text[:_LONGEST])
        return max(FARTHEST, min(NEAREST, math.floor(zoom)))
    except (ValueError, OverflowError):
        raise InvalidInput(f"{text[:60]!r} is no zoom: write a number from 0 to 17", code="zoom") from None


def _edges(text: str) -> list[float]:
    if len(text) > _LONGEST:
        raise ValueError(text)
    edges = [float(edge) for edge in text.split(",")]
    if len(edges) != _PARTS or not all(abs(edge) <= 1e6 for edge in edges):
        raise ValueError(text)
    return edges


def _round_earth(lon: float) -> float:
    """A longitude between -180 and 180, as the map counts on when it is turned round the earth."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180
