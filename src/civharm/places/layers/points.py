"""Coordinates of place files: degrees or grid squares of WGS 84, with a hint where they are swapped or no degrees."""

import re

from civharm.model.errors import InvalidInput
from civharm.places.coordinates import parse_coordinates
from civharm.places.layers.records import BadRow, Shape

_DEGREES = re.compile(r"[+-]?\d{1,9}(?:[.,]\d+)?")
_PAIR = re.compile(r"\s*\(?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*\)?\s*")
_AS_WRITTEN = "write latitude and longitude, like 36.3416, 43.1357"
#: No number of degrees is larger: such a number is of a projection, in metres.
_METRES = 1_000


def point_in(lat: str, lon: str) -> Shape:
    """The point of two cells: decimal degrees, or degrees, minutes and seconds. Raises BadRow."""
    for column, written in (("lat", lat), ("lon", lon)):
        if not written:
            raise BadRow(f"no {column}", "write it in degrees, like 36.3416")
    if _DEGREES.fullmatch(lat) and _DEGREES.fullmatch(lon):
        return Shape(*checked(float(lat.replace(",", ".")), float(lon.replace(",", "."))))
    for column, written in (("lat", lat), ("lon", lon)):
        if not any(map(str.isdigit, written)):
            raise BadRow(f"{column} {shortened(written)} is no number of degrees", "write it like 36.3416")
    return pair_in(f"{lat}, {lon}", "point")


def pair_in(written: str, column: str) -> Shape:
    """The point of one cell: a pair of degrees, a square of the military grid, a link to a map. Raises BadRow."""
    if not written:
        raise BadRow(f"no {column}", _AS_WRITTEN)
    if found := _PAIR.fullmatch(written):
        return Shape(*checked(float(found[1]), float(found[2])))
    try:
        read = parse_coordinates(written)
    except InvalidInput as error:
        raise BadRow(f"{column} {shortened(written)} can't be read: {error}", _AS_WRITTEN) from None
    return Shape(*checked(read.lat, read.lon), read.radius_m)


def checked(lat: float, lon: float) -> tuple[float, float]:
    """The point, if there is one with these degrees. Raises BadRow."""
    if abs(lat) > _METRES or abs(lon) > _METRES:
        raise BadRow(
            f"{lat:g}, {lon:g} are no degrees but metres of a projection",
            "export the file in WGS 84 (EPSG:4326)",
        )
    if abs(lat) > 90 >= abs(lon):
        raise BadRow(f"lat {lat:g} is impossible: lat and lon look swapped", "change them over")
    if not (abs(lat) <= 90 and abs(lon) <= 180):  # so written that no number at all fails as well
        raise BadRow(f"{lat:g}, {lon:g} is no point on the earth", "check both numbers")
    if lat == lon == 0:
        raise BadRow(
            "0, 0 lies in the sea off Africa, and mostly means unknown",
            "give the point, or leave the row out",
        )
    return lat, lon


def shortened(written: str) -> str:
    """A cell's words in quotation marks, cut where they are long."""
    return repr(written if len(written) <= 40 else f"{written[:39]}…")
