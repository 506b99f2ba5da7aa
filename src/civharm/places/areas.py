"""The area that a place lies in, by the gazetteer."""

from functools import lru_cache

from civharm.model.places import Place, PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.places.gazetteer import SqliteGazetteer

#: No place lies in more areas one within the other.
_DEEPEST = 6


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


def area_around(place: Place, rung: str, gazetteer: SqliteGazetteer) -> GazetteerPlace | None:
    """The district or the province that a place lies in, by the gazetteer's own containers; None where it has none."""
    wanted = PlacePrecision(rung)
    at = gazetteer.with_id(place.id) if place.id else None
    if at is None and place.within:
        at = _only(_of_country(gazetteer, place.within, place.country))
    for _ in range(_DEEPEST):
        if at is None or at.kind is wanted:
            return at
        if wanted is PlacePrecision.PROVINCE and at.admin1:
            name = gazetteer.province_with_code(at.admin1)
            found = _of_country(gazetteer, name, at.country) if name else []
            return _only([each for each in found if each.kind is wanted and each.admin1 == at.admin1])
        at = _only(_containers(gazetteer, at)) if at.parent else None
    return None


def _of_country(gazetteer: SqliteGazetteer, name: str, country: str | None) -> list[GazetteerPlace]:
    return [each for each in gazetteer.find_strictly(name) if each.country == country]


def _containers(gazetteer: SqliteGazetteer, place: GazetteerPlace) -> list[GazetteerPlace]:
    """What bears the name of its container, in its province, and is an area above it: the smallest rung alone."""
    found = [
        each
        for each in _of_country(gazetteer, place.parent or "", place.country)
        if each.admin1 == place.admin1 and each.kind.coarseness > place.kind.coarseness
    ]
    areas = [each for each in found if each.kind.coarseness >= PlacePrecision.SUBDISTRICT.coarseness]
    least = min((each.kind.coarseness for each in areas), default=None)
    return [each for each in areas if each.kind.coarseness == least]


def _only(found: list[GazetteerPlace]) -> GazetteerPlace | None:
    return found[0] if len(found) == 1 else None
