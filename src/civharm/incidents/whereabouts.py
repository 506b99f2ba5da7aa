"""Where an incident was, by what its reports say together: a place that one of them misnames doesn't prevail.

Each report speaks, copies of one text together, for a place that it names, and half as loudly for one that lies in what it names; the finer of
two is better, but a place that others contradict has to be much finer, and what a report names once says less than what
it names throughout. A report that names towns or quarters elsewhere speaks against a place.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from civharm.incidents.distance import radius_m, same_place, separation
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.rules import WhereaboutsWeights
from civharm.model.claims import Claim, ClaimKind
from civharm.model.places import Place, PlacePrecision, distance_m

_OF_EVENTS = frozenset({ClaimKind.HARM, ClaimKind.ATTACK, ClaimKind.RESPONSE})
_Known = tuple[object, ...]
#: From so many reports on, their sentences of harm are enough; in one alone that of the attack may say it best, and
#: beside more reports that tell of the attack alone, all of them speak.
_SEVERAL = 2
#: Points that are one for all purposes.
_ONE_POINT_M = 1_500
#: The countryside of a city, which is called by its name, reaches so far beyond its radius, and as far is an area unsharp;
#: of a smaller town only that which the words speak of, else its outskirts.
_COUNTRYSIDE_M, _OUTSKIRTS_M = 25_000, 3_000
_SMALL = frozenset({PlacePrecision.TOWN, PlacePrecision.VILLAGE})


def whereabouts(
    told: Sequence[Occurrence], weights: WhereaboutsWeights
) -> tuple[Place | None, tuple[Place, ...]]:
    """The place that most speaks for, and places elsewhere that the claims give: a conflict stays visible."""
    named = _by_report(told, lambda member: member.harms)
    if len(named) < _SEVERAL:
        named = _by_report(told, lambda member: member.claims if member.harms else ()) or named
    everywhere = _by_report(told, lambda member: member.claims)
    named = everywhere if len(named) < _SEVERAL < len(everywhere) else named or everywhere
    places = [place for found in named.values() for place in found]
    if not places:
        return None, ()
    voices = _voices(named.values())
    distinct = {_known_as(place): place for place in reversed(places)}
    best = min(
        (distinct[key] for key in dict.fromkeys(map(_known_as, places))),
        key=lambda place: (-_weight(place, voices, weights=weights), *_rank(place, places)),
    )
    elsewhere = {found[0].name: found[0] for found in named.values() if _is_elsewhere(found[0], best)}
    return best, tuple(elsewhere[name] for name in sorted(elsewhere))


def _voices(named: Iterable[Sequence[Place]]) -> list[tuple[Sequence[Place], int]]:
    """What reports name, with how many name just that: thousands of them say few different things."""
    said: dict[tuple[_Known, ...], list[Sequence[Place]]] = defaultdict(list)
    for found in named:
        said[tuple(map(_known_as, found))].append(found)
    return [(found[0], len(found)) for found in said.values()]


def _known_as(place: Place) -> _Known:
    """All of a place but the words that it was read from."""
    return (
        place.id,
        place.name,
        place.lat,
        place.lon,
        place.precision,
        place.radius_m,
        place.relation,
        place.within,
    )


def _by_report(
    told: Iterable[Occurrence], chosen: Callable[[Occurrence], Sequence[Claim]]
) -> dict[str, list[Place]]:
    """The places that the chosen claims of each text give, the finest first; a country is no place of an event."""
    named: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for member in told:
        for claim in chosen(member):
            if claim.kind in _OF_EVENTS:
                finer = [place for place in claim.where if place.precision is not PlacePrecision.COUNTRY]
                named[member.text_origin][claim.report_id] += finer
    texts = {text: _said_once(copies.values()) for text, copies in named.items()}
    return {text: sorted(found, key=_order) for text, found in texts.items() if found}


def _said_once(copies: Iterable[Sequence[Place]]) -> list[Place]:
    """The places of a text, each as often as that of its copies says it which says it most: a reprint adds no voice."""
    most: dict[_Known, list[Place]] = {}
    for copy in copies:
        said: dict[_Known, list[Place]] = defaultdict(list)
        for place in copy:
            said[_known_as(place)].append(place)
        most |= {key: places for key, places in said.items() if len(places) > len(most.get(key, ()))}
    return [place for places in most.values() for place in places]


def _order(place: Place) -> tuple[bool, int, str]:
    return not place.is_located, place.precision.coarseness, place.name


def _rank(place: Place, places: Sequence[Place]) -> tuple[bool, int, int, str]:
    """Among places that the reports speak for alike: the finest, and the one named most often."""
    times = sum(same_place(place, other) for other in places)
    return not place.is_located, place.precision.coarseness, -times, place.name


def _weight(
    place: Place, voices: Sequence[tuple[Sequence[Place], int]], *, weights: WhereaboutsWeights
) -> float:
    """How loudly the reports speak for a place, and how fine it is; a place without a point comes after all."""
    if not place.is_located:
        return -float(place.precision.coarseness) - 100.0
    said = sum(times * _said_by(found, place, weights) for found, times in voices)
    return said / sum(times for _, times in voices) - weights.rung * place.precision.coarseness


def _said_by(found: Sequence[Place], place: Place, weights: WhereaboutsWeights) -> float:
    """What a report that names these places says for one, or against it."""
    support = max(_support(place, other, weights) for other in found)
    is_contradicted = support < weights.named and any(_is_other(each, place) for each in found)
    said = support - (weights.contradicted if is_contradicted else 0.0)
    return said + weights.often * _share(found, place) if said > 0 else said


def _share(found: Sequence[Place], place: Place) -> float:
    """How much of what a report names fits a place: is it, holds it or lies in it."""
    fits = (same_place(place, other) or _lies_in(place, other) or _lies_in(other, place) for other in found)
    return sum(fits) / len(found)


def _support(place: Place, other: Place, weights: WhereaboutsWeights) -> float:
    """What one place that a report names says for another."""
    apart = _distance_m(place, other)
    is_coarser = other.precision.coarseness > place.precision.coarseness
    if same_place(place, other) or (not is_coarser and apart is not None and apart <= _ONE_POINT_M):
        return weights.named
    return weights.inside if _lies_in(place, other) else 0.0


def _lies_in(place: Place, other: Place) -> bool:
    """True if the place lies in a coarser one, or in the country around that."""
    apart = _distance_m(place, other)
    if apart is None or other.precision.coarseness <= place.precision.coarseness:
        return False
    is_narrow = other.precision in _SMALL and other.relation is None
    return apart <= 2 * radius_m(other) + (_OUTSKIRTS_M if is_narrow else _COUNTRYSIDE_M)


def _is_other(place: Place, than: Place) -> bool:
    """True for a town or what is finer, that neither lies in a place nor holds it."""
    if place.precision.coarseness > PlacePrecision.TOWN.coarseness or not place.is_located:
        return False
    return not (_lies_in(place, than) or _lies_in(than, place))


def _distance_m(place: Place, other: Place) -> float | None:
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_m((place.lat, place.lon), (other.lat, other.lon))


def _is_elsewhere(place: Place, best: Place) -> bool:
    if same_place(place, best):
        return False
    ratio = separation(place, best)
    return ratio is None or ratio > 1
