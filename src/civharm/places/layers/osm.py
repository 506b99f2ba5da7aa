"""Extracts of OpenStreetMap as GeoJSON (overpass turbo, osmium, ogr2ogr) or as Overpass gives them."""

import re
from collections.abc import Iterator, Mapping

from civharm.model.places import PlacePrecision as P
from civharm.places.layers.names import name_or_pass, named, spellings_of, split
from civharm.places.layers.plain import point_of
from civharm.places.layers.records import PassedOver, PlaceRow, Record
from civharm.places.layers.rungs import DEFAULT_RADIUS_M

SOURCE, LICENCE = "OpenStreetMap", "ODbL 1.0"
_PLACES = {
    "country": P.COUNTRY, "state": P.PROVINCE, "province": P.PROVINCE, "region": P.PROVINCE, "county": P.DISTRICT,
    "district": P.DISTRICT, "municipality": P.SUBDISTRICT, "subdistrict": P.SUBDISTRICT, "city": P.CITY,
    "town": P.TOWN, "village": P.VILLAGE, "hamlet": P.VILLAGE, "isolated_dwelling": P.VILLAGE, "farm": P.VILLAGE,
    "borough": P.NEIGHBOURHOOD, "suburb": P.NEIGHBOURHOOD, "quarter": P.NEIGHBOURHOOD,
    "neighbourhood": P.NEIGHBOURHOOD, "city_block": P.NEIGHBOURHOOD, "square": P.STREET,
}  # fmt: skip
_ADMIN_LEVELS = {
    "2": P.COUNTRY, "3": P.PROVINCE, "4": P.PROVINCE, "5": P.DISTRICT, "6": P.DISTRICT, "7": P.SUBDISTRICT,
    "8": P.SUBDISTRICT, "9": P.NEIGHBOURHOOD, "10": P.NEIGHBOURHOOD,
}  # fmt: skip
_LANDMARKS = (
    "amenity", "building", "historic", "military", "aeroway", "tourism", "office", "shop", "man_made", "leisure",
    "landuse", "natural", "power", "railway", "healthcare", "bridge",
)  # fmt: skip
_NAMES = (
    "name",
    "name:en",
    "int_name",
    "name:ar",
    "official_name",
    "short_name",
    "alt_name",
    "old_name",
    "loc_name",
)
_SIGNS = frozenset({"@id", "osm_id", "osm_way_id", "osm_type", "@type"})
_TAGS = frozenset({"place", "boundary", "highway", *_LANDMARKS})
_OTHER_TAG = re.compile(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"')


def is_osm(fields: Mapping[str, str]) -> bool:
    """True if the fields are tags of OpenStreetMap."""
    return bool(_SIGNS & fields.keys()) or ("name" in fields and bool(_TAGS & fields.keys()))


def osm_row(record: Record) -> PlaceRow:
    """The place of a feature. Raises BadRow, or PassedOver for one without a name or of a kind that is no place."""
    fields = {**record.fields, **dict(_other_tags(record.fields.get("other_tags", "")))}
    name = name_or_pass(named(fields, _NAMES))
    kind = _rung(fields)
    point = point_of(record, fields)
    radius_m = record.shape.radius_m if record.shape else 0
    population = fields.get("population", "").replace(",", "")
    return PlaceRow(
        number=record.number,
        name=name,
        lat=point.lat,
        lon=point.lon,
        spellings=spellings_of(name, _other_names(fields)),
        kind=kind,
        radius_m=max(radius_m, DEFAULT_RADIUS_M[P.EXACT]) if radius_m else None,
        country=fields.get("is_in:country_code", fields.get("iso3166-1:alpha2", "")),
        governorate=fields.get("is_in:state", "") or fields.get("is_in:province", ""),
        parent=fields.get("addr:city") or fields.get("is_in:city") or None,
        population=int(population) if population.isdecimal() and len(population) < 12 else 0,
        id=_id(fields),
        source=SOURCE,
        licence=LICENCE,
    )


def _rung(fields: Mapping[str, str]) -> P:
    if place := fields.get("place"):
        return _PLACES.get(place, P.UNKNOWN)
    if fields.get("boundary") == "administrative":
        return _ADMIN_LEVELS.get(fields.get("admin_level", ""), P.UNKNOWN)
    if any(fields.get(tag) for tag in _LANDMARKS):
        return P.LANDMARK
    if fields.get("highway"):
        return P.STREET
    raise PassedOver("features of a kind that is no place")


def _other_names(fields: Mapping[str, str]) -> Iterator[str]:
    for column, written in fields.items():
        if column in _NAMES or column.startswith(("name:", "alt_name:", "old_name:")):
            yield from split(written)


def _other_tags(written: str) -> Iterator[tuple[str, str]]:
    """The tags for which ogr2ogr makes no column: '"name:ar"=>"الموصل"'."""
    for key, value in _OTHER_TAG.findall(written):
        yield key.lower(), value.replace('\\"', '"')


def _id(fields: Mapping[str, str]) -> str | None:
    own = fields.get("@id") or fields.get("osm_id") or fields.get("osm_way_id")
    kind = fields.get("osm_type") or fields.get("@type")
    return f"{kind}/{own}" if own and kind and "/" not in own else own or None
