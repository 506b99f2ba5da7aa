"""A place at the coordinates that its report states for it, if they can be right."""

from collections.abc import Iterable
from dataclasses import replace

from civharm.model.places import LocatedBy, Place, PlacePrecision, distance_m
from civharm.places.borders import Box, looks_swapped
from civharm.places.coordinates import Coordinates, Written

#: Coordinates so far off the place of that name are those of something else, or mistyped.
_FAR_M = 100_000
#: The rung that a radius stands for, where coordinates alone say how fine a place is known.
_RUNGS = (
    (150, PlacePrecision.EXACT),
    (300, PlacePrecision.LANDMARK),
    (1_200, PlacePrecision.NEIGHBOURHOOD),
    (2_500, PlacePrecision.TOWN),
    (8_000, PlacePrecision.CITY),
    (12_000, PlacePrecision.SUBDISTRICT),
    (50_000, PlacePrecision.DISTRICT),
)
RULE = "coordinates"


def at_written(place: Place, written: Written, boxes: Iterable[Box]) -> Place:
    """The place at its written point; where that can't be right, as it was, with the fault in its rule."""
    fault = written.fault or _fault(place, written.coordinates, boxes)
    point = written.coordinates
    if fault or point is None:
        return replace(place, rule=f"{place.rule}; {RULE} refused: {fault}")
    return replace(
        place,
        id=None,
        lat=point.lat,
        lon=point.lon,
        precision=rung_of(point.radius_m),
        radius_m=point.radius_m,
        within=place.name if place.is_located else place.within,
        relation=None,
        alternatives=(),
        located_by=LocatedBy.REPORT,
        rule=RULE,
    )


def rung_of(radius_m: int) -> PlacePrecision:
    """The rung of the ladder for a point that is known to so many metres."""
    return next((rung for limit, rung in _RUNGS if radius_m <= limit), PlacePrecision.PROVINCE)


def _fault(place: Place, point: Coordinates | None, boxes: Iterable[Box]) -> str | None:
    if point is None:
        return "no point"
    boxes = tuple(boxes)
    is_outside = not any(box.holds(*point.point) for box in boxes)
    if is_outside and any(looks_swapped(*point.point, box) for box in boxes):
        return "swapped"
    if place.lat is None or place.lon is None:
        return None
    is_far = distance_m((place.lat, place.lon), point.point) > (place.radius_m or 0) + _FAR_M
    return "elsewhere" if is_far else None
