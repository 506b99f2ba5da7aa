"""Reads place files that people write: a CSV or TSV with a header, one place a line.

Columns: `name`, `lat` and `lon` are needed; `name_ar`, `variants` (split by |), `precision`, `radius_m`,
`country`, `governorate`, `parent`, `population`, `bank`, `id`, `source`, `licence` may follow.
"""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from civharm.model.errors import InvalidInput
from civharm.model.ids import stable_id
from civharm.model.places import PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.places.keys import looser_keys, plain_keys

SHIPPED = Path(__file__).parent.parent / "codebook" / "lists" / "places"

_NEEDED = ("name", "lat", "lon")
_OTHER_WORDS = {
    "alt_names": "variants", "alternatenames": "variants", "aliases": "variants", "latitude": "lat", "y": "lat",
    "longitude": "lon", "lng": "lon", "long": "lon", "x": "lon", "level": "precision", "kind": "precision",
    "within": "parent", "countrycode": "country", "adm1": "governorate", "admin1": "governorate",
    "province": "governorate", "pcode_or_id": "id", "license": "licence", "radius": "radius_m",
}  # fmt: skip
_PRECISIONS = {
    "adm0": PlacePrecision.COUNTRY, "adm1": PlacePrecision.PROVINCE, "governorate": PlacePrecision.PROVINCE,
    "adm2": PlacePrecision.DISTRICT, "adm3": PlacePrecision.SUBDISTRICT, "neighborhood": PlacePrecision.NEIGHBOURHOOD,
    "landmark": PlacePrecision.LANDMARK, "exact": PlacePrecision.EXACT, "populated_place": PlacePrecision.TOWN,
    "as_named": PlacePrecision.UNKNOWN, "": PlacePrecision.UNKNOWN,
}  # fmt: skip
#: Radii in metres where a file gives none.
DEFAULT_RADIUS_M = {
    PlacePrecision.EXACT: 50, PlacePrecision.STREET: 300, PlacePrecision.LANDMARK: 300,
    PlacePrecision.NEIGHBOURHOOD: 800, PlacePrecision.VILLAGE: 1_000, PlacePrecision.TOWN: 2_500,
    PlacePrecision.CITY: 8_000, PlacePrecision.SUBDISTRICT: 12_000, PlacePrecision.DISTRICT: 30_000,
    PlacePrecision.PROVINCE: 90_000, PlacePrecision.COUNTRY: 400_000, PlacePrecision.UNKNOWN: 3_000,
}  # fmt: skip
_COORDINATE = re.compile(r"[+-]?\d{1,3}(?:\.\d+)?")


#: Gives the code of a governorate by its name and country, None where it is not known.
Provinces = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Layer:
    """The places of one file by the keys of their names."""

    name: str
    places: tuple[GazetteerPlace, ...]
    places_by_key: Mapping[str, tuple[GazetteerPlace, ...]]


def load_layer(path: Path, *, provinces: Provinces | None = None) -> Layer:
    """Read one place file, whole or not at all.

    Raises InvalidInput that names file, line and remedy for the first row with a mistake.
    """
    places: list[GazetteerPlace] = []
    by_key: dict[str, dict[str, GazetteerPlace]] = {}
    for line, row in _rows(path):
        place = _place(row, where=f"{path}, line {line}", layer=path.stem, provinces=provinces)
        places.append(place)
        for key in _keys(row):
            by_key.setdefault(key, {}).setdefault(place.id, place)
    return Layer(path.stem, tuple(places), {key: tuple(found.values()) for key, found in by_key.items()})


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            columns = _columns(header, path)
            delimiter = _delimiter(header)
            for cells in (reader := csv.reader(file, delimiter=delimiter)):
                if any(cell.strip() for cell in cells):
                    yield reader.line_num + 1, _row(cells, columns, f"{path}, line {reader.line_num + 1}")
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{path} is not UTF-8; save it as UTF-8 and load it again", code="encoding"
        ) from error
    except OSError as error:
        raise InvalidInput(f"{path} can't be read: {error.strerror}", code="unreadable") from error


