"""The day of each event of a report, where the sentences that tell of its harm leave it to another one.

What a sentence says of its own event is kept, unless that day is most unlikely the event's ("he died on Monday")
and another one is likely.
"""

from collections.abc import Container, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import yaml

from civharm.claims.english.event_days import DayCandidate, DayEvidence, Told
from civharm.claims.english.findings import Settled
from civharm.model.claims import ClaimKind
from civharm.model.times import When
from civharm.places.evidence import confidence

_WEIGHTS = Path(__file__).parents[2] / "codebook" / "lists" / "dates" / "event.en.yml"
_LIKELY = 0.3
#: An event beside the report's first one gets another sentence's day only if more speaks for it.
_LIKELY_OF_OTHERS = 0.5
_UNLIKELY = 0.25
#: What is known to two days (a night) needs no finer day.
_KNOWN = 2
_TELLING = (ClaimKind.HARM, ClaimKind.ATTACK)


def days_of_events(
    settled: Sequence[Settled], evidence: DayEvidence, *, headline: Container[int] = ()
) -> dict[str, When]:
    """The day of each occurrence that another sentence than its own tells, by the occurrence's id."""
    told = _told(settled, headline)
    main = main_occurrence(settled, headline=headline)
    harmful = {one.occurrence for one in settled if one.finding.kind is ClaimKind.HARM}
    found: dict[str, When] = {}
    for occurrence, where in told.items():
        if occurrence != main and occurrence not in harmful:
            continue
        own = [one for one in settled if one.occurrence == occurrence and _is_known(one.when)]
        if own and (
            occurrence != main or not all(evidence.is_of_outcome(one.finding.trigger) for one in own)
        ):
            continue
        days = [one.when for one in own if one.when is not None]
        day = _chosen(evidence.candidates(where), days, is_main=occurrence == main)
        if day is not None:
            found[occurrence] = day
    return found


def main_occurrence(settled: Sequence[Settled], *, headline: Container[int] = ()) -> str | None:
    """The event that a report is about: the first whose harm is told below the headline, else the first told."""
    events = [one for one in settled if _tells_of_event(one)]
    harms = [one for one in events if one.finding.kind is ClaimKind.HARM]
    below = [one for one in harms if one.sentence not in headline]
    return next((one.occurrence for one in (*below, *harms, *events)), None)


def _told(settled: Sequence[Settled], headline: Container[int]) -> dict[str, Told]:
    members: dict[str, list[Settled]] = {}
    for one in settled:
        if one.occurrence is not None and _tells_of_event(one):
            members.setdefault(one.occurrence, []).append(one)
    everywhere = frozenset(one.sentence for own in members.values() for one in own)
    return {
        occurrence: Told(
            sentences=(sentences := frozenset(one.sentence for one in own)),
            others=everywhere - sentences,
            own_times=frozenset(one.when.span for one in own if one.when is not None and one.when.span),
            headline=headline,
        )
        for occurrence, own in members.items()
    }


def _tells_of_event(one: Settled) -> bool:
    """Harm or an attack; not what another act was an answer to, whose day is never the report's."""
    return one.occurrence is not None and one.finding.kind in _TELLING and not one.finding.is_motive


def _is_known(when: When | None) -> bool:
    return when is not None and when.days is not None and when.days <= _KNOWN


def _chosen(candidates: Sequence[DayCandidate], own: Sequence[When], *, is_main: bool) -> When | None:
    """The likeliest day, None where none is likely, or the event's own day is likely enough."""
    judged = [(_likely(candidate.features), candidate.when) for candidate in candidates]
    likely, best = max(judged, key=lambda each: each[0], default=(0.0, None))
    if best is None or likely < (_LIKELY if is_main else _LIKELY_OF_OTHERS):
        return None
    told = [of_own for of_own, when in judged if any(when.overlaps(each) for each in own)]
    return best if max(told, default=0.0) < _UNLIKELY else None


def _likely(features: Mapping[str, float]) -> float:
    return confidence(dict(features), _weights())


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    loaded: dict[str, float] = yaml.load(_WEIGHTS.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded
