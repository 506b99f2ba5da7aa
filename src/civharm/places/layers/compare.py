"""Two answers to one name: a layer against what the gazetteer says without it."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from civharm.model.places import PlacePrecision, distance_m
from civharm.model.ports import Gazetteer, GazetteerPlace

_NAMED = "SELECT id, name, lat, lon, country, kind, radius_m, admin1, public_id FROM places ORDER BY id"
#: Points of one place that lie nearer to each other than that contradict nobody.
_NEAR_M = 10_000
#: A larger layer would take minutes.
MOST_COMPARED = 200_000
_POPULATED = frozenset(
    {PlacePrecision.VILLAGE, PlacePrecision.TOWN, PlacePrecision.CITY, PlacePrecision.UNKNOWN}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A place of a file, to be compared."""

    number: int
    name: str
    point: tuple[float, float]
    country: str
    kind: PlacePrecision
    radius_m: int
    admin1: str | None
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A place of a file with what the gazetteer answers to its name, None where it knows none such."""

    place: Named
    answer: GazetteerPlace | None

    @property
    def distance_m(self) -> float | None:
        """How far the answer lies from the file's point."""
        return distance_m(self.place.point, (self.answer.lat, self.answer.lon)) if self.answer else None


def compared(database: sqlite3.Connection, gazetteer: Gazetteer) -> Iterator[Compared]:
    """Every place of a compiled file beside the gazetteer's answer to its name, in their order."""
    for row in database.execute(_NAMED):
        number, name, lat, lon, country, kind, radius_m, admin1, public_id = row
        place = Named(
            number=number,
            name=name,
            point=(lat, lon),
            country=country,
            kind=PlacePrecision(kind),
            radius_m=radius_m,
            admin1=admin1,
            id=public_id,
        )
        yield Compared(place=place, answer=_answer(place, gazetteer.find(name)))


def contradictions(database: sqlite3.Connection, gazetteer: Gazetteer) -> Iterator[Compared]:
    """Places that the gazetteer has elsewhere: under the same id, or as the only one of their name and kind around."""
    for one in compared(database, gazetteer):
        place, answer = one.place, one.answer
        if answer is None or one.distance_m is None:
            continue
        far = max(_NEAR_M, place.radius_m + answer.radius_m)
        if one.distance_m > far and (
            _own_id(answer.id) == _own_id(place.id) or _is_the_only(place, gazetteer.find(place.name))
        ):
            yield one


def _own_id(id: str) -> str:
    """The id without the name of its layer: a code of OCHA is one and the same in two files."""
    return id.partition(":")[2]


def _is_the_only(place: Named, found: Sequence[GazetteerPlace]) -> bool:
    """True if only one place of the name can be meant: of the same kind in the same area."""
    return len([one for one in found if _may_be(place, one) and one.admin1 == place.admin1]) == 1


def _may_be(place: Named, found: GazetteerPlace) -> bool:
    is_of_kind = found.kind is place.kind or {found.kind, place.kind} <= _POPULATED
    return is_of_kind and found.country == place.country


def _answer(place: Named, found: Sequence[GazetteerPlace]) -> GazetteerPlace | None:
    """The place of that name that would be taken: the same id, else of the country, the area, the kind; in this order."""

    def fit(one: GazetteerPlace) -> tuple[bool, ...]:
        return (
            _own_id(one.id) == _own_id(place.id),
            one.country == place.country,
            bool(place.admin1) and one.admin1 == place.admin1,
            one.kind is place.kind,
            _may_be(place, one),
        )

    return max(found, key=fit, default=None)
