"""What a map shows: spots with a precision radius, and the other places that reports name."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from civharm.catalogue.record import Index
from civharm.model.casualties import Harm
from civharm.model.incidents import Incident
from civharm.model.places import Place, PlacePrecision
from civharm.web.pages.parts import grade_mark
from civharm.web.pages.totals import toll_words
from civharm.web.terms import term_words
from civharm.web.words import listed, metres_words, place_words, when_words

_FALLBACK_RADIUS_M = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SpotIncident:
    """An incident in the list that opens at a spot."""

    id: str
    title: str
    killed: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point with the circle in which the place lies, and what happened there."""

    lat: float
    lon: float
    radius_m: int
    name: str
    precision: str
    incidents: tuple[SpotIncident, ...] = ()
    is_alternative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapScene:
    """Spots to draw, other places as quiet labels, and how many incidents have no point."""

    spots: tuple[Spot, ...]
    labels: tuple[Spot, ...] = ()
    unplaced: int = field(default=0)

    def as_json(self) -> dict[str, Any]:
        """The form that the map's script reads."""
        return asdict(self)


def incidents_scene(index: Index) -> MapScene:
    """All incidents, those at one point together."""
    grouped: dict[tuple[float, float, int], list[Incident]] = {}
    for incident in index.record.incidents:
        point = _point(incident.where)
        if point:
            grouped.setdefault(point, []).append(incident)
    spots = tuple(_incidents_spot(index, incidents) for incidents in grouped.values())
    return MapScene(
        spots=spots,
        labels=_labels(index, spots),
        unplaced=len(index.record.incidents) - sum(len(spot.incidents) for spot in spots),
    )


def incident_scene(index: Index, incident: Incident) -> MapScene:
    """One incident with the other places that its words may mean."""
    place = incident.where
    if place is None or not place.is_located:
        return MapScene(spots=(), unplaced=1)
    spot = _incidents_spot(index, [incident])
    others = tuple(
        Spot(
            lat=other.lat, lon=other.lon, radius_m=spot.radius_m, name=other.name,
            precision=spot.precision, is_alternative=True,
        )
        for other in place.alternatives
    )  # fmt: skip
    return MapScene(spots=(spot, *others), labels=_labels(index, (spot,)))


def _incidents_spot(index: Index, incidents: list[Incident]) -> Spot:
    place = incidents[0].where
    if place is None or place.lat is None or place.lon is None:
        raise ValueError(f"incident {incidents[0].id} has no point")
    return Spot(
        lat=place.lat,
        lon=place.lon,
        radius_m=place.radius_m or _FALLBACK_RADIUS_M,
        name=place_words(place),
        precision=listed((term_words(place.precision), metres_words(place.radius_m))),
        incidents=tuple(_spot_incident(index, incident) for incident in incidents),
    )


def _spot_incident(index: Index, incident: Incident) -> SpotIncident:
    assessment = index.assessments.get(incident.id)
    return SpotIncident(
        id=incident.id,
        title=when_words(incident.when),
        killed=toll_words(assessment, Harm.KILLED),
        grade=grade_mark(assessment).words,
    )


def _labels(index: Index, spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Places that claims name, without those that are a spot already."""
    taken = {(spot.lat, spot.lon) for spot in spots}
    found: dict[tuple[float, float], Spot] = {}
    for claim in index.record.claims:
        for place in claim.where:
            if place.lat is None or place.lon is None or (place.lat, place.lon) in taken:
                continue
            if place.precision.coarseness > PlacePrecision.CITY.coarseness:
                continue  # a province or a country is no point to put a dot on
            found.setdefault((place.lat, place.lon), _label(place, place.lat, place.lon))
    return tuple(found.values())


def _label(place: Place, lat: float, lon: float) -> Spot:
    radius = place.radius_m or _FALLBACK_RADIUS_M
    return Spot(lat=lat, lon=lon, radius_m=radius, name=place.name, precision=term_words(place.precision))


def _point(place: Place | None) -> tuple[float, float, int] | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return (place.lat, place.lon, place.radius_m or _FALLBACK_RADIUS_M)
