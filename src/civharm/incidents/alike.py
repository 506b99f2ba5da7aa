"""Reports that are likely about one incident, by their words and days of publication alone.

For reports that no reader has read, and as a second opinion: a suggestion, never an incident.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import log, sqrt

from civharm.incidents.words import words_of
from civharm.model.reports import Report

#: A word in more texts than this brings no two of them together.
_COMMON = 60
_SHARED = 3
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeLimits:
    """From which likeness (cosine of rare words) two texts go together, by what is known of their days."""

    window_days: int = 7
    near_in_time: float = 0.2
    time_unknown: float = 0.4
    #: Two groups join if their texts are alike on average by this share of the limit.
    on_average: float = 0.6


def link_reports(
    reports: Sequence[Report], texts: Mapping[str, str], *, limits: AlikeLimits | None = None
) -> tuple[tuple[str, ...], ...]:
    """Groups of report ids, each report in one; those published too far apart stay apart."""
    limits = limits or AlikeLimits()
    days = {report.id: _day(report) for report in reports}
    vectors = _vectors({key: texts.get(key, "") for key in sorted(days)})
    margins = {
        pair: cosine - limit
        for pair in _candidates(vectors)
        if (limit := _limit(days[pair[0]], days[pair[1]], limits=limits)) is not None
        and (cosine := _cosine(vectors[pair[0]], vectors[pair[1]])) >= limit
    }
    groups: dict[str, tuple[str, ...]] = {key: (key,) for key in vectors}
    for left, right in sorted(margins, key=lambda pair: (-margins[pair], pair)):
        first, second = groups[left], groups[right]
        if first is not second and _alike_on_average(first, second, vectors=vectors, limits=limits):
            joined = tuple(sorted((*first, *second)))
            groups.update(dict.fromkeys(joined, joined))
    return tuple(sorted(set(groups.values())))


def _day(report: Report) -> date | None:
    return report.published.start if report.published else None


def _vectors(texts: Mapping[str, str]) -> dict[str, Vector]:
    counted = {key: Counter(words_of(text)) for key, text in texts.items()}
    spread = Counter(word for words in counted.values() for word in words)
    return {key: _unit(words, spread, total=len(texts)) for key, words in counted.items()}


def _unit(words: Mapping[str, int], spread: Mapping[str, int], *, total: int) -> Vector:
    weights = {word: (1 + log(count)) * log(1 + total / spread[word]) for word, count in words.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in sorted(weights.items())}


def _candidates(vectors: Mapping[str, Vector]) -> Iterable[tuple[str, str]]:
    """Pairs that share several rare words."""
    holders: dict[str, list[str]] = defaultdict(list)
    for key, vector in vectors.items():
        for word in vector:
            holders[word].append(key)
    shared = Counter(
        pair for keys in holders.values() if len(keys) <= _COMMON for pair in combinations(keys, 2)
    )
    return (pair for pair, count in shared.items() if count >= _SHARED)


def _limit(left: date | None, right: date | None, *, limits: AlikeLimits) -> float | None:
    if left is None or right is None:
        return limits.time_unknown
    return limits.near_in_time if abs((left - right).days) <= limits.window_days else None


def _cosine(left: Vector, right: Vector) -> float:
    shorter, longer = sorted((left, right), key=len)
    return sum(weight * longer[word] for word, weight in shorter.items() if word in longer)


def _alike_on_average(
    first: Sequence[str], second: Sequence[str], *, vectors: Mapping[str, Vector], limits: AlikeLimits
) -> bool:
    cosines = [_cosine(vectors[left], vectors[right]) for left in first for right in second]
    return sum(cosines) / len(cosines) >= limits.near_in_time * limits.on_average
