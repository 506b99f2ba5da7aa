"""The place of each event of a report, where the sentences that tell of its harm leave it to another one.

What a sentence says of its own event is kept, unless it is no more than a province, or most unlikely the event's place
while another one is likely.
"""

from collections.abc import Container, Sequence

from civharm.claims.english.event_features import Circumstances, main_occurrence, tellings
from civharm.claims.english.event_places import PlaceEvidence
from civharm.claims.english.findings import Settled
from civharm.claims.english.occurrences import AREAS, is_near
from civharm.model.claims import ClaimKind
from civharm.model.places import Place

_LIKELY = 0.3
_LIKELY_OF_OTHERS = 0.5
_UNLIKELY = 0.35


def places_of_events(
    settled: Sequence[Settled], circumstances: Circumstances, *, headline: Container[int] = ()
) -> dict[str, Place]:
    """The place of each occurrence that its own sentences leave open, by the occurrence's id."""
    evidence = PlaceEvidence(circumstances)
    main = main_occurrence(settled, headline=headline)
    harmful = {one.occurrence for one in settled if one.finding.kind is ClaimKind.HARM}
    found: dict[str, Place] = {}
    for occurrence, told in tellings(settled, headline).items():
        if occurrence != main and occurrence not in harmful:
            continue
        own = [place for one in settled if one.occurrence == occurrence for place in one.where]
        known = [place for place in own if place.is_located and place.precision not in AREAS]
        if known and occurrence != main:
            continue
        least = _LIKELY if occurrence == main else _LIKELY_OF_OTHERS
        place = _chosen(evidence.judged(told), known, least=least)
        if place is not None:
            found[occurrence] = place
    return found


def _chosen(judged: Sequence[tuple[float, Place]], own: Sequence[Place], *, least: float) -> Place | None:
    """The likeliest place, None where none is likely, or the event's own place is likely enough."""
    likely, best = max(judged, key=lambda each: each[0], default=(0.0, None))
    if best is None or likely < least:
        return None
    if any(is_near(place, best) for place in own):
        return None
    ids = {place.id for place in own}
    return (
        best
        if max((of_own for of_own, place in judged if place.id in ids), default=0.0) < _UNLIKELY
        else None
    )
