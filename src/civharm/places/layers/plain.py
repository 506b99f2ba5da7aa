"""Files that people write for themselves: columns `name`, `lat` and `lon`, and others that may follow.

The same names serve as columns of a table, properties of GeoJSON and extended fields of KML.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from civharm.model.places import PlacePrecision
from civharm.places.layers.names import checked_name, named, spellings_of, split
from civharm.places.layers.points import checked, pair_in, point_in, shortened
from civharm.places.layers.records import BadRow, PlaceRow, Record, Shape
from civharm.places.layers.rungs import DEFAULT_RADIUS_M, rung

#: Our name for each column, by the other names that it goes by.
COLUMNS = MappingProxyType({
    "alt_names": "variants", "alternatenames": "variants", "alternate_names": "variants", "aliases": "variants",
    "spellings": "variants", "latitude": "lat", "y": "lat", "longitude": "lon", "lng": "lon", "long": "lon",
    "x": "lon", "coordinates": "point", "geolocation": "point", "lat_lon": "point", "latlon": "point",
    "latlong": "point", "mgrs": "point", "level": "precision", "kind": "precision", "geolocation_accuracy": "precision",
    "within": "parent", "country_code": "country", "countrycode": "country", "adm1": "governorate",
    "admin1": "governorate", "province": "governorate", "adm2": "district", "admin2": "district", "pcode_or_id": "id",
    "pcode": "id", "license": "licence",
    "radius": "radius_m", "place_name": "name", "location_name": "name", "toponym": "name", "الاسم": "name",
    "خط_العرض": "lat", "خط_الطول": "lon", "المحافظة": "governorate",
})  # fmt: skip
NEEDED = ("name", "lat", "lon")
_MAIN_NAMES = ("name", "name_en", "name:en", "name_ar", "name:ar")
_NAMES = ("name_", "name:")


def plain_row(record: Record) -> PlaceRow:
    """The place of a record. Raises BadRow."""
    fields = {COLUMNS.get(column, column): written for column, written in record.fields.items()}
    name = checked_name(named(fields, _MAIN_NAMES))
    point = point_of(record, fields)
    kind = rung(fields["precision"]) if fields.get("precision") else None
    return PlaceRow(
        number=record.number,
        name=name,
        lat=point.lat,
        lon=point.lon,
        spellings=spellings_of(name, _other_names(fields)),
        kind=kind,
        radius_m=whole(fields, "radius_m") or _radius(record, point, kind),
        country=fields.get("country", ""),
        governorate=fields.get("governorate", ""),
        parent=fields.get("parent")
        or _in_words(fields.get("district", ""))
        or _in_words(fields.get("governorate", "")),
        population=whole(fields, "population") or 0,
        bank=fields.get("bank") or None,
        id=fields.get("id") or None,
        is_geonames_id=fields.get("source", "").startswith("GeoNames") and fields.get("id", "").isdigit(),
        source=fields.get("source", ""),
        licence=fields.get("licence", ""),
    )


def point_of(record: Record, fields: Mapping[str, str]) -> Shape:
    """The point that the record's fields give, with how exactly they do; else its shape. Raises BadRow."""
    if record.shape is not None and not (fields.get("lat") and fields.get("lon")):
        checked(record.shape.lat, record.shape.lon)
        return record.shape
    if fields.get("point") and not fields.get("lat"):
        return pair_in(fields["point"], "point")
    return point_in(fields.get("lat", ""), fields.get("lon", ""))


def whole(fields: Mapping[str, str], column: str) -> int | None:
    """A whole number, None where the cell is empty. Raises BadRow."""
    written = fields.get(column, "")
    if not written:
        return None
    if not (written.isdecimal() and len(written) < 12):
        raise BadRow(
            f"{column} {shortened(written)} is no whole number", "write digits alone, or leave it empty"
        )
    return int(written)


def _radius(record: Record, point: Shape, kind: PlacePrecision | None) -> int | None:
    """That of the shape; that of a point where it is written more coarsely than the rung is wide."""
    if point is record.shape:
        return point.radius_m or None
    return point.radius_m if point.radius_m > DEFAULT_RADIUS_M[kind or PlacePrecision.UNKNOWN] else None


def _in_words(governorate: str) -> str | None:
    """The name of an area; a mere number names nothing."""
    return governorate if governorate and not governorate.isdigit() else None


def _other_names(fields: Mapping[str, str]) -> Iterator[str]:
    for column, written in fields.items():
        if written and column.startswith(_NAMES):
            yield from split(written)
    yield from split(fields.get("variants", ""))
