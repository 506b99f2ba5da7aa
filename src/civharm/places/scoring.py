"""How well a place of the gazetteer fits a mention: kind, containment, country, nearness; inhabitants last."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace

from civharm.model.places import PlacePrecision, distance_m
from civharm.model.ports import GazetteerPlace
from civharm.places.context import LIKELY, Context, Scored, Surroundings
from civharm.places.gazetteer import is_main_name
from civharm.places.mention import PlaceMention
from civharm.places.names import bare_key, is_arabic, plain_key, skeleton_key
from civharm.places.same import is_in_world, is_main_town

_POPULATED = (PlacePrecision.CITY, PlacePrecision.TOWN, PlacePrecision.VILLAGE, PlacePrecision.UNKNOWN)
#: Rungs of what lies in a town.
PARTS = (PlacePrecision.NEIGHBOURHOOD, PlacePrecision.LANDMARK, PlacePrecision.STREET, PlacePrecision.EXACT)
#: So far beyond a province's radius a report or a source may still count a place as its own.
_BORDERLAND_M = 75_000
#: No further from its seat lies what belongs to a district.
_DISTRICT_M = 100_000
#: So far beyond a town's radius lie the last of its parts.
_OUTSKIRTS_M = 10_000
_SETTLED_KINDS = (PlacePrecision.CITY, PlacePrecision.TOWN, PlacePrecision.VILLAGE)
_AREAS = (PlacePrecision.PROVINCE, PlacePrecision.DISTRICT, PlacePrecision.SUBDISTRICT)
_NEAR_M = 150_000
#: Nearness at 240 km: further off nothing is told of in one breath.
_NOT_FAR = 0.2
_WELL_KNOWN, _OF_NOTE = 200_000, 50_000
_TOWN_FIRST = 1.6
#: What it says for a place that the report speaks of its country alone; what against it that it never does, which
#: is the less the more people live there; and what other places of its area, and nearby ones, say for it.
_COUNTRY, _ABSENT, _ABSENT_BY_SIZE, _AREA, _NEAR = 1.2, 3.2, 0.3, 0.5, 1.2
_NAMED_SHARE, _ENOUGH, _MOST_AREA, _MOST_NEAR = 0.1, 2.0, 3.0, 2.0
#: The layer of the names that people settled in a casebook, and what that weighs.
SETTLED_LAYER = "settled-names"
_SETTLED = 8.0
#: What counts against a quarter where the words say that it is a village or a town.
_NO_SETTLEMENT = 3.5
_PRIOR = {PlacePrecision.COUNTRY: 3.0, PlacePrecision.PROVINCE: 0.6, PlacePrecision.DISTRICT: -2.0}


def ranked(
    places: Sequence[GazetteerPlace],
    mention: PlaceMention,
    context: Context,
    container: Sequence[GazetteerPlace],
) -> tuple[Scored, ...]:
    """The places by how well they fit the mention, best first."""
    scored = [
        Scored(place, _score(place, mention, context, container) - _named_after_town(place, mention, places))
        for place in _not_shadowed(places)
    ]
    if mention.kind not in _AREAS:
        scored = _town_first(scored)
    return tuple(sorted(scored, key=lambda one: (-one.score, one.place.kind in _AREAS, one.place.id)))


def _town_first(scored: Sequence[Scored]) -> list[Scored]:
    """An area and its main town of one name are no rivals: the town is meant, as likely as either of the two.

    The area stays next to it: it may be what another place is said to lie in.
    """
    return [replace(one, score=_beside_namesake(one, scored)) for one in scored]


def _beside_namesake(one: Scored, others: Iterable[Scored]) -> float:
    """The better score of the two for a town, the lesser for the area that stands at it."""
    areas = [other.score for other in others if is_main_town(one.place, other.place)]
    towns = [other.score for other in others if is_main_town(other.place, one.place)]
    return max(one.score, *areas) if areas else min(one.score, *towns) if towns else one.score


def _not_shadowed(places: Sequence[GazetteerPlace]) -> list[GazetteerPlace]:
    """Without the world's rows of areas that a place file tells better."""
    told = {(plain_key(p.name), p.country, p.kind) for p in places if p.layer != "world" and p.kind in _AREAS}
    return [p for p in places if p.layer != "world" or (plain_key(p.name), p.country, p.kind) not in told]


def _score(
    place: GazetteerPlace, mention: PlaceMention, context: Context, container: Sequence[GazetteerPlace]
) -> float:
    beside = context.beside(plain_key(mention.name))
    return (
        _by_name(place, mention)
        + _by_kind(place, mention, is_outside=bool(context.scope) and place.country not in context.scope)
        + _by_container(place, container)
        + _by_country(place, beside)
        + _by_scope(place, mention, context)
        + _by_neighbours(place, beside)
        + _by_layer(place, mention, context)
        + math.log10(place.population + 10) * 0.55
        - 1.5
    )


