"""Common operational datasets of OCHA: areas down to the fourth order with codes, as tables or GeoJSON.

Their columns were called differently over the years (`ADM3_EN`, `admin3Name_en`, `adm3_name`); the order of the area
is that of the finest code in the row.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from civharm.model.places import PlacePrecision as P
from civharm.places.layers.names import name_or_pass, spellings_of
from civharm.places.layers.plain import COLUMNS, point_of
from civharm.places.layers.records import BadRow, PlaceRow, Record

SOURCE, LICENCE = "OCHA common operational dataset", "CC BY-IGO"
_COLUMN = re.compile(r"adm(?:in)?_?([0-5])_?(name|pcode|alt|ref)?_?([a-z0-9]{0,5})")
_RUNGS = (P.COUNTRY, P.PROVINCE, P.DISTRICT, P.SUBDISTRICT, P.TOWN, P.NEIGHBOURHOOD)
_MIDDLES = ("center", "centroid", "point")


def is_cod(fields: Mapping[str, str]) -> bool:
    """True if some column is an area's code as OCHA names it."""
    return any(part == "pcode" for _, part in map(_column, fields))


def cod_row(record: Record) -> PlaceRow:
    """The finest area of a record. Raises BadRow, or PassedOver for one without a name."""
    names: list[list[str]] = [[] for _ in _RUNGS]
    codes = [""] * len(_RUNGS)
    for column, written in record.fields.items():
        order, part = _column(column)
        if part == "pcode":
            codes[order] = written
        elif part and written:
            names[order].append(written)
    finest = max((order for order, code in enumerate(codes) if code), default=None)
    if finest is None:
        raise BadRow("no code of an area", "a row of a common operational dataset has one, as ADM3_PCODE")
    return _row(record, finest, names=names, codes=codes)


def _row(record: Record, finest: int, *, names: list[list[str]], codes: list[str]) -> PlaceRow:
    own = name_or_pass(names[finest])
    point = point_of(record, _point_fields(record.fields))
    country = codes[0] or next(code for code in codes if code)[:2]
    above = [each[0] for each in names[1:finest] if each]
    return PlaceRow(
        number=record.number,
        name=own,
        lat=point.lat,
        lon=point.lon,
        spellings=spellings_of(own, names[finest]),
        kind=_RUNGS[finest],
        radius_m=record.shape.radius_m or None if record.shape else None,
        country=country,
        governorate=next(iter(names[1]), ""),
        parent=above[-1] if above else None,
        id=codes[finest],
        source=SOURCE,
        licence=LICENCE,
    )


@lru_cache(maxsize=1_000)
def _column(name: str) -> tuple[int, str]:
    """Which order of area a column is of, and whether it holds its code or a name; "" for neither."""
    found = _COLUMN.fullmatch(name)
    if found is None or found[2] == "ref" or (found[2] == "pcode" and found[3]):
        return 0, ""
    if found[2] == "pcode":
        return int(found[1]), "pcode"
    return int(found[1]), "name" if found[2] or found[3].isalpha() else ""


def _point_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """The columns of the middle of the area by our names ("center_lat", "latitude_y")."""
    found = {}
    for column, written in fields.items():
        plain = column.removesuffix("_y").removesuffix("_x").removesuffix("itude")
        for middle in _MIDDLES:
            plain = plain.removeprefix(f"{middle}_")
        found[COLUMNS.get(plain, {"longitude": "lon", "long": "lon"}.get(plain, plain))] = written
    return {name: found.get(name, "") for name in ("lat", "lon")}
