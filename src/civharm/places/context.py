"""What the other names of a report say about where it plays: each votes for its readings, none for itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from civharm.model.places import PlacePrecision, distance_m
from civharm.model.ports import GazetteerPlace
from civharm.places.names import plain_key

_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN)
_SETTLEMENTS = (PlacePrecision.CITY, PlacePrecision.TOWN, PlacePrecision.VILLAGE)
#: Quarters lie no further from the middle of their town than twice its radius, and this.
_OUTER_QUARTERS_M = 1_000
#: From this share on a reading of a name is one to go by.
LIKELY = 0.2


@dataclass(frozen=True, slots=True)
class Scored:
    """A place with how well it fits; `is_alike` if its name merely looks like the one in the text."""

    place: GazetteerPlace
    score: float
    is_alike: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """One reading of a name, by its strict key, with how likely it is that this is what is meant."""

    name: str
    place: GazetteerPlace
    weight: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a report says apart from one of its names: countries, areas and points, by how strongly."""

    countries: Counter[str] = field(default_factory=Counter)
    areas: Counter[str] = field(default_factory=Counter)
    points: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a report says about where it plays.

    `countries` are those that it names or is hinted to be about, by the name that says so ("" for a hint);
    `votes` are the readings of its other names. `scope` are the countries that it is about or names, empty
    where it is not known what it is about; `home` are its places of note there: a name, and its first-order area.
    """

    countries: Mapping[str, Counter[str]] = field(default_factory=dict)
    votes: Sequence[Vote] = ()
    near: tuple[tuple[float, float], ...] = ()
    scope: frozenset[str] = frozenset()
    home: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()

    def beside(self, name: str) -> Surroundings:
        """What the report says apart from this name: no name is evidence for its own reading."""
        known = self._surroundings.get(name)
        if known is None:
            known = self._surroundings[name] = self._beside(name)
        return known

    @cached_property
    def _surroundings(self) -> dict[str, Surroundings]:
        return {}

    def _beside(self, name: str) -> Surroundings:
        countries: Counter[str] = Counter()
        for said_by, counted in self.countries.items():
            if said_by != name:
                countries.update(counted)
        areas: Counter[str] = Counter()
        points = [(lat, lon, 1.0) for lat, lon in self.near]
        for vote in self.votes:
            if vote.name == name:
                continue
            place = vote.place
            countries[place.country] += vote.weight  # type: ignore[assignment]
            if place.admin1:
                areas[place.admin1] += vote.weight  # type: ignore[assignment]
            if place.kind not in _WIDE:
                points.append((place.lat, place.lon, vote.weight))
        return Surroundings(countries, areas, tuple(points))

    def may_be_meant(self, place: GazetteerPlace, name: str, *, is_slip: bool = False) -> bool:
        """True for a namesake in letters alone where the report plays; for a slip of the pen, or beyond a near border."""
        if not self.beside(name).countries[place.country]:
            return False
        return not self.is_elsewhere(place) or (is_slip and self._is_beside_named_area(place))

    def _is_beside_named_area(self, place: GazetteerPlace) -> bool:
        areas = (vote.place for vote in self.votes if vote.place.kind is PlacePrecision.PROVINCE)
        return any(
            distance_m((place.lat, place.lon), (area.lat, area.lon)) <= 2 * area.radius_m for area in areas
        )

    def names_town_of(self, part: GazetteerPlace, name: str) -> bool:
        """True if the report names what this part lies in; for a quarter a word for the area around is not enough.

        Files often write the governorate where the town should stand: what counts is where both lie. The name alone
        must do for a town that has no point, and for a dam or a camp, which need lie in no town.
        """
        others = [vote for vote in self.votes if vote.name != name]
        if any(vote.weight >= LIKELY and _holds(vote.place, part) for vote in others):
            return True
        around = plain_key(part.parent or "")
        is_quarter = part.kind is PlacePrecision.NEIGHBOURHOOD
        return around in self.names and not (is_quarter and any(vote.name == around for vote in others))

    def is_elsewhere(self, place: GazetteerPlace, *, but: str | None = None) -> bool:
        """True for a place of a country of which the report names other areas; what one name says may be left out."""
        areas = {area for said, area in self.home if said != but and area.startswith(f"{place.country}.")}
        return bool(areas) and place.admin1 not in areas


def _holds(town: GazetteerPlace, part: GazetteerPlace) -> bool:
    if town.kind not in _SETTLEMENTS:
        return False
    away = distance_m((town.lat, town.lon), (part.lat, part.lon))
    return away <= 2 * town.radius_m + _OUTER_QUARTERS_M
