"""Groups of events from pairs scored in bulk, by the clustering of `incidents.cluster`: no chain across a contradiction.

Only likely pairs come in. Clustering asks for scores of others too, of a few for each event: what is asked for and not
known yet is scored for all groups together, and those groups are grown once more.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

import numpy as np
from numpy.typing import NDArray

from civharm.engine.linking.scoring import STEP, ScoredPairs, together
from civharm.incidents.cluster import grown
from civharm.incidents.rules import LinkageRules

Scorer = Callable[[NDArray[np.int32], NDArray[np.int32]], ScoredPairs]
#: What two events without a block in common mostly come to: so few rounds go astray.
_GUESS = -2.0
#: After so many rounds what is still unknown keeps groups apart.
_ROUNDS = 40
_LESS_THAN_ALL = float("-inf")


@dataclass(slots=True)
class Part:
    """Events that likely pairs tie together, directly or over others.

    `known` are pairs of them with their scores, the surest first; `missing` those that were asked for and are not known.
    """

    known: ScoredPairs
    learned: list[ScoredPairs] = field(default_factory=list)
    missing: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))

    def grow(self, rules: LinkageRules, *, unknown: float) -> set[tuple[int, ...]]:
        """The groups, as far as the scores are known; what is not counts as `unknown`."""
        scores = _Scores(rules, together([self.known, *self.learned]), unknown)
        likely = self.known.score >= rules.join
        pairs = zip(self.known.left[likely].tolist(), self.known.right[likely].tolist(), strict=True)
        groups = set(grown(scores.rows, pairs, scores=scores, verdicts=_NoVerdicts()).values())
        self.missing = np.fromiter(scores.missing, np.int64, len(scores.missing))
        return groups

    def learn(self, scored: ScoredPairs, keys: NDArray[np.int64]) -> None:
        """Take what is missing from all that was scored; `keys` are its pairs, in order."""
        at = np.searchsorted(keys, self.missing)
        self.learned.append(ScoredPairs(scored.left[at], scored.right[at], scored.score[at]))


class _Scores:
    """Scores among the events of one part. What is asked for and not known is noted."""

    def __init__(self, rules: LinkageRules, pairs: ScoredPairs, unknown: float) -> None:
        self.rules = rules
        self.missing = set[int]()
        self._unknown = unknown
        events = np.concatenate([pairs.left, pairs.right])
        order = np.argsort(events, kind="stable")
        others = np.concatenate([pairs.right, pairs.left])[order].tolist()
        scores = np.concatenate([pairs.score, pairs.score])[order].tolist()
        named, starts = np.unique(events[order], return_index=True)
        runs = pairwise([*starts.tolist(), len(order)])
        self.rows = {
            event: dict(zip(others[first:until], scores[first:until], strict=True))
            for event, (first, until) in zip(named.tolist(), runs, strict=True)
        }

    def between(self, first: Sequence[int], second: Sequence[int]) -> Sequence[float]:
        """The score of each of these with each of those."""
        found: list[float | None] = []
        for event in first:
            found += map(self.rows[event].get, second)
        if None in found:
            pairs = product(first, second)
            self.missing.update(
                _key(*pair) for pair, score in zip(pairs, found, strict=True) if score is None
            )
        return [self._unknown if score is None else score for score in found]


class _NoVerdicts:
    """No person has judged any of it."""

    def are_apart(self, left: int, right: int) -> bool:
        return False

    def merge(self, left: int, right: int) -> None:
        pass


def groups_of(
    count: int, scored: Iterable[ScoredPairs], score: Scorer, *, rules: LinkageRules
) -> NDArray[np.int32]:
    """The group of each event, named by the first of its events; `score` is for pairs that were no candidates."""
    group = np.arange(count, dtype=np.int32)
    waiting = list(_parts(count, scored, rules))
    for unknown in (*[_GUESS] * _ROUNDS, _LESS_THAN_ALL):
        waiting = [part for part in waiting if _grow(part, group, rules=rules, unknown=unknown)]
        if not waiting:
            break
        _learn(waiting, score)
    return group


def _grow(part: Part, group: NDArray[np.int32], *, rules: LinkageRules, unknown: float) -> bool:
    """True if scores were missing: then the groups are not final."""
    for members in part.grow(rules, unknown=unknown):
        group[list(members)] = members[0]
    return len(part.missing) > 0


def _learn(parts: Sequence[Part], score: Scorer) -> None:
    """Score what the parts lack, all at once."""
    missing = np.unique(np.concatenate([part.missing for part in parts]))
    found = score((missing >> 32).astype(np.int32), (missing & 0xFFFFFFFF).astype(np.int32))
    for part in parts:
        part.learn(found, missing)


def _parts(count: int, scored: Iterable[ScoredPairs], rules: LinkageRules) -> Iterator[Part]:
    """Of all pairs those whose events are in one part."""
    parts = [_Kept.of(part) for part in scored]
    likely = together(part.pairs(part.steps >= rules.join / STEP) for part in parts)
    part_of = components(count, likely.left, likely.right)
    inside = together(part.pairs(part_of[part.left] == part_of[part.right]) for part in parts)
    del parts, likely
    numbers = part_of[inside.left]
    order = np.lexsort((inside.right, inside.left, -inside.score, numbers))
    for chosen in np.split(order, np.flatnonzero(np.diff(numbers[order])) + 1):
        if len(chosen):
            yield Part(inside.of(chosen))


@dataclass(frozen=True, slots=True)
class _Kept:
    """Scored pairs in three quarters of the memory: scores are whole numbers of steps."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    steps: NDArray[np.int32]

    @classmethod
    def of(cls, pairs: ScoredPairs) -> "_Kept":
        return cls(pairs.left, pairs.right, np.rint(pairs.score / STEP).astype(np.int32))

    def pairs(self, chosen: NDArray[np.bool_]) -> ScoredPairs:
        score = np.round(self.steps[chosen] * STEP, 6)
        return ScoredPairs(self.left[chosen], self.right[chosen], score)


def components(count: int, left: NDArray[np.int32], right: NDArray[np.int32]) -> NDArray[np.int32]:
    """For each event the first one that pairs tie it to, directly or over others."""
    first = np.arange(count, dtype=np.int32)
    while True:
        least = np.minimum(first[left], first[right])
        before = first.copy()
        np.minimum.at(first, first[left], least)
        np.minimum.at(first, first[right], least)
        while not np.array_equal(first, first[first]):
            first = first[first]
        if np.array_equal(first, before):
            return first


def _key(left: int, right: int) -> int:
    return (left << 32) | right if left < right else (right << 32) | left
