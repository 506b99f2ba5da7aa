"""Coordinates as people write them: degrees in the usual spellings, military grid squares, links to maps.

Only WGS 84 is read: a text that names another datum is refused, for the point may lie hundreds of metres off.
Every reading has a radius: half the diagonal of the cell that the last digit written leaves open.
"""

import math
import re
from dataclasses import dataclass, replace

from civharm.model.errors import InvalidInput
from civharm.model.spans import Span
from civharm.places.degrees import Angle, angles
from civharm.places.grid import METRES_PER_DEGREE, grid_cell, is_grid

_DATUM = re.compile(
    r"\b(?:ED[ -]?50|European Datum(?: 1950)?|NAD[ -]?(?:27|83)|Pulkovo(?: 1942)?|SK-?42|Karbala(?: 1979)?|Nahrwan(?: 19\d\d)?"
    r"|Clarke 18\d\d|Palestine(?: 19)?[ -]?(?:Grid|23)|Deir ez Zor datum|Stereographique|ITM|Israel (?:TM|1993)|OSGB(?:36)?"
    r"|Beijing 19\d\d|GCJ-?02|Arc 19\d\d|Adindan|Tokyo datum)\b",
    re.IGNORECASE,
)
_WGS84 = re.compile(r"\(?\b(?:WGS[ -_]?(?:19)?84|EPSG:?4326)\b\)?", re.IGNORECASE)
_INTRODUCED = re.compile(
    r"^[\s([{]*(?:(?:gps|grid|map|geo)?[ -]*(?:coordinates?|coords?|location|position|reference|ref)|gps|mgrs|(?:ال)?[إا]حداثيات)?"
    r"[\s:=.]*",
    re.IGNORECASE,
)
_UTM = re.compile(
    r"^(?:utm\s*)?(?:zone\s*)?\d{1,2}\s*[A-Z](?:\s+\d{6,7}(?:\.\d+)?){2}\s*m?[EN]?$", re.IGNORECASE
)
_N = r"[+-]?\d{1,3}\.\d+"
#: A marker in a link beats the middle of the map that it shows.
_LINKS = (
    re.compile(rf"!3d(?P<lat>{_N})!4d(?P<lon>{_N})"),
    re.compile(rf"[?&]mlat=(?P<lat>{_N})&mlon=(?P<lon>{_N})"),
    re.compile(rf"[?&](?:q|query|ll|destination|daddr)=(?:loc:)?(?P<lat>{_N})(?:,|%2C)\+?(?P<lon>{_N})", re.IGNORECASE),
    re.compile(rf"\bgeo:(?P<lat>{_N}),(?P<lon>{_N})"),
    re.compile(rf"[@/](?P<lat>{_N}),(?P<lon>{_N})(?P<view>,\d)?"),
    re.compile(rf"#map=\d+/(?P<lat>{_N})/(?P<lon>{_N})(?P<view>)"),
)  # fmt: skip
_LINK = re.compile(r"(?:\w+://|\bgeo:)\S+|\b(?:www\.|maps\.)\S+", re.IGNORECASE)
#: The middle of a map that a link shows is near what it is about, not on it.
_VIEW_RADIUS_M = 500
#: Links are long; coordinates are not.
_LONGEST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """A point of WGS 84 and how exactly it was written: it lies within `radius_m` of it. `notation` says how."""

    lat: float
    lon: float
    radius_m: int
    notation: str

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude."""
        return self.lat, self.lon


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """Coordinates that a text states at a span; `fault` is the code of what is wrong with them, if anything is."""

    span: Span
    coordinates: Coordinates | None = None
    fault: str | None = None


def parse_coordinates(text: str) -> Coordinates:
    """The one point that a text states.

    Raises InvalidInput with a remedy; its code is `not-coordinates`, `impossible`, `swapped`, `datum`,
    `run-together` or `grid`.
    """
    if len(text) > _LONGEST:
        raise InvalidInput(f"{text[:40]!r}… is too long for a pair of coordinates", code="not-coordinates")
    bare = _INTRODUCED.sub("", _WGS84.sub(" ", text)).strip(" \t\r\n.,;:()[]{}")
    if is_grid(bare):  # before the datums: "49X ED 50 30" is a square
        lat, lon, radius_m = grid_cell(bare)
        return Coordinates(lat=lat, lon=lon, radius_m=radius_m, notation="mgrs")
    if datum := other_datum(text):
        raise InvalidInput(
            f"{text.strip()!r} is on {datum}: only WGS 84 is read; convert it to WGS 84 first",
            code="datum",
        )
    if link := _LINK.search(text):
        return _of_link(link.group())
    if _UTM.fullmatch(bare):
        raise InvalidInput(
            f"{text.strip()!r} looks like UTM, whose letter may be a band or a hemisphere: write it as MGRS or degrees",
            code="grid",
        )
    return _of_angles(*angles(bare), written=text.strip())


def other_datum(text: str) -> str | None:
    """The datum that a text names, if it is another than WGS 84."""
    found = _DATUM.search(text)
    return found.group() if found else None


def checked_point(lat: float, lon: float, *, written: str) -> tuple[float, float]:
    """The same point. Raises InvalidInput where there is none on the earth, or where the two look swapped."""
    if abs(lat) > 90 >= abs(lon) and abs(lat) <= 180:
        raise InvalidInput(
            f"{written!r}: latitude {lat} is impossible; latitude and longitude look swapped", code="swapped"
        )
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise InvalidInput(f"{written!r}: {lat}, {lon} is no point on the earth", code="impossible")
    return lat, lon


def in_degrees(angle: float, sides: str) -> str:
    """An angle in degrees, minutes and seconds; `sides` are the letters for above and below 0 ("NS", "EW")."""
    tenths = round(abs(angle) * 36_000)
    degrees, minutes, seconds = tenths // 36_000, tenths // 600 % 60, tenths % 600 / 10
    return f"{degrees}°{minutes:02}′{seconds:04.1f}″{sides[angle < 0]}"


def _of_angles(first: Angle, second: Angle, *, written: str) -> Coordinates:
    if first.axis and first.axis == second.axis:
        raise InvalidInput(
            f"{written!r} gives two {'latitudes' if first.axis == 'lat' else 'longitudes'}",
            code="not-coordinates",
        )
    is_reversed = first.axis == "lon" or second.axis == "lat"
    lat, lon = (second, first) if is_reversed else (first, second)
    point = checked_point(round(lat.degrees, 7), round(lon.degrees, 7), written=written)
    notation = "decimal" if lat.is_decimal and lon.is_decimal else "degrees"
    radius = cell_radius_m(point[0], lat.step, lon.step)
    return Coordinates(lat=point[0], lon=point[1], radius_m=radius, notation=notation)


def cell_radius_m(lat: float, lat_step: float, lon_step: float) -> int:
    """Half the diagonal, in metres, of a cell of so many degrees."""
    north = lat_step * METRES_PER_DEGREE
    east = lon_step * METRES_PER_DEGREE * math.cos(math.radians(lat))
    return max(1, math.ceil(math.hypot(north, east) / 2))


def _of_link(link: str) -> Coordinates:
    found = next((match for pattern in _LINKS if (match := pattern.search(link))), None)
    if found is None:
        raise InvalidInput(f"the link {link} states no coordinates", code="not-coordinates")
    point = _of_angles(*angles(f"{found['lat']}, {found['lon']}"), written=link)
    is_view = found.groupdict().get("view") is not None
    radius = max(point.radius_m, _VIEW_RADIUS_M) if is_view else point.radius_m
    return replace(point, radius_m=radius, notation="link")
