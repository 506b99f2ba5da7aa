"""GeoJSON of a user's own, checked and cut down to what a map draws: outlines, and one name each, as text."""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from civharm.model.errors import InvalidInput

MOST_BYTES = 30_000_000
MOST_FEATURES = 50_000
MOST_POSITIONS = 500_000
_MOST_NAME = 200
#: About ten centimetres.
_DECIMALS = 6
_NAMES = ("name", "Name", "NAME", "name_en", "name_ar", "title", "label")
_TILES = "make tiles of it (a .pmtiles file, for example with tippecanoe), or a smaller excerpt"
#: How deep the positions lie in the coordinates of each geometry.
_DEPTHS = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3,
}  # fmt: skip
_WGS84 = re.compile(r"CRS84|EPSG:{1,2}4326", re.IGNORECASE)


@dataclass(slots=True)
class _Seen:
    """What was read so far: how many positions, and where they lie."""

    positions: int = 0
    bounds: list[float] = field(default_factory=lambda: [math.inf, math.inf, -math.inf, -math.inf])


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Checked features as the map gets them, and where they lie: west, south, east, north."""

    features: Sequence[Mapping[str, Any]]
    bounds: tuple[float, float, float, float]

    def as_json(self) -> str:
        """The file that is kept and served."""
        return json.dumps(
            {"type": "FeatureCollection", "features": self.features},
            ensure_ascii=False,
            allow_nan=False,
            separators=(",", ":"),
        )


def read_geojson(path: Path) -> Outlines:
    """The features of a file. Raises InvalidInput, which names the place and the remedy."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise _refused(path, f"it has {size:,} bytes, more than {MOST_BYTES:,}: {_TILES}")
    plain = _parsed(path)
    features = list(_features(path, plain))
    if len(features) > MOST_FEATURES:
        raise _refused(path, f"it has {len(features):,} features, more than {MOST_FEATURES:,}: {_TILES}")
    seen = _Seen()
    kept = [_kept(path, number, feature, seen) for number, feature in enumerate(features, start=1)]
    drawn = [feature for feature in kept if feature is not None]
    if not drawn:
        raise _refused(path, "no feature in it has a geometry: there is nothing to draw")
    west, south, east, north = seen.bounds
    return Outlines(features=drawn, bounds=(west, south, east, north))


def _parsed(path: Path) -> dict[str, Any]:
    try:
        plain = json.loads(path.read_text(encoding="utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise _refused(path, "it is not written in UTF-8: save it as UTF-8") from error
    except RecursionError as error:
        raise _refused(
            path, "it is nested deeper than any map: save it anew from the program that made it"
        ) from error
    except ValueError as error:
        raise _refused(path, f"it is no JSON ({str(error)[:120]}): save it anew as GeoJSON") from error
    if not isinstance(plain, dict):
        raise _refused(path, 'it is no GeoJSON: it must begin with an object of the type "FeatureCollection"')
    named = str((plain.get("crs") or {}).get("properties", {}).get("name", "")) if _is_crs(plain) else ""
    if named and not _WGS84.search(named):
        raise _refused(path, f"its coordinates are of {named[:60]}: save it in WGS 84 (EPSG:4326)")
    return plain


def _is_crs(plain: Mapping[str, Any]) -> bool:
    crs = plain.get("crs")
    return isinstance(crs, dict) and isinstance(crs.get("properties"), dict)


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _features(path: Path, plain: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    kind = plain.get("type")
    if kind == "FeatureCollection" and isinstance(plain.get("features"), list):
        yield from plain["features"]
    elif kind == "Feature":
        yield plain
    elif kind in _DEPTHS or kind == "GeometryCollection":
        yield {"type": "Feature", "geometry": plain}
    else:
        raise _refused(path, f"it is no GeoJSON: its type is {str(kind)[:40]!r}, not FeatureCollection")


def _kept(path: Path, number: int, feature: object, seen: _Seen) -> dict[str, Any] | None:
    """A feature with its geometry and its name alone; None where it has no geometry."""
    where = f"feature {number}"
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _refused(path, f"{where} is no feature")
    geometry = feature.get("geometry")
    if geometry is None:
        return None
    checked = _geometry(path, where, geometry, seen)
    if seen.positions > MOST_POSITIONS:
        raise _refused(path, f"it has more than {MOST_POSITIONS:,} positions: {_TILES}")
    return {"type": "Feature", "properties": _properties(feature.get("properties")), "geometry": checked}


def _properties(properties: object) -> dict[str, str]:
    given = properties if isinstance(properties, dict) else {}
    named = (given[key] for key in _NAMES if isinstance(given.get(key), str | int) and given[key] != "")
    name = str(next(named, ""))[:_MOST_NAME]
    return {"name": "".join(letter for letter in name if letter.isprintable())} if name else {}


def _geometry(path: Path, where: str, geometry: object, seen: _Seen) -> dict[str, Any]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or not isinstance(kind, str):
        raise _refused(path, f"{where} has no geometry that is one")
    if kind == "GeometryCollection" and isinstance(geometry.get("geometries"), list):
        parts = [_geometry(path, where, part, seen) for part in geometry["geometries"]]
        return {"type": kind, "geometries": parts}
    if kind not in _DEPTHS:
        raise _refused(path, f"{where} has a geometry of the unknown type {kind[:40]!r}")
    coordinates = _coordinates(path, where, geometry.get("coordinates"), _DEPTHS[kind], seen=seen)
    return {"type": kind, "coordinates": coordinates}


def _coordinates(path: Path, where: str, given: object, depth: int, *, seen: _Seen) -> list[Any]:
    if not isinstance(given, list):
        raise _refused(path, f"{where} has coordinates that are no list")
    if depth:
        return [_coordinates(path, where, part, depth - 1, seen=seen) for part in given]
    return _position(path, where, given, seen)


def _position(path: Path, where: str, given: Sequence[object], seen: _Seen) -> list[float]:
    numbers = [
        number for number in given[:2] if isinstance(number, int | float) and not isinstance(number, bool)
    ]
    if len(numbers) != 2 or not (abs(numbers[0]) <= 180 and abs(numbers[1]) <= 90):
        written = ", ".join(str(number)[:20] for number in given[:2])
        raise _refused(
            path,
            f"{where} has the position [{written}], which is no longitude and latitude in degrees of WGS 84",
        )
    lon, lat = round(float(numbers[0]), _DECIMALS), round(float(numbers[1]), _DECIMALS)
    seen.positions += 1
    west, south, east, north = seen.bounds
    seen.bounds[:] = (min(west, lon), min(south, lat), max(east, lon), max(north, lat))
    return [lon, lat]


def _refused(path: Path, why: str) -> InvalidInput:
    return InvalidInput(f"{path.name} is not taken as a layer of the map: {why}", code="map-layer")
