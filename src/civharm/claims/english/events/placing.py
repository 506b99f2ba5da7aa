"""The place of each event of a report, where the sentences that tell of its harm leave it to another one.

What a sentence says of its own event is kept, unless it is no more than a province, or tells where what came of it was
("she died in a hospital in …") and another place is likelier.
"""

from collections.abc import Collection, Sequence

from civharm.claims.english.events.features import Circumstances, by_occurrence, main_occurrence, tellings
from civharm.claims.english.events.occurrences import AREAS, is_near
from civharm.claims.english.events.places import PlaceEvidence
from civharm.claims.english.findings import Settled
from civharm.model.claims import ClaimKind
from civharm.model.places import Place

_LIKELY = 0.3
_LIKELY_OF_OTHERS = 0.5
_UNLIKELY = 0.35
#: What outweighs a place that the event's own sentences name, though none of them tells of an outcome.
_SURE, _REFUTED = 0.75, 0.1


def places_of_events(
    settled: Sequence[Settled], circumstances: Circumstances, *, headline: Collection[int] = ()
) -> dict[str, Place]:
    """The place of each occurrence that its own sentences leave open, by the occurrence's id."""
    evidence = PlaceEvidence(circumstances)
    main = main_occurrence(settled, headline=headline)
    harmful = {one.occurrence for one in settled if one.finding.kind is ClaimKind.HARM}
    known = by_occurrence(one for one in settled if _known(one))
    found: dict[str, Place] = {}
    for occurrence, told in tellings(settled, headline).items():
        if occurrence != main and occurrence not in harmful:
            continue
        placed = known.get(occurrence, [])
        if placed and occurrence != main:
            continue
        judged = evidence.judged(told)
        if not placed:
            place = _likeliest(judged, _LIKELY if occurrence == main else _LIKELY_OF_OTHERS)
        else:
            is_outcome = all(circumstances.is_of_outcome(one.finding.trigger) for one in placed)
            told_of = [each for each in judged if not evidence.is_filed_from(each[1])]
            place = _in_place_of([p for one in placed for p in _known(one)], told_of, is_outcome=is_outcome)
        if place is not None:
            found[occurrence] = place
    return found


def _known(one: Settled) -> list[Place]:
    return [place for place in one.where if place.is_located and place.precision not in AREAS]


def _likeliest(judged: Sequence[tuple[float, Place]], least: float) -> Place | None:
    likely, best = judged[0] if judged else (0.0, None)
    return best if likely >= least else None


def _in_place_of(
    own: Sequence[Place], judged: Sequence[tuple[float, Place]], *, is_outcome: bool
) -> Place | None:
    """The place that the event's own sentences get wrong, None where they may be right."""
    best = _likeliest(judged, _LIKELY if is_outcome else _SURE)
    if best is None or any(is_near(place, best) for place in own):
        return None
    ids = {place.id for place in own}
    likely = max((of_own for of_own, place in judged if place.id in ids), default=0.0)
    return best if likely < (_UNLIKELY if is_outcome else _REFUTED) else None
