"""Squares of the military grid (MGRS), in and out.

What is written names a cell by its south-west corner. The point that we give is the middle of the cell, and the radius
half of its diagonal: the corner alone would put "3+3 digits" up to 141 m off, and always to the same side.
The geometry is the `mgrs` package's: the NGA's own code.
"""

import math
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol

from civharm.model.errors import InvalidInput

_GRID = re.compile(
    r"(?P<zone>\d{1,2})[\s-]*(?P<band>[A-Z])[\s-]*(?P<square>[A-Z]{2})(?P<digits>[\s-]*\d[\d\s-]*)?",
    re.IGNORECASE,
)
_POLAR = re.compile(r"[ABYZ]\s?[A-Z]{2}(?:\s?\d{1,10}){1,2}", re.IGNORECASE)
_NO_ZONE = re.compile(r"[A-Z]{2}\s?(?:\d{3,5}\s\d{3,5}|\d{6}|\d{8}|\d{10})", re.IGNORECASE)
_SIZES_M = (100_000, 10_000, 1_000, 100, 10, 1)
_MOST_DIGITS = 5
NORTHERNMOST, SOUTHERNMOST = 84.0, -80.0
METRES_PER_DEGREE = 111_320.0
#: Degrees, far below a metre.
_ON_EQUATOR = 1e-7


def is_grid(text: str) -> bool:
    """True if a text has the form of a square of the grid, be it a right one or not."""
    return any(form.fullmatch(text.strip()) for form in (_GRID, _POLAR, _NO_ZONE))


def grid_cell(text: str) -> tuple[float, float, int]:
    """Latitude and longitude of the middle of a cell, and half of its diagonal in metres.

    Raises InvalidInput with the code `grid`.
    """
    square, digits = _parsed(text)
    middle = _middle(square, digits)
    if middle is None:
        raise InvalidInput(f"{text.strip()!r}: there is no such square; look at its letters", code="grid")
    size = _SIZES_M[len(digits) // 2]
    return round(middle[0], 6), round(middle[1], 6), math.ceil(size * math.sqrt(2) / 2)


def grid_square(lat: float, lon: float, *, radius_m: float = 1.0) -> str | None:
    """The cell that the point lies in, as fine as the radius allows; None near the poles."""
    if not SOUTHERNMOST <= lat <= NORTHERNMOST:
        return None
    if -_ON_EQUATOR < lat < 0:  # the package takes the southern row for it, which ends just there
        lat = 0.0
    fitting = (n for n in range(_MOST_DIGITS, 0, -1) if math.ceil(_SIZES_M[n] * math.sqrt(2) / 2) >= radius_m)
    digits = next(fitting, 1)
    written = _encoded(lat, lon, digits)
    cut = len(written) - 2 * digits
    return f"{written[: cut - 2]} {written[cut - 2 : cut]} {written[cut : cut + digits]} {written[cut + digits :]}"


def _parsed(text: str) -> tuple[str, str]:
    """Zone, band and square in capitals, and the digits behind them."""
    written = text.strip()
    found = _GRID.fullmatch(written)
    if found is None:
        remedy = "squares of the poles are not read"
        if not _POLAR.fullmatch(written):
            remedy = "zone and band must stand in front, as in 38S LF 32 23"
        raise InvalidInput(f"{written!r}: {remedy}", code="grid")
    letters = (found["band"] + found["square"]).upper()
    if "I" in letters or "O" in letters:
        raise InvalidInput(f"{written!r}: the grid has no letters I and O; is it 1 or 0?", code="grid")
    groups = (found["digits"] or "").replace("-", " ").split()
    digits = "".join(groups)
    is_uneven = len(groups) == 2 and len(groups[0]) != len(groups[1])
    if len(digits) % 2 or len(digits) > 2 * _MOST_DIGITS or is_uneven:
        remedy = "as many digits to the east as to the north are needed, five of each at most"
        raise InvalidInput(f"{written!r}: {remedy}", code="grid")
    return f"{int(found['zone']):02}{letters}", digits


def _middle(square: str, digits: str) -> tuple[float, float] | None:
    """The middle of a cell, None where no part of it lies in the zone and band that are written.

    The package counts on from the zone and band that it is given, and warns at most.
    """
    from mgrs.core import MGRSError  # like `_grid`

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        try:
            middle = _grid().toLatLon(square + digits)
        except MGRSError:
            return None
        reach = max(_SIZES_M[len(digits) // 2], 2)
        is_there = any(_encoded(*point, 0)[:3] == square[:3] for point in _around(*middle, reach))
    return middle if is_there else None


def _around(lat: float, lon: float, metres: float) -> Iterator[tuple[float, float]]:
    """The point and eight around it: borders of zones and bands run through cells."""
    north = metres / METRES_PER_DEGREE
    east = north / math.cos(math.radians(lat))
    for y in (0, -1, 1):
        for x in (0, -1, 1):
            yield lat + y * north, lon + x * east


def _encoded(lat: float, lon: float, digits: int) -> str:
    return _grid().toMGRS(lat, (lon + 180) % 360 - 180, MGRSPrecision=digits)


class _Grid(Protocol):
    def toLatLon(self, square: str) -> tuple[float, float]: ...

    def toMGRS(self, lat: float, lon: float, *, MGRSPrecision: int) -> str: ...


@lru_cache(maxsize=1)
def _grid() -> _Grid:
    from mgrs import MGRS  # only who reads a grid square pays for it

    grid: _Grid = MGRS()
    return grid
