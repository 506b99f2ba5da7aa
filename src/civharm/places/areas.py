"""The area that a place lies in, by the gazetteer."""

from functools import lru_cache

from civharm.model.places import Place
from civharm.places.gazetteer import SqliteGazetteer


class Provinces:
    """Names of first-order areas, each looked up once."""

    def __init__(self, gazetteer: SqliteGazetteer) -> None:
        self._gazetteer = gazetteer
        self._named = lru_cache(maxsize=None)(gazetteer.province_with_code)

    def of(self, place: Place) -> str | None:
        """The province that the gazetteer places it in; None where it has neither the place nor what it lies in."""
        code = self._code(place.id) if place.id else None
        if code is None and place.within:
            found = {
                each.admin1
                for each in self._gazetteer.find_strictly(place.within)
                if each.country == place.country
            }
            code = found.pop() if len(found) == 1 else None
        return self._named(code) if code else None

    def _code(self, place_id: str) -> str | None:
        found = self._gazetteer.with_id(place_id)
        return found.admin1 if found else None
