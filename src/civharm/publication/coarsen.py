"""Points that must not be published as they are (METHOD R34): shown on a grid of a hundredth of a degree, about 1 km."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from civharm.model.places import Place, PlacePrecision
from civharm.model.reports import Report
from civharm.model.spans import Span
from civharm.places.written import is_of_refuge, written_coordinates

_DECIMALS = 2
#: Half the diagonal of a hundredth of a degree, at the equator.
_RADIUS_M = 800
Point = tuple[float, float]


def points_of_refuge(
    reports: Iterable[Report], texts: Mapping[str, str]
) -> Iterator[tuple[str, Span, Point | None]]:
    """Coordinates in reports near words of shelter or care: the report, where they stand, and the point."""
    for report in reports:
        text = texts.get(report.id, "")
        for written in written_coordinates(text):
            if is_of_refuge(written, text, language=report.language):
                point = written.coordinates.point if written.coordinates else None
                yield report.id, written.span, point


def coarse_place(place: Place, points: Collection[Point]) -> Place:
    """The place, on the grid if its point is one of those."""
    if place.lat is None or place.lon is None or (place.lat, place.lon) not in points:
        return place
    return replace(
        place,
        lat=round(place.lat, _DECIMALS),
        lon=round(place.lon, _DECIMALS),
        radius_m=max(place.radius_m or 0, _RADIUS_M),
        precision=PlacePrecision.NEIGHBOURHOOD,
    )


def coarse_line(line: dict[str, Any], points: Collection[Point]) -> dict[str, Any]:
    """As `coarse_place`, for a place in a line of output."""
    point = (line.get("lat"), line.get("lon"))
    if point not in points or "radius_m" not in line:
        return line
    coarse = {
        "lat": round(line["lat"], _DECIMALS),
        "lon": round(line["lon"], _DECIMALS),
        "radius_m": max(line["radius_m"] or 0, _RADIUS_M),
        "precision": PlacePrecision.NEIGHBOURHOOD.value,
    }
    return {**line, **coarse}
