"""Rows of several layers that tell of one place become one: the stronger says, the weaker fills in what it left open.

Nothing else is hidden: a place of the same name elsewhere stays, and the report decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from civharm.model.places import PlacePrecision as P
from civharm.model.places import distance_m
from civharm.model.ports import GazetteerPlace
from civharm.places.layers.cores import main_names
from civharm.places.layers.rungs import DEFAULT_RADIUS_M
from civharm.places.names import bare_key, skeleton_key

_SETTLEMENTS = frozenset((P.CITY, P.TOWN, P.VILLAGE))
_AREAS = frozenset((P.PROVINCE, P.DISTRICT, P.SUBDISTRICT))
_WITH_SEAT = frozenset((P.DISTRICT, P.SUBDISTRICT))
#: Rows of two sources so near to each other, under one spelling, are one place though their names differ.
_AT_ONE_POINT_M = 500
#: However wide a town is, its centre is not further from where another source puts it.
_MOST_M = 10_000
#: The ids that all sources share: a place has one, whichever of its rows says so.
_SHARED_IDS = "geonames:"
#: The main town of an area, at which the area stands: however small it is, the two points are no further apart.
_AT_MAIN_TOWN_M = 3_000
#: Degrees of latitude beyond which nothing but an area can be near: spares the sums.
_FAR_DEGREES = 0.1


def joined(places: Iterable[GazetteerPlace]) -> tuple[GazetteerPlace, ...]:
    """The places that one key leads to, the strongest layer's first, each place once."""
    rows = tuple(places)
    if all(place.layer == "world" for place in rows):  # no source lists a place twice
        return rows
    kept: list[GazetteerPlace] = []
    for place in rows:
        at = next((at for at, stronger in enumerate(kept) if is_same(stronger, place)), None)
        if at is None:
            kept.append(place)
        else:
            kept[at] = filled(kept[at], place)
    return tuple(_at_seat(place, kept) for place in kept)


def is_same(stronger: GazetteerPlace, weaker: GazetteerPlace) -> bool:
    """True if two rows under one spelling tell of one place: by their id, or by country, sort, name and point."""
    if stronger.id == weaker.id:
        return True
    if stronger.layer == "world":  # no source lists a place twice
        return False
    if stronger.country and weaker.country and stronger.country != weaker.country:
        return False
    if stronger.kind in _AREAS:
        return stronger.kind is weaker.kind and _is_within(
            stronger, weaker, max(stronger.radius_m, weaker.radius_m)
        )
    if abs(stronger.lat - weaker.lat) > _FAR_DEGREES or not _is_of_one_sort(stronger.kind, weaker.kind):
        return False
    reach = min(_MOST_M, max(stronger.radius_m, weaker.radius_m))
    return _is_within(stronger, weaker, reach if _is_one_name(stronger, weaker) else _AT_ONE_POINT_M)


def filled(stronger: GazetteerPlace, weaker: GazetteerPlace) -> GazetteerPlace:
    """The stronger row, with what it does not say taken from the weaker."""
    kind = (
        weaker.kind if stronger.kind is P.UNKNOWN or _is_city_after_all(stronger, weaker) else stronger.kind
    )
    is_usual = stronger.radius_m == DEFAULT_RADIUS_M[stronger.kind]
    has_no_radius = is_usual and (kind is not stronger.kind or kind in _AREAS)
    circle = (
        weaker if has_no_radius and kind in _AREAS else stronger
    )  # of an area the middle alone tells little
    return replace(
        stronger,
        id=weaker.id if weaker.id.startswith(_SHARED_IDS) else stronger.id,
        lat=circle.lat,
        lon=circle.lon,
        country=stronger.country or weaker.country,
        kind=kind,
        radius_m=weaker.radius_m if has_no_radius else stronger.radius_m,
        admin1=stronger.admin1 or weaker.admin1,
        parent=stronger.parent or weaker.parent,
        population=stronger.population or weaker.population,
        bank=stronger.bank or weaker.bank,
    )


def _is_city_after_all(stronger: GazetteerPlace, weaker: GazetteerPlace) -> bool:
    """Files write "town" of any settlement: without inhabitants it does not say that a city is none."""
    return stronger.kind is P.TOWN and not stronger.population and weaker.kind is P.CITY


def areas_without_seat(places: Sequence[GazetteerPlace]) -> list[GazetteerPlace]:
    """The areas of files among places of one name that have their seat not among them."""
    areas = (place for place in places if place.kind in _WITH_SEAT and place.layer != "world")
    return [area for area in areas if not any(may_be_seat(place, area) for place in places)]


def may_be_seat(town: GazetteerPlace, area: GazetteerPlace) -> bool:
    """True for a settlement of the area's name that may lie in it; the radius of an area is rarely more than a guess."""
    if town.kind not in _SETTLEMENTS or town.country != area.country or not _is_one_name(area, town):
        return False
    return _is_within(area, town, 2 * area.radius_m)


def is_main_town(town: GazetteerPlace, area: GazetteerPlace) -> bool:
    """True for the city or town at which an area stands; of two that are known by one name they are no rivals."""
    if area.kind not in _AREAS or town.kind not in (P.CITY, P.TOWN) or town.country != area.country:
        return False
    return _is_within(area, town, max(_AT_MAIN_TOWN_M, town.radius_m))


def is_in_world(place: GazetteerPlace) -> bool:
    """True for a place that the world's list has, whichever place files list it too."""
    return place.layer == "world" or place.id.startswith(_SHARED_IDS)


def _at_seat(area: GazetteerPlace, places: Iterable[GazetteerPlace]) -> GazetteerPlace:
    """A district at the town that it is named after: its people live there, and not in the middle of its outline.

    As far as the seat was from the middle, so much wider it reaches.
    """
    if area.kind not in _WITH_SEAT or area.layer == "world":
        return area
    seat = next((town for town in places if may_be_seat(town, area)), None)
    if seat is None:
        return area
    away = distance_m((area.lat, area.lon), (seat.lat, seat.lon))
    return replace(area, lat=seat.lat, lon=seat.lon, radius_m=area.radius_m + round(away))


def _is_of_one_sort(kind: P, other: P) -> bool:
    if kind in _AREAS or other in _AREAS or P.COUNTRY in (kind, other):
        return kind is other
    return P.UNKNOWN in (kind, other) or kind is other or {kind, other} <= _SETTLEMENTS


def _is_one_name(place: GazetteerPlace, other: GazetteerPlace) -> bool:
    """True for two spellings of one name, a word of kind set aside: "Tell Nur village" is Tall Nur."""
    name, other_name = main_names(place.name)[0], main_names(other.name)[0]
    return bare_key(name) == bare_key(other_name) or skeleton_key(name) == skeleton_key(other_name)


def _is_within(place: GazetteerPlace, other: GazetteerPlace, metres: int) -> bool:
    return distance_m((place.lat, place.lon), (other.lat, other.lon)) <= metres
