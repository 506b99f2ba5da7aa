"""Lists of incidents with the places that a recorder put them at, as Airwars publishes them.

An incident is no place: those at one place name are put together. Where they lie apart, the name stands for the middle,
with a radius that reaches them all, and is as coarse as the coarsest of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import ceil

from civharm.model.places import PlacePrecision, distance_m
from civharm.places.layers.names import checked_name, named, spellings_of
from civharm.places.layers.plain import COLUMNS, plain_row
from civharm.places.layers.records import Mistake, PassedOver, PlaceRow, Record
from civharm.places.layers.rungs import DEFAULT_RADIUS_M
from civharm.places.names import plain_key

_SIGNS = frozenset({"geolocation", "geolocation_accuracy", "location_name"})
_NAMES = ("location_name", "location", "name", "place_name")
_ARABIC = ("location_name_ar", "location_ar", "name_ar")


def is_list_of_incidents(fields: Mapping[str, str]) -> bool:
    """True if the columns are those of a list of incidents."""
    return bool(_SIGNS & fields.keys())


def incident_row(record: Record) -> PlaceRow:
    """The place of an incident. Raises BadRow, or PassedOver for an incident that nobody placed."""
    names = named(record.fields, _NAMES)
    fields = {COLUMNS.get(column, column): written for column, written in record.fields.items()}
    if not names or not (record.shape or fields.get("point") or fields.get("lat")):
        raise PassedOver("incidents without a place name or without a point")
    name, *around = (part.strip() for part in checked_name(names).split(","))
    own = {**record.fields, "name": checked_name([name]), "id": "", "location_name": ""}
    row = plain_row(Record(record.number, own, record.shape))
    return replace(
        row,
        spellings=spellings_of(name, (*names, *named(record.fields, _ARABIC))),
        parent=row.parent or (around[0] if around else None),
        country=row.country or (around[-1] if len(around) > 1 else ""),
        kind=row.kind or PlacePrecision.UNKNOWN,
    )


def put_together(
    rows: Iterable[PlaceRow | Mistake | PassedOver],
) -> Iterator[PlaceRow | Mistake | PassedOver]:
    """One row for each name within what it lies in; mistakes as they come."""
    by_name: dict[tuple[str, str], list[PlaceRow]] = {}
    for row in rows:
        if not isinstance(row, PlaceRow):
            yield row
        else:
            key = plain_key(row.name), plain_key(row.parent or row.governorate)
            by_name.setdefault(key, []).append(row)
    yield from map(_as_one, by_name.values())


def _as_one(rows: list[PlaceRow]) -> PlaceRow:
    points = sorted({(row.lat, row.lon) for row in rows})
    if len(points) == 1:
        return rows[0]
    lat = sum(point[0] for point in points) / len(points)
    lon = sum(point[1] for point in points) / len(points)
    farthest = ceil(max(distance_m((lat, lon), point) for point in points))
    kind = max((row.kind for row in rows if row.kind), key=lambda kind: kind.coarseness)
    spellings = dict.fromkeys(spelling for row in rows for spelling in row.spellings)
    radius_m = max(farthest, *(row.radius_m or DEFAULT_RADIUS_M[row.kind or kind] for row in rows))
    return replace(rows[0], lat=lat, lon=lon, kind=kind, radius_m=radius_m, spellings=tuple(spellings))