def _delimiter(header: str) -> str:
    return max("\t;,", key=header.count)


def _columns(header: str, path: Path) -> list[str]:
    named = next(csv.reader([header], delimiter=_delimiter(header)), [])
    columns = [_OTHER_WORDS.get(name.strip().lower(), name.strip().lower()) for name in named]
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        raise InvalidInput(
            f"{path}, line 1: no column {', '.join(missing)}; the header must name at least name, lat, lon",
            code="columns",
        )
    return columns


def _row(cells: list[str], columns: list[str], where: str) -> dict[str, str]:
    if len(cells) > len(columns):
        raise InvalidInput(
            f"{where}: {len(cells)} cells under {len(columns)} columns; quote cells with commas in them"
        )
    return dict(zip(columns, (cell.strip() for cell in cells), strict=False))


def _place(row: Mapping[str, str], *, where: str, layer: str, provinces: Provinces | None) -> GazetteerPlace:
    if not row.get("name"):
        raise InvalidInput(f"{where}: no name")
    lat, lon = _point(row, where)
    kind = _precision(row.get("precision", ""), where)
    country = row.get("country", "").upper()
    identity = row.get("id") or stable_id(row["name"], f"{lat:.5f}", f"{lon:.5f}")[:10]
    return GazetteerPlace(
        id=f"geonames:{identity}" if row.get("source", "").startswith("GeoNames") else f"{layer}:{identity}",
        name=row["name"],
        lat=lat,
        lon=lon,
        country=country,
        kind=kind,
        bank=row.get("bank") or None,
        radius_m=_whole(row.get("radius_m", ""), "radius_m", where) or DEFAULT_RADIUS_M[kind],
        admin1=_area(row.get("governorate", ""), country, provinces),
        parent=row.get("parent") or row.get("governorate") or None,
        population=_whole(row.get("population", ""), "population", where) or 0,
        layer=layer,
        source=row.get("source", ""),
        licence=row.get("licence", ""),
    )


def _point(row: Mapping[str, str], where: str) -> tuple[float, float]:
    lat, lon = row.get("lat", ""), row.get("lon", "")
    for name, written in (("lat", lat), ("lon", lon)):
        if not _COORDINATE.fullmatch(written):
            raise InvalidInput(f"{where}: {name} {written!r} is no number of degrees; write it like 36.3416")
    if abs(float(lat)) > 90 >= abs(float(lon)):
        raise InvalidInput(f"{where}: lat {lat} is impossible; lat and lon look swapped", code="swapped")
    if abs(float(lat)) > 90 or abs(float(lon)) > 180:
        raise InvalidInput(f"{where}: {lat}, {lon} is no point on the earth", code="impossible")
    return float(lat), float(lon)


def _precision(written: str, where: str) -> PlacePrecision:
    word = written.lower().replace(" ", "_")
    if word in _PRECISIONS:
        return _PRECISIONS[word]
    try:
        return PlacePrecision(word)
    except ValueError as error:
        ladder = ", ".join(PlacePrecision)
        raise InvalidInput(f"{where}: precision {written!r} is none of: {ladder}") from error


def _whole(written: str, column: str, where: str) -> int | None:
    if not written:
        return None
    if not written.isdigit():
        raise InvalidInput(f"{where}: {column} {written!r} is no whole number")
    return int(written)


def _area(name: str, country: str, provinces: Provinces | None) -> str | None:
    """The code of the governorate, if the world knows it by this name or as this code."""
    if not name or provinces is None:
        return None
    return f"{country}.{name}" if name.isdigit() else provinces(name, country)


def _keys(row: Mapping[str, str]) -> set[str]:
    written = [row["name"], row.get("name_ar", ""), *row.get("variants", "").split("|")]
    plain = plain_keys(written, row.get("country", "").upper())
    return plain | set(looser_keys(plain))
