"""How the places of two events lie to each other, in units of both radii."""

from collections.abc import Sequence
from dataclasses import dataclass

from civharm.incidents.rules import PlaceWeights
from civharm.incidents.words import fold_name
from civharm.model.incidents import Feature
from civharm.model.places import Place, PlacePrecision, distance_m

_RADIUS_M = {
    PlacePrecision.EXACT: 100,
    PlacePrecision.STREET: 300,
    PlacePrecision.LANDMARK: 500,
    PlacePrecision.NEIGHBOURHOOD: 1_000,
    PlacePrecision.VILLAGE: 1_500,
    PlacePrecision.TOWN: 3_000,
    PlacePrecision.CITY: 8_000,
    PlacePrecision.SUBDISTRICT: 15_000,
    PlacePrecision.DISTRICT: 30_000,
    PlacePrecision.PROVINCE: 80_000,
}


@dataclass(frozen=True, slots=True)
class PlaceLevel:
    """How two places lie; of one and the same place also how coarse it is."""

    how: str
    precision: PlacePrecision | None = None


_INSIDE = PlaceLevel("one inside the other")
_NEAR, _BESIDE, _ASIDE = (PlaceLevel(f"{how} each other") for how in ("near", "beside", "aside of"))
_FAR = PlaceLevel("far apart")
_NEIGHBOURS = PlaceLevel("neighbouring areas")
_MISREAD = PlaceLevel("near in another reading")
_SAME = {precision: PlaceLevel("same place", precision) for precision in PlacePrecision}
#: All levels, the frequent ones first.
PLACE_LEVELS = (
    _SAME[PlacePrecision.CITY],
    _INSIDE,
    _FAR,
    _ASIDE,
    _BESIDE,
    _NEAR,
    *(level for precision, level in _SAME.items() if precision is not PlacePrecision.CITY),
    _NEIGHBOURS,
    _MISREAD,
)


def weight_of_level(level: PlaceLevel, weights: PlaceWeights) -> float:
    """What it is worth that two places lie so."""
    if level.precision:
        return weights.same.get(level.precision, 0.0)
    given = {
        _INSIDE: weights.inside,
        _NEAR: weights.near,
        _BESIDE: weights.beside,
        _ASIDE: weights.aside,
        _FAR: weights.far,
        _MISREAD: weights.misread,
    }
    return given.get(level, 0.0)


def place_feature(left: Sequence[Place], right: Sequence[Place], *, weights: PlaceWeights) -> Feature | None:
    """How the places lie, with its weight."""
    if not left or not right:
        return None
    a, b = _compared(left, right)
    level = _lie(a, b)
    if level is None:
        return None
    return Feature(
        name="place", weight=weight_of_level(level, weights), detail=f"{level.how}: {a.name}, {b.name}"
    )


def place_level(left: Sequence[Place], right: Sequence[Place]) -> PlaceLevel | None:
    """How the places of two events lie to each other; None where nothing is known of it."""
    return _lie(*_compared(left, right)) if left and right else None


def _compared(left: Sequence[Place], right: Sequence[Place]) -> tuple[Place, Place]:
    """The finest place of each side; a fine place that both name counts before all."""
    shared = ((a, b) for a in left for b in right if same_place(a, b) and is_fine(a))
    return next(shared, (left[0], right[0]))


def same_place(left: Place, right: Place) -> bool:
    """One entry of the gazetteer, or the same name where one of the two is not in it; of two exact points, one."""
    if (
        left.precision is right.precision is PlacePrecision.EXACT
        and (apart := separation(left, right)) is not None
    ):
        return apart <= 1
    if left.id and right.id:
        return left.id == right.id
    return bool(left.name) and fold_name(left.name) == fold_name(right.name)


def is_fine(place: Place) -> bool:
    """True if the place is small enough for two events there on one day to be likely one."""
    return place.precision.coarseness < PlacePrecision.CITY.coarseness


def separation(left: Place, right: Place) -> float | None:
    """Distance divided by the sum of both radii; None where a point is missing."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    metres = distance_m((left.lat, left.lon), (right.lat, right.lon))
    return metres / (radius_m(left) + radius_m(right))


def radius_m(place: Place) -> int:
    """The radius of a place, by its rung on the ladder where it has none of its own.

    However exactly a report writes a point: two reports of one strike write points a street apart.
    """
    return max(place.radius_m or _RADIUS_M.get(place.precision, 5_000), _RADIUS_M[PlacePrecision.EXACT])


def _lie(a: Place, b: Place) -> PlaceLevel | None:
    if same_place(a, b):
        return _SAME[max(a.precision, b.precision, key=lambda precision: precision.coarseness)]
    if _names_inside(a, b) or _names_inside(b, a):
        return _INSIDE
    ratio = separation(a, b)
    if ratio is None:
        return None
    if is_fine(a) != is_fine(b) and ratio <= 1:
        return _INSIDE
    if ratio > 2 and _may_be_misread(a, b):
        return _MISREAD
    if not is_fine(a) and not is_fine(b):
        return _NEIGHBOURS if ratio <= 1 else _FAR
    return _by_distance(ratio)


def _may_be_misread(a: Place, b: Place) -> bool:
    """True if a place of the same name as one of the two lies near the other: names are shared by many."""
    return _reads_near(a, b) or _reads_near(b, a)


def _reads_near(read: Place, other: Place) -> bool:
    if other.lat is None or other.lon is None:
        return False
    reach = radius_m(read) + radius_m(other)
    return any(
        distance_m((meant.lat, meant.lon), (other.lat, other.lon)) <= reach for meant in read.alternatives
    )


def _by_distance(ratio: float) -> PlaceLevel:
    if ratio <= 1:
        return _NEAR
    if ratio <= 2:
        return _BESIDE
    return _ASIDE if ratio <= 4 else _FAR


def _names_inside(inner: Place, outer: Place) -> bool:
    return bool(inner.within) and fold_name(inner.within or "") == fold_name(outer.name)
