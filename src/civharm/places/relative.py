"""The area that "western Mosul" or "12 km south of Mosul" means."""

import math
import re
from dataclasses import replace

from civharm.model.ports import GazetteerPlace
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.names import plain_key

_PART = re.compile(
    r"^(?:the (?P<inner>north|south|east|west|centre|center|middle)(?:ern)? of"
    r"|(?P<side>north|south|east|west|central)(?:ern)?(?: (?:side|half|part|bank|section|sector|districts?|neighbou?rhoods?) of)?)$"
)
_CENTRES = ("centre", "center", "middle")
_AWAY = re.compile(r"\b(?P<side>(?:north|south)?-?(?:east|west)?)(?:ern)? of$")
_DISTANCE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?) ?-?(?P<unit>km|kms|kilomet\w+|miles?|mi|met\w+)\b")
_LOOSE = re.compile(
    r"near|outside|close|around|outskirts|countryside|vicinity|adjacent|edge|environs|قرب|ريف"
)
_METRES = {"k": 1000.0, "mi": 1609.344, "me": 1.0}
_BEARING = {"north": 0, "northeast": 45, "east": 90, "southeast": 135, "south": 180, "southwest": 225, "west": 270,
            "northwest": 315}  # fmt: skip
_METRES_PER_DEGREE = 111_320.0


def relative_area(
    relation: str | None, place: GazetteerPlace, gazetteer: SqliteGazetteer
) -> GazetteerPlace | None:
    """The part, point or wider circle that the relation makes of the place, None where it changes nothing."""
    if not relation:
        return None
    if part := _PART.match(relation):
        side = part["inner"] or part["side"]
        return _known_part("central" if side in _CENTRES else side, place, gazetteer)
    away = _AWAY.search(relation)
    distance = _DISTANCE.search(relation)
    side = away["side"].replace("-", "") if away else ""
    if distance and side in _BEARING:
        return _moved(place, _metres(distance), _BEARING[side])
    if distance:
        return replace(place, radius_m=place.radius_m + round(_metres(distance)))
    if side or _LOOSE.search(relation):
        return replace(place, radius_m=place.radius_m + 5_000)
    return None


def _known_part(side: str, place: GazetteerPlace, gazetteer: SqliteGazetteer) -> GazetteerPlace | None:
    """The part by its own name ("West Mosul"), if a place file has it inside this place."""
    parts = (*gazetteer.find(f"{side}ern {place.name}"), *gazetteer.find(f"{side} {place.name}"))
    homes = {plain_key(name) for name in (place.name, place.parent) if name}
    return next((part for part in parts if part.parent and plain_key(part.parent) in homes), None)


def _metres(distance: re.Match[str]) -> float:
    unit = distance["unit"]
    metres = _METRES["k"] if unit.startswith("k") else _METRES[unit[:2]]
    return float(distance["number"].replace(",", ".")) * metres


def _moved(place: GazetteerPlace, metres: float, bearing: float) -> GazetteerPlace:
    """The point so far off in that direction; it is known to a quarter of the distance."""
    north = metres * math.cos(math.radians(bearing)) / _METRES_PER_DEGREE
    east = metres * math.sin(math.radians(bearing)) / (_METRES_PER_DEGREE * math.cos(math.radians(place.lat)))
    lat, lon = round(place.lat + north, 5), round(place.lon + east, 5)
    return replace(place, lat=lat, lon=lon, radius_m=max(2_000, round(metres / 4)) + place.radius_m // 2)
