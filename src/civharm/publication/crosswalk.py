"""How exactly a place is known, in the codes of the event data sets: ACLED's geo_precision and UCDP's where_prec.

ACLED has 1 for a named town or a point, 2 for near a town or a small area, 3 for a larger region. UCDP has 1 exact,
2 near or around a place, 3 a district, 4 a province, 5 larger than that or between two places, 6 a country. Both call
the centre of a named town exact: it says which town, not where in it.
"""

from functools import lru_cache

from civharm.model.places import Place, PlacePrecision
from civharm.places.grid import grid_square

_ACLED = {
    **dict.fromkeys(PlacePrecision, 1),
    PlacePrecision.SUBDISTRICT: 2,
    PlacePrecision.DISTRICT: 2,
    PlacePrecision.PROVINCE: 3,
    PlacePrecision.COUNTRY: 3,
    PlacePrecision.UNKNOWN: 2,
}
_UCDP = {
    **dict.fromkeys(PlacePrecision, 1),
    PlacePrecision.SUBDISTRICT: 3,
    PlacePrecision.DISTRICT: 3,
    PlacePrecision.PROVINCE: 4,
    PlacePrecision.COUNTRY: 6,
    PlacePrecision.UNKNOWN: 2,
}
#: The finest rung that is safe to say of each code. A town: the codes do not tell a point from a town's centre.
_OF_ACLED = {1: PlacePrecision.TOWN, 2: PlacePrecision.SUBDISTRICT, 3: PlacePrecision.PROVINCE}
_OF_UCDP = {
    1: PlacePrecision.TOWN,
    2: PlacePrecision.UNKNOWN,
    3: PlacePrecision.DISTRICT,
    4: PlacePrecision.PROVINCE,
    6: PlacePrecision.COUNTRY,
}
_NEAR, _ALONG = 2, 5
#: Relations that stay inside what they name; every other one is around it.
_INSIDE = (
    "the ",
    "ern",
    "old ",
    "centre",
    "center",
    "central",
    "downtown",
    "middle",
    "heart",
    " part",
    " half",
    " bank",
    " side",
)
_BETWEEN = "between"
_NOWHERE_ACLED, _NOWHERE_UCDP = 3, 6


def acled_geo_precision(place: Place | None) -> int | None:
    """ACLED's code for a place; None where not even a country is known."""
    if place is None or not place.is_located:
        return _NOWHERE_ACLED if place and place.country else None
    return max(_ACLED[place.precision], _NEAR) if _is_around(place) else _ACLED[place.precision]


def ucdp_where_prec(place: Place | None) -> int | None:
    """UCDP's code for a place; None where not even a country is known."""
    if place is None or not place.is_located:
        return _NOWHERE_UCDP if place and place.country else None
    if place.relation == _BETWEEN and place.rule.startswith(_BETWEEN):
        return _ALONG
    return max(_UCDP[place.precision], _NEAR) if _is_around(place) else _UCDP[place.precision]


def grid_of(place: Place | None) -> str | None:
    """The square of the military grid around the place's point, no finer than its radius."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return _square(place.lat, place.lon, place.radius_m or 1)


@lru_cache(maxsize=4_096)
def _square(lat: float, lon: float, radius_m: float) -> str | None:
    """A release tells each square in several files, one file after the other for some incidents."""
    return grid_square(lat, lon, radius_m=radius_m)


def precision_of_acled(code: int) -> PlacePrecision:
    """The rung of our ladder that one of ACLED's codes allows."""
    return _OF_ACLED.get(code, PlacePrecision.UNKNOWN)


def precision_of_ucdp(code: int) -> PlacePrecision:
    """The rung of our ladder that one of UCDP's codes allows; 5 and 7 (lines, waters, the air) have none."""
    return _OF_UCDP.get(code, PlacePrecision.UNKNOWN)


def _is_around(place: Place) -> bool:
    """True for "near", "outside", "12 km south of": the point is not in the place that is named."""
    relation = place.relation
    if not relation:
        return False
    return "outskirts" in relation or not any(word in relation for word in _INSIDE)
