"""The day of each event of a report, where the sentences that tell of its harm leave it to another one.

What a sentence says of its own event is kept, unless it tells what came of it ("he died on Monday") and another day is
likelier, or next to nothing speaks for its day beside another one.
"""

from collections.abc import Container, Sequence

from civharm.claims.english.events.days import DayEvidence
from civharm.claims.english.events.features import Circumstances, by_occurrence, main_occurrence, tellings
from civharm.claims.english.findings import Settled
from civharm.model.claims import ClaimKind
from civharm.model.times import When

_LIKELY = 0.3
#: An event beside the report's first one gets another sentence's day only if more speaks for it.
_LIKELY_OF_OTHERS = 0.5
#: What outweighs a day that the event's own sentences name, though none of them tells of an outcome.
_SURE = 0.85
#: What is known to two days (a night) needs no finer day.
_KNOWN = 2


def days_of_events(
    settled: Sequence[Settled], circumstances: Circumstances, *, headline: Container[int] = ()
) -> dict[str, When]:
    """The day of each occurrence that another sentence than its own tells, by the occurrence's id."""
    evidence = DayEvidence(circumstances)
    main = main_occurrence(settled, headline=headline)
    harms = [one for one in settled if one.finding.kind is ClaimKind.HARM]
    harmful = {one.occurrence for one in harms}
    bodily = {one.occurrence for one in harms if not one.finding.tells_of_arrest}
    known = by_occurrence(one for one in settled if _is_known(one.when))
    found: dict[str, When] = {}
    for occurrence, told in tellings(settled, headline).items():
        if occurrence != main and occurrence not in harmful:
            continue
        own = known.get(occurrence, [])
        if occurrence in bodily:
            own = [one for one in own if not one.finding.tells_of_arrest]
        if own and occurrence != main:
            continue
        day = _likeliest(evidence.judged(told), _least(own, circumstances, is_main=occurrence == main))
        if day is not None:
            found[occurrence] = day
    return found


def _least(own: Sequence[Settled], circumstances: Circumstances, *, is_main: bool) -> float:
    """How likely another sentence's day must be, by what the event's own sentences tell."""
    if not own:
        return _LIKELY if is_main else _LIKELY_OF_OTHERS
    is_outcome = all(circumstances.is_of_outcome(one.finding.trigger) for one in own)
    return _LIKELY_OF_OTHERS if is_outcome else _SURE


def _is_known(when: When | None) -> bool:
    return when is not None and when.days is not None and when.days <= _KNOWN


def _likeliest(judged: Sequence[tuple[float, When]], least: float) -> When | None:
    likely, best = judged[0] if judged else (0.0, None)
    return best if likely >= least else None
