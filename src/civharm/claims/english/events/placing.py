"""The place of each event of a report: all places that the report names compete for it.

That a place stands in the event's own clause speaks for it, but not always enough: it may be where what came of the event
was ("she died in a hospital in …"). Of events beside the first one, what their own sentences say is kept.
"""

from collections.abc import Collection, Sequence

from civharm.claims.english.events.features import Circumstances, by_occurrence, main_occurrence, tellings
from civharm.claims.english.events.occurrences import AREAS
from civharm.claims.english.events.places import PlaceEvidence
from civharm.claims.english.findings import Settled
from civharm.model.claims import ClaimKind
from civharm.model.places import Place, PlacePrecision, distance_m

_LIKELY = 0.3
_LIKELY_OF_OTHERS = 0.5
#: A town and its parts lie no further apart.
_TOGETHER_M = 15_000
#: From here on a town in the likeliest district is where it was.
_POSSIBLE = 0.05
_DISTRICTS = frozenset({PlacePrecision.DISTRICT, PlacePrecision.SUBDISTRICT})
_SETTLEMENTS = frozenset({PlacePrecision.CITY, PlacePrecision.TOWN, PlacePrecision.VILLAGE})


def places_of_events(
    settled: Sequence[Settled], circumstances: Circumstances, *, headline: Collection[int] = ()
) -> dict[str, Place]:
    """The likeliest place of the report's first event, and of others whose sentences name none, by the occurrence's id."""
    evidence = PlaceEvidence(circumstances)
    main = main_occurrence(settled, headline=headline)
    harmful = {one.occurrence for one in settled if one.finding.kind is ClaimKind.HARM}
    known = by_occurrence(one for one in settled if _known(one))
    found: dict[str, Place] = {}
    for occurrence, told in tellings(settled, headline).items():
        if occurrence == main or (occurrence in harmful and occurrence not in known):
            least = _LIKELY if occurrence == main else _LIKELY_OF_OTHERS
            place = likeliest_place(evidence.judged(told), least)
            if place is not None and not _is_refuted(place, known.get(occurrence, ()), evidence):
                found[occurrence] = place
    return found


def _known(one: Settled) -> list[Place]:
    return [place for place in one.where if place.is_located and place.precision not in AREAS]


def likeliest_place(judged: Sequence[tuple[float, Place]], least: float) -> Place | None:
    """The best of the places that lie together and share the most: a town and its parts speak for each other."""
    shared = [
        (sum(of for of, other in judged if _lies_within(place, other, _TOGETHER_M)), place)
        for _, place in judged
    ]
    likely, best = max(shared, key=lambda each: each[0], default=(0.0, None))
    return _town_in(best, judged) if best is not None and likely >= least else None


def _town_in(area: Place, judged: Sequence[tuple[float, Place]]) -> Place:
    """The likeliest town that is named in a district, which is told of for the town's sake; else the place itself."""
    if area.precision not in _DISTRICTS:
        return area
    inside = (
        place
        for likely, place in judged
        if likely >= _POSSIBLE
        and place.precision in _SETTLEMENTS
        and _lies_within(place, area, area.radius_m or 0)
    )
    return next(inside, area)


def _lies_within(place: Place, other: Place, metres: float) -> bool:
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_m((place.lat, place.lon), (other.lat, other.lon)) <= metres


def _is_refuted(place: Place, own: Sequence[Settled], evidence: PlaceEvidence) -> bool:
    """A place that the dateline alone names refutes none that the event's own sentences name."""
    return bool(own) and evidence.is_filed_from(place)
