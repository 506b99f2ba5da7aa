"""How the places of two events lie to each other, in units of both radii."""

from collections.abc import Sequence

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


def place_feature(left: Sequence[Place], right: Sequence[Place], *, weights: PlaceWeights) -> Feature | None:
    """The finest place of each side compared; a fine place that both name counts before all."""
    if not left or not right:
        return None
    pairs = [(a, b) for a in left for b in right if same_place(a, b) and is_fine(a)]
    a, b = pairs[0] if pairs else (left[0], right[0])
    how, weight = _lie(a, b, weights=weights)
    return Feature(name="place", weight=weight, detail=f"{how}: {a.name}, {b.name}") if how else None


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


def _lie(a: Place, b: Place, *, weights: PlaceWeights) -> tuple[str, float]:
    if same_place(a, b):
        coarser = max(a.precision, b.precision, key=lambda precision: precision.coarseness)
        return "same place", weights.same.get(coarser, 0.0)
    if _names_inside(a, b) or _names_inside(b, a):
        return "one inside the other", weights.inside
    ratio = separation(a, b)
    if ratio is None:
        return "", 0.0
    if is_fine(a) != is_fine(b) and ratio <= 1:
        return "one inside the other", weights.inside
    if ratio > 2 and _may_be_misread(a, b):
        return "near in another reading", weights.misread
    if not is_fine(a) and not is_fine(b):
        return ("neighbouring areas", 0.0) if ratio <= 1 else ("far apart", weights.far)
    return _by_distance(ratio, weights)


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


def _by_distance(ratio: float, weights: PlaceWeights) -> tuple[str, float]:
    if ratio <= 1:
        return "near each other", weights.near
    if ratio <= 2:
        return "beside each other", weights.beside
    if ratio <= 4:
        return "aside of each other", weights.aside
    return "far apart", weights.far


def _names_inside(inner: Place, outer: Place) -> bool:
    return bool(inner.within) and fold_name(inner.within or "") == fold_name(outer.name)
