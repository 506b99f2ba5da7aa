"""From an outline to a point in it and a radius around it: what a place of the gazetteer is.

Of several parts the largest counts. Outlines over the date line are not joined.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import Any

from civharm.model.places import distance_m
from civharm.places.layers.points import checked
from civharm.places.layers.records import BadRow, Shape

#: A corner as GeoJSON and KML have it: longitude first.
Corner = tuple[float, float]
_REMEDY = "export the file as GeoJSON in WGS 84 (EPSG:4326)"


def shape_of(geometry: Mapping[str, Any]) -> Shape | None:
    """The shape of a GeoJSON geometry, None where it is empty. Raises BadRow where it is broken."""
    kind = geometry.get("type")
    try:
        if kind == "GeometryCollection":
            shapes = [shape_of(part) for part in geometry["geometries"]]
            return max((shape for shape in shapes if shape), key=lambda shape: shape.radius_m, default=None)
        return _SHAPES[str(kind)](geometry["coordinates"] or [])
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        raise BadRow(f"a geometry of type {kind!r} can't be read", _REMEDY) from None


def shape_of_points(corners: Sequence[Corner]) -> Shape | None:
    """The middle of points, and how far they lie from it."""
    if not corners:
        return None
    count = len(corners)
    lon, lat = sum(lon for lon, _ in corners) / count, sum(lat for _, lat in corners) / count
    return _around(lat, lon, corners)


def shape_of_line(corners: Sequence[Corner]) -> Shape | None:
    """The corner in the middle of a line, and how far its ends lie from it."""
    if not corners:
        return None
    lon, lat = corners[len(corners) // 2]
    return _around(lat, lon, corners)


def shape_of_area(ring: Sequence[Corner]) -> Shape | None:
    """A point inside an outline, its centre where that lies inside, and the distance to the farthest corner."""
    if len(ring) < 3:
        return shape_of_points(ring)
    if len({corner for corner in ring}) < 3 or not (area := _doubled_area(ring)):
        return shape_of_points(ring)
    lon, lat = _centroid(ring, area)
    if not _is_inside(ring, lon, lat):
        lon, lat = _widest_crossing(ring, lat)
    return _around(lat, lon, ring)


def largest(rings: Iterable[Sequence[Corner]]) -> Sequence[Corner]:
    """The outline that encloses most."""
    return max(rings, key=lambda ring: abs(_doubled_area(ring)), default=[])


def _around(lat: float, lon: float, corners: Sequence[Corner]) -> Shape:
    for corner in corners:
        checked(corner[1], corner[0])
    farthest = max(distance_m((lat, lon), (corner[1], corner[0])) for corner in corners)
    return Shape(round(lat, 6), round(lon, 6), ceil(farthest))


def _corners(coordinates: Sequence[Sequence[float]]) -> list[Corner]:
    return [(float(corner[0]), float(corner[1])) for corner in coordinates]


_SHAPES = {
    "Point": lambda found: shape_of_points(_corners([found]) if found else []),
    "MultiPoint": lambda found: shape_of_points(_corners(found)),
    "LineString": lambda found: shape_of_line(_corners(found)),
    "MultiLineString": lambda found: shape_of_line(_corners(max(found, key=len, default=[]))),
    "Polygon": lambda found: shape_of_area(_corners(found[0]) if found else []),
    "MultiPolygon": lambda found: shape_of_area(
        largest(_corners(polygon[0]) for polygon in found if polygon)
    ),
}


def _sides(ring: Sequence[Corner]) -> Iterator[tuple[Corner, Corner]]:
    return pairwise((*ring, ring[0]))


def _doubled_area(ring: Sequence[Corner]) -> float:
    """Twice the area in square degrees, negative clockwise; reckoned from the first corner, which keeps digits."""
    if not ring:
        return 0.0
    x, y = ring[0]
    return sum((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y) for a, b in _sides(ring))


def _centroid(ring: Sequence[Corner], doubled_area: float) -> Corner:
    x, y = ring[0]
    sum_x = sum_y = 0.0
    for a, b in _sides(ring):
        cross = (a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y)
        sum_x += (a[0] + b[0] - 2 * x) * cross
        sum_y += (a[1] + b[1] - 2 * y) * cross
    return x + sum_x / (3 * doubled_area), y + sum_y / (3 * doubled_area)


def _crossings(ring: Sequence[Corner], lat: float) -> list[float]:
    """Where a parallel meets the outline, from west to east."""
    return sorted(
        a[0] + (lat - a[1]) * (b[0] - a[0]) / (b[1] - a[1])
        for a, b in _sides(ring)
        if (a[1] > lat) != (b[1] > lat)
    )


def _is_inside(ring: Sequence[Corner], lon: float, lat: float) -> bool:
    return sum(crossing > lon for crossing in _crossings(ring, lat)) % 2 == 1


def _widest_crossing(ring: Sequence[Corner], lat: float) -> Corner:
    """The middle of the widest stretch of a parallel inside the outline; a corner if the parallel misses it."""
    met = _crossings(ring, lat)
    stretches = list(zip(met[::2], met[1::2], strict=False))
    if not stretches:
        return ring[0]
    west, east = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (west + east) / 2, lat