def _by_name(place: GazetteerPlace, mention: PlaceMention) -> float:
    if is_main_name(place, mention.name):
        return 1.0
    if is_arabic(mention.name) or bare_key(place.name) == bare_key(mention.name):
        return 0.5
    return 0.0 if skeleton_key(place.name) == skeleton_key(mention.name) else -0.7


def _by_kind(place: GazetteerPlace, mention: PlaceMention, *, is_outside: bool) -> float:
    prior = 0.0 if is_outside else _PRIOR.get(place.kind, 0.0)
    if mention.kind is None or mention.kind is PlacePrecision.UNKNOWN:
        return prior
    if mention.kind in _AREAS:
        return 2.5 if place.kind is mention.kind else (1.0 if place.kind in _AREAS else prior)
    if mention.kind in PARTS:
        return 2.0 if place.kind in PARTS else prior - 0.5
    if place.kind in _POPULATED:
        return prior + 1.0
    return prior - (_NO_SETTLEMENT if place.kind in PARTS else 1.5)


def _named_after_town(area: GazetteerPlace, mention: PlaceMention, places: Sequence[GazetteerPlace]) -> float:
    """What an area loses to the town that it is named after, where the words don't call it an area."""
    if area.kind not in _AREAS or mention.kind in _AREAS:
        return 0.0
    return _TOWN_FIRST if any(_is_its_town(place, area) for place in places) else 0.0


def _is_its_town(place: GazetteerPlace, area: GazetteerPlace) -> bool:
    """True for any city, and for a smaller town inside the area."""
    inside = place.country == area.country and place.admin1 == area.admin1
    return place.kind is PlacePrecision.CITY or (inside and place.kind in _POPULATED)


def fits_container(
    place: GazetteerPlace, name: str, container: Sequence[GazetteerPlace], *, is_address: bool
) -> bool:
    """False if the words say what the place lies in, and it does not lie there.

    Two names with a comma between them may also be a list: unless a whole address stands there ("X, Mosul,
    Nineveh"), a town counts for nothing, and a well-known place of this very name is not refused. In an address
    a town may stand for the district that it is the seat of.
    """
    areas = [area for area in container if area.kind in (*_AREAS, PlacePrecision.COUNTRY)]
    if not is_address:
        return not areas or _is_well_known(place, name) or _is_inside(place, container)
    return _is_inside(place, container) or _is_in_district_of(place, name, container)


def _is_in_district_of(place: GazetteerPlace, name: str, container: Sequence[GazetteerPlace]) -> bool:
    """True for a settlement of this very name in the province of the town, no further from it than a district reaches."""
    if place.kind not in _SETTLED_KINDS or bare_key(place.name) != bare_key(name):
        return False
    return any(
        bool(place.admin1) and place.admin1 == town.admin1 and _distance(place, town) <= _DISTRICT_M
        for town in container
        if town.kind in _SETTLED_KINDS
    )


def is_of_kind(place: GazetteerPlace, mention: PlaceMention) -> bool:
    """False where the words say that it is a village or a town, and the place is a part of one or an area."""
    return mention.kind not in _SETTLED_KINDS or place.kind in _POPULATED


def lies_inside(place: GazetteerPlace, name: str, container: Sequence[GazetteerPlace]) -> bool:
    """False where the words say "in" a town or an area in which the place does not lie."""
    return _is_well_known(place, name) or _is_inside(place, container)


def is_town_beside(place: GazetteerPlace, name: str, container: Sequence[GazetteerPlace]) -> bool:
    """True for a town of its own outside the town that the words take it for a part of."""
    towns = [area for area in container if area.kind in _POPULATED]
    if not towns or place.kind not in _POPULATED or _is_well_known(place, name):
        return False
    return all(_distance(place, town) > town.radius_m + _OUTSKIRTS_M for town in towns)


def _is_well_known(place: GazetteerPlace, name: str) -> bool:
    return (
        place.kind is not PlacePrecision.DISTRICT
        and place.population >= _WELL_KNOWN
        and is_main_name(place, name)
    )


def _is_inside(place: GazetteerPlace, container: Sequence[GazetteerPlace]) -> bool:
    return not container or _by_container(place, container) > 0


def _by_container(place: GazetteerPlace, container: Sequence[GazetteerPlace]) -> float:
    """High if the place lies in what the words say that it lies in."""
    if not container:
        return 0.0
    return max(_lies_in(place, area) for area in container)


