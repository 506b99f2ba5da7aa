"""Coordinates of place files: decimal degrees of WGS 84, with a hint where they are swapped or of another kind."""

import re

from civharm.places.layers.records import BadRow

_DEGREES = re.compile(r"[+-]?\d{1,9}(?:[.,]\d+)?")
_PAIR = re.compile(r"\s*\(?\s*([+-]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*\)?\s*")
#: No number of degrees is larger: such a number is of a projection, in metres.
_METRES = 1_000


def degrees(written: str, column: str) -> float:
    """A number of degrees as a cell holds it. Raises BadRow."""
    if not written:
        raise BadRow(f"no {column}", "write it in degrees, like 36.3416")
    if not _DEGREES.fullmatch(written):
        raise BadRow(f"{column} {shortened(written)} is no number of degrees", "write it like 36.3416")
    return float(written.replace(",", "."))


def pair(written: str, column: str) -> tuple[float, float]:
    """Latitude and longitude out of one cell ("36.3416, 43.1357"). Raises BadRow."""
    found = _PAIR.fullmatch(written)
    if found is None:
        what = f"{column} {shortened(written)} is no pair of degrees" if written else f"no {column}"
        raise BadRow(what, "write latitude and longitude, like 36.3416, 43.1357")
    return float(found[1]), float(found[2])


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
