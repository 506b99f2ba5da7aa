"""The area that "western Mosul", "near Hawija" or "12 km south of Mosul" means: a point and a radius by a rule each.

The rules are told in docs/precision.md. A part that a place file has by its own name ("Western Mosul") beats them.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from civharm.model.places import PlacePrecision, distance_m
from civharm.model.ports import GazetteerPlace
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.grid import METRES_PER_DEGREE
from civharm.places.names import plain_key
from civharm.places.pointing import rung_of

_SIDE = r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
_OLD = re.compile(r"\b(?:old|ancient|historic|walled) (?:city|town|quarter|centre|center)\b")
_CENTRE = re.compile(r"\b(?:centre|center|middle|heart|central|downtown)\b")
_BANK = re.compile(r"\b(?P<hand>left|right) (?:bank|side|coast)\b")
_COUNTRYSIDE = re.compile(rf"(?:(?P<side>{_SIDE})(?:ern)? )?(?:countryside|rural\b)")
_FRINGE = re.compile(rf"(?P<side>{_SIDE})(?:ern)? (?:outskirts|edges?|suburbs?|environs|fringes?)\b")
_PART = re.compile(
    rf"^the (?P<inner>{_SIDE})(?:ern)? of$|^(?P<side>{_SIDE})(?:ern)?"
    r"(?: (?:side|half|part|bank|section|sector|districts?|neighbou?rhoods?|quarters?)(?: of)?)?$"
)
_AWAY = re.compile(rf"\b(?P<side>{_SIDE})(?:ern)? of$")
_NUMBERS = {"half a": 0.5, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
            "fifty": 50, "a few": 3, "several": 5, "a dozen": 12}  # fmt: skip
_DISTANCE = re.compile(
    rf"\b(?P<number>\d+(?:[.,]\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})[ -]?"
    r"(?P<unit>km|kms|kilomet\w+|miles?|mi|met\w+|m)\b"
)
_NEAR = re.compile(
    r"near|outside|close|around|outskirts|vicinity|adjacent|edge|environs|surroundings|suburb|next to|opposite"
)
_METRES = {"k": 1000.0, "mi": 1609.344, "me": 1.0, "m": 1.0}
_BEARING = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
            "northwest": 315}  # fmt: skip
_HANDS = {
    "left": "east",
    "right": "west",
}  #: of the Tigris in Mosul; used only where a place file has the part
_SMALL = (PlacePrecision.EXACT, PlacePrecision.STREET, PlacePrecision.LANDMARK, PlacePrecision.NEIGHBOURHOOD)
_AREAS = (PlacePrecision.PROVINCE, PlacePrecision.DISTRICT, PlacePrecision.SUBDISTRICT)
#: How far "near" reaches beyond a place.
_MARGIN_M = {**dict.fromkeys(_SMALL, 1_000), PlacePrecision.VILLAGE: 3_000}
_MARGIN_ELSE_M = 5_000
#: How far a town's countryside reaches where no area bears its name.
_COUNTRYSIDE_M = 20_000
#: A city so large is meant itself by "eastern Aleppo"; of smaller ones that name an area, the area is.
_METROPOLIS = 1_000_000
#: Of half a circle: how far its centre of gravity lies off, and the radius of a circle of its size, in radii.
_OFF_CENTRE, _OF_PART = 0.42, 0.71
_OLD_CITY_M = 1_500
_LONGEST_WAY_M = 300_000


def relative_area(
    relation: str | None, place: GazetteerPlace, gazetteer: SqliteGazetteer
) -> GazetteerPlace | None:
    """The part, point or wider circle that the relation makes of the place, None where it changes nothing."""
    if not relation:
        return None
    return (
        _distant(relation, place)
        or _inner(relation, place, gazetteer)
        or _countryside(relation, place, gazetteer)
        or _beside(relation, place)
    )


def is_outside(relation: str | None) -> bool:
    """True for "north of" and "12 km from": what is there lies outside the place itself."""
    return bool(relation) and bool(_DISTANCE.search(relation or "") or _AWAY.search(relation or ""))


def around(relation: str | None, place: GazetteerPlace) -> GazetteerPlace:
    """The place with what lies near it, where the words say "near"."""
    return (_beside(relation, place) if relation else None) or place


def between(first: GazetteerPlace, second: GazetteerPlace) -> GazetteerPlace | None:
    """The middle of the way from one place to the other; it may be anywhere on it. None if they are too far apart."""
    metres = distance_m((first.lat, first.lon), (second.lat, second.lon))
    if metres > _LONGEST_WAY_M:
        return None
    radius = max(1_000, round(metres / 2))
    return replace(
        first,
        lat=round((first.lat + second.lat) / 2, 5),
        lon=round((first.lon + second.lon) / 2, 5),
        name=f"{first.name} – {second.name}",
        kind=rung_of(radius),
        radius_m=radius,
        parent=None,
    )


def _distant(relation: str, place: GazetteerPlace) -> GazetteerPlace | None:
    """So far off in a direction, or anywhere so far off."""
    found = _DISTANCE.search(relation)
    if found is None:
        return None
    metres = _metres(found)
    away = _AWAY.search(relation)
    if away is None:
        return replace(place, radius_m=place.radius_m + round(metres))
    radius = max(2_000, round(metres / 4)) + place.radius_m // 2
    return _moved(place, metres, away["side"], radius)


def _inner(relation: str, place: GazetteerPlace, gazetteer: SqliteGazetteer) -> GazetteerPlace | None:
    """A part of the place."""
    if _OLD.search(relation):
        return _known_part(("old city of", "old"), place, gazetteer) or replace(
            place, kind=PlacePrecision.NEIGHBOURHOOD, radius_m=min(_OLD_CITY_M, place.radius_m)
        )
    if bank := _BANK.search(relation):
        side = _HANDS[bank["hand"]]
        return _known_part((f"{side}ern", side), place, gazetteer)
    is_wide = place.kind in (*_AREAS, PlacePrecision.COUNTRY)
    if relation in _BEARING and not is_wide:  # in Arabic "the north of" and "to the north of" are one
        return _known_part((f"{relation}ern", relation), place, gazetteer)
    if part := _PART.match(relation):
        side = part["inner"] or part["side"]
        return _known_part((f"{side}ern", side), place, gazetteer) or _side(side, place, gazetteer)
    if _CENTRE.search(relation) and not _COUNTRYSIDE.search(relation):
        return _known_part(("central",), place, gazetteer) or replace(place, radius_m=place.radius_m // 2)
    return None


def _side(side: str, place: GazetteerPlace, gazetteer: SqliteGazetteer) -> GazetteerPlace | None:
    """One side of an area, or of that which is called like a smaller town.

    A town keeps its centre, which is the point that data sets give for any part of it.
    """
    is_wide = place.kind in (*_AREAS, PlacePrecision.COUNTRY)
    area = None if place.population >= _METROPOLIS else _namesake_area(place, gazetteer)
    whole = place if is_wide else area
    return _part_of(whole, side) if whole else None


def _countryside(relation: str, place: GazetteerPlace, gazetteer: SqliteGazetteer) -> GazetteerPlace | None:
    """The land around a town: the area that bears its name, or a circle; or one side of it."""
    found = _COUNTRYSIDE.search(relation)
    if found is None:
        return None
    area = _namesake_area(place, gazetteer)
    whole = area or replace(place, radius_m=place.radius_m + _COUNTRYSIDE_M)
    if not found["side"]:
        return replace(whole, lat=place.lat, lon=place.lon)
    return _part_of(whole, found["side"])


def _part_of(whole: GazetteerPlace, side: str) -> GazetteerPlace:
    part = _moved(whole, whole.radius_m * _OFF_CENTRE, side, round(whole.radius_m * _OF_PART))
    return replace(part, kind=rung_of(part.radius_m)) if whole.kind in _AREAS else part


def _beside(relation: str, place: GazetteerPlace) -> GazetteerPlace | None:
    """Near the place, on one of its edges, or on one side beyond it."""
    margin = _MARGIN_M.get(place.kind, _MARGIN_ELSE_M)
    if fringe := _FRINGE.search(relation):
        return _moved(place, place.radius_m, fringe["side"], max(margin, place.radius_m // 2))
    if _AWAY.search(relation) or _NEAR.search(relation) or relation in _BEARING:
        return replace(place, radius_m=place.radius_m + margin)
    return None


def _namesake_area(place: GazetteerPlace, gazetteer: SqliteGazetteer) -> GazetteerPlace | None:
    """The province around a town that bears its name."""
    if place.kind in _AREAS or place.kind is PlacePrecision.COUNTRY:
        return None
    found = (p for p in gazetteer.find(place.name) if p.kind is PlacePrecision.PROVINCE)
    return next((p for p in found if p.country == place.country and p.admin1 == place.admin1), None)


def _known_part(
    words: Sequence[str], place: GazetteerPlace, gazetteer: SqliteGazetteer
) -> GazetteerPlace | None:
    """The part by its own name ("West Mosul"), if a place file has it inside this place."""
    parts = (part for word in words for part in gazetteer.find(f"{word} {place.name}"))
    homes = {plain_key(name) for name in (place.name, place.parent) if name}
    return next((part for part in parts if part.parent and plain_key(part.parent) in homes), None)


def _metres(distance: re.Match[str]) -> float:
    unit, number = distance["unit"], distance["number"]
    metres = _METRES["k"] if unit.startswith("k") else _METRES[unit[:2]]
    return (_NUMBERS.get(number) or float(number.replace(",", "."))) * metres


def _moved(place: GazetteerPlace, metres: float, side: str, radius_m: int) -> GazetteerPlace:
    """The place moved so far to a side."""
    bearing = math.radians(_BEARING[re.sub("[- ]", "", side)])
    north = metres * math.cos(bearing) / METRES_PER_DEGREE
    east = metres * math.sin(bearing) / (METRES_PER_DEGREE * math.cos(math.radians(place.lat)))
    lat, lon = round(place.lat + north, 5), round(place.lon + east, 5)
    return replace(place, lat=lat, lon=lon, radius_m=radius_m)
