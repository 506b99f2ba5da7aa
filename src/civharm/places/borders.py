"""Where a country lies, roughly: enough to see that latitude and longitude were swapped."""

import sqlite3
from dataclasses import dataclass

#: Coasts, deserts and borders lie beyond a country's outermost towns.
_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """The southernmost, westernmost, northernmost and easternmost degree of a country, a little widened."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, lat: float, lon: float) -> bool:
        """True if the point lies in the box."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


def country_box(connection: sqlite3.Connection, country: str) -> Box | None:
    """The box around the towns of a country by its ISO code, None where the gazetteer has none."""
    south, west, north, east = connection.execute(
        "SELECT min(lat), min(lon), max(lat), max(lon) FROM places WHERE country = ? AND kind IN ('city', 'town', 'village')",
        (country,),
    ).fetchone()
    if south is None:
        return None
    return Box(south - _MARGIN, west - _MARGIN, north + _MARGIN, east + _MARGIN)


def looks_swapped(lat: float, lon: float, box: Box) -> bool:
    """True if the point lies outside the country, and inside it once latitude and longitude change places."""
    return not box.holds(lat, lon) and box.holds(lon, lat)