def _lies_in(place: GazetteerPlace, area: GazetteerPlace) -> float:
    if place.id == area.id:
        return -3.0
    if place.parent and plain_key(place.parent) == plain_key(area.name) and place.country == area.country:
        return 5.0
    if area.kind is PlacePrecision.COUNTRY:
        return 3.0 if place.country == area.country else -2.0
    if area.kind is PlacePrecision.PROVINCE and area.admin1:
        if place.admin1 == area.admin1:
            return 4.0
        reach = min(area.radius_m * 2, area.radius_m + _BORDERLAND_M)
        beside = place.country == area.country and _distance(place, area) < reach
        return 0.5 if beside else -2.0  # borders of provinces move, and sources differ about them
    if _distance(place, area) < area.radius_m * 2 + 10_000:
        return 3.5
    return 0.5 if _is_city_beside(place, area) else -2.0


def _is_city_beside(place: GazetteerPlace, area: GazetteerPlace) -> bool:
    """True for a town of note in the area of the country that a city's name stands for: "Rafah, Gaza" lies in the Strip."""
    return place.population >= _OF_NOTE and bool(place.admin1) and place.admin1 == area.admin1


def _distance(place: GazetteerPlace, other: GazetteerPlace) -> float:
    return distance_m((place.lat, place.lon), (other.lat, other.lon))


def _by_country(place: GazetteerPlace, beside: Surroundings) -> float:
    """How much the report speaks of the place's country; the better known a place, the less that must be."""
    total = sum(beside.countries.values())
    if not total:
        return 0.0
    share = beside.countries[place.country] / total
    absent = max(0.0, _ABSENT - _ABSENT_BY_SIZE * math.log10(place.population + 10))
    named = min(1.0, share / _NAMED_SHARE)
    return _COUNTRY * min(1.0, total) * share + named - absent * (1 - named) * min(1.0, total / _ENOUGH)


def _by_scope(place: GazetteerPlace, mention: PlaceMention, context: Context) -> float:
    """A place of note may be spoken of in any report; a hamlet abroad that nobody leads to is a namesake.

    So is, rather, one in another area of the country, the more so far from all that the report names.
    """
    if not context.scope or place.country in context.scope or _is_well_known(place, mention.name):
        name = plain_key(mention.name)
        is_smaller = _is_called_smaller(place, mention)
        is_of_note = place.population >= _OF_NOTE and not is_smaller
        if is_of_note or not context.is_elsewhere(place, but=name if is_smaller else None):
            return 0.0
        near = context.beside(name).points
        likely = [(lat, lon) for lat, lon, weight in near if weight >= LIKELY]
        return -1.5 if any(nearness(place, point) >= _NOT_FAR for point in likely) else -3.0
    return -4.0


def _is_called_smaller(place: GazetteerPlace, mention: PlaceMention) -> bool:
    """True for a city that the words call a township, a quarter or what is built."""
    return place.kind is PlacePrecision.CITY and mention.kind in (
        PlacePrecision.TOWN,
        PlacePrecision.VILLAGE,
        *PARTS,
    )


def _by_neighbours(place: GazetteerPlace, beside: Surroundings) -> float:
    """Other places of the report in the same area, and close by."""
    same_area = min(_MOST_AREA, beside.areas[place.admin1]) if place.admin1 else 0.0
    near = sum(weight * nearness(place, (lat, lon)) for lat, lon, weight in beside.points)
    return _AREA * same_area + _NEAR * min(_MOST_NEAR, near)


def nearness(place: GazetteerPlace, point: tuple[float, float]) -> float:
    """1 at the point itself, falling off with the distance."""
    return math.exp(-distance_m((place.lat, place.lon), point) / _NEAR_M)


def _by_layer(place: GazetteerPlace, mention: PlaceMention, context: Context) -> float:
    """A place file beats the world in its own country; a part of a town counts only beside that town.

    What the world lists too loses nothing for being in a file as well. Above all is what a person settled, where it lies in what the person said.
    """
    if place.layer == SETTLED_LAYER:
        is_said = not place.parent or plain_key(place.parent) in context.names
        return _SETTLED if is_said else -_SETTLED
    if place.layer == "world":
        return 0.0
    name = plain_key(mention.name)
    if place.kind in PARTS and place.parent:
        return _part_of_named(mention) if context.names_town_of(place, name) else -4.0
    countries = context.beside(name).countries
    if countries[place.country] or not countries:
        return 1.0
    return 0.0 if is_in_world(place) else -1.0


def _part_of_named(mention: PlaceMention) -> float:
    """What it says for a quarter that its town is named: the less, the less the words speak of a quarter."""
    if mention.kind in _SETTLED_KINDS:
        return 0.0
    return 2.0 if mention.kind in PARTS or mention.within else 1.0
