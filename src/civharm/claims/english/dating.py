"""The day of each event of a report, where the sentences that tell of its harm leave it to another one.

What a sentence says of its own event is kept, unless it tells what came of it ("he died on Monday"), its day is
most unlikely the event's, and another one is likely.
"""

from collections.abc import Container, Sequence

from civharm.claims.english.event_days import DayEvidence
from civharm.claims.english.event_features import Circumstances, by_occurrence, main_occurrence, tellings
from civharm.claims.english.findings import Settled
from civharm.model.claims import ClaimKind
from civharm.model.times import When

_LIKELY = 0.3
#: An event beside the report's first one gets another sentence's day only if more speaks for it.
_LIKELY_OF_OTHERS = 0.5
_UNLIKELY = 0.25
#: What is known to two days (a night) needs no finer day.
_KNOWN = 2


def days_of_events(
    settled: Sequence[Settled], circumstances: Circumstances, *, headline: Container[int] = ()
) -> dict[str, When]:
    """The day of each occurrence that another sentence than its own tells, by the occurrence's id."""
    evidence = DayEvidence(circumstances)
    main = main_occurrence(settled, headline=headline)
    harmful = {one.occurrence for one in settled if one.finding.kind is ClaimKind.HARM}
    known = by_occurrence(one for one in settled if _is_known(one.when))
    found: dict[str, When] = {}
    for occurrence, told in tellings(settled, headline).items():
        if occurrence != main and occurrence not in harmful:
            continue
        own = known.get(occurrence, [])
        if own and not all(circumstances.is_of_outcome(one.finding.trigger) for one in own):
            continue
        if own and occurrence != main:
            continue
        days = [one.when for one in own if one.when is not None]
        day = _chosen(evidence.judged(told), days, least=_LIKELY if occurrence == main else _LIKELY_OF_OTHERS)
        if day is not None:
            found[occurrence] = day
    return found


def _is_known(when: When | None) -> bool:
    return when is not None and when.days is not None and when.days <= _KNOWN


def _chosen(judged: Sequence[tuple[float, When]], own: Sequence[When], *, least: float) -> When | None:
    """The likeliest day, None where none is likely, or the event's own day is likely enough."""
    likely, best = judged[0] if judged else (0.0, None)
    if best is None or likely < least:
        return None
    told = [of_own for of_own, when in judged if any(when.overlaps(each) for each in own)]
    return best if max(told, default=0.0) < _UNLIKELY else None
