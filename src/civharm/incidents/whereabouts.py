"""Where an incident was, by what its reports say together: a place that one of them misnames doesn't prevail.

Each report speaks, copies of one text together, for a place that it names, and half as loudly for one that lies in what it names; the finer of
two is better, but a place that others contradict has to be much finer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from civharm.incidents.distance import radius_m, same_place, separation
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.rules import WhereaboutsWeights
from civharm.model.claims import Claim, ClaimKind
from civharm.model.places import Place, PlacePrecision, distance_m

_OF_EVENTS = frozenset({ClaimKind.HARM, ClaimKind.ATTACK, ClaimKind.RESPONSE})
#: From so many reports on, their sentences of harm are enough; in one alone that of the attack may say it best.
_SEVERAL = 2
#: Points that are one for all purposes.
_ONE_POINT_M = 1_500
#: The countryside of a town, which is called by its name, reaches so far beyond its radius.
_COUNTRYSIDE_M = 25_000


def whereabouts(
    told: Sequence[Occurrence], weights: WhereaboutsWeights
) -> tuple[Place | None, tuple[Place, ...]]:
    """The place that most speaks for, and places elsewhere that the claims give: a conflict stays visible."""
    named = _by_report(told, lambda member: member.harms)
    if len(named) < _SEVERAL:
        named = _by_report(told, lambda member: member.claims if member.harms else ()) or named
    named = named or _by_report(told, lambda member: member.claims)
    places = [place for found in named.values() for place in found]
    if not places:
        return None, ()
    best = min(places, key=lambda place: (-_weight(place, named, weights=weights), *_rank(place, places)))
    elsewhere = {found[0].name: found[0] for found in named.values() if _is_elsewhere(found[0], best)}
    return best, tuple(elsewhere[name] for name in sorted(elsewhere))


def _by_report(
    told: Iterable[Occurrence], chosen: Callable[[Occurrence], Sequence[Claim]]
) -> dict[str, list[Place]]:
    """The places that the chosen claims of each text give, the finest first; a country is no place of an event."""
    named: dict[str, list[Place]] = defaultdict(list)
    for member in told:
        for claim in chosen(member):
            if claim.kind not in _OF_EVENTS:
                continue
            named[member.text_origin] += [p for p in claim.where if p.precision is not PlacePrecision.COUNTRY]
    return {report: sorted(found, key=_order) for report, found in named.items() if found}


def _order(place: Place) -> tuple[bool, int, str]:
    return not place.is_located, place.precision.coarseness, place.name


def _rank(place: Place, places: Sequence[Place]) -> tuple[bool, int, int, str]:
    """Among places that the reports speak for alike: the finest, and the one named most often."""
    times = sum(same_place(place, other) for other in places)
    return not place.is_located, place.precision.coarseness, -times, place.name


def _weight(place: Place, named: Mapping[str, Sequence[Place]], *, weights: WhereaboutsWeights) -> float:
    """How loudly the reports speak for a place, and how fine it is; a place without a point comes after all."""
    if not place.is_located:
        return -float(place.precision.coarseness) - 100.0
    support = sum(max(_support(place, other, weights) for other in found) for found in named.values())
    return support / len(named) - weights.rung * place.precision.coarseness


def _support(place: Place, other: Place, weights: WhereaboutsWeights) -> float:
    """What one place that a report names says for another."""
    apart = _distance_m(place, other)
    is_coarser = other.precision.coarseness > place.precision.coarseness
    if same_place(place, other) or (not is_coarser and apart is not None and apart <= _ONE_POINT_M):
        return weights.named
    reach = 2 * radius_m(other) + _COUNTRYSIDE_M
    return weights.inside if is_coarser and apart is not None and apart <= reach else 0.0


def _distance_m(place: Place, other: Place) -> float | None:
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_m((place.lat, place.lon), (other.lat, other.lon))


def _is_elsewhere(place: Place, best: Place) -> bool:
    if same_place(place, best):
        return False
    ratio = separation(place, best)
    return ratio is None or ratio > 1
