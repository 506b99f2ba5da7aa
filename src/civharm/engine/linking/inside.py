"""Scored pairs in little memory: those that are likely, the parts they tie events into, and the pairs inside the parts."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civharm.engine.linking.scoring import STEP, ScoredPairs, together


@dataclass(frozen=True, slots=True)
class Kept:
    """Scored pairs in three quarters of the memory: scores are whole numbers of steps. In order, the lesser event first."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]
    steps: NDArray[np.int32]

    @classmethod
    def of(cls, pairs: ScoredPairs) -> "Kept":
        """The pairs with their scores rounded to the step that they have already."""
        return cls(pairs.left, pairs.right, np.rint(pairs.score / STEP).astype(np.int32))

    def chosen(self, chosen: NDArray[np.bool_]) -> "Kept":
        """Some of the pairs."""
        return Kept(self.left[chosen], self.right[chosen], self.steps[chosen])

    def pairs(self, chosen: NDArray[np.bool_]) -> ScoredPairs:
        """Some of the pairs, with their scores."""
        return ScoredPairs(self.left[chosen], self.right[chosen], _scores(self.steps[chosen]))


class Inside:
    """The scores of the pairs of which both events are in one part, to be looked up event by event."""

    def __init__(self, count: int, parts: Iterable[Kept]) -> None:
        kept = list(parts)
        self._left, self._right, self._steps = (
            np.concatenate([np.empty(0, np.int32), *(getattr(part, name) for part in kept)])
            for name in ("left", "right", "steps")
        )
        self._by_right = np.argsort(self._right, kind="stable").astype(np.int32)
        events = np.arange(count + 1)
        self._lefts = np.searchsorted(self._left, events)
        self._rights = np.searchsorted(self._right, events, sorter=self._by_right)

    def score(self, one: int, other: int) -> float | None:
        """The score of two events, if they met."""
        left, right = (one, other) if one < other else (other, one)
        first, until = self._lefts[left], self._lefts[left + 1]
        at = first + int(self._right[first:until].searchsorted(right))
        return round(float(self._steps[at]) * STEP, 6) if at < until and self._right[at] == right else None

    def row(self, event: int) -> dict[int, float]:
        """The score of an event with each other that it met."""
        after = slice(self._lefts[event], self._lefts[event + 1])
        before = self._by_right[self._rights[event] : self._rights[event + 1]]
        others = self._left[before].tolist() + self._right[after].tolist()
        steps = np.concatenate([self._steps[before], self._steps[after]])
        return dict(zip(others, _scores(steps).tolist(), strict=True))


def _scores(steps: NDArray[np.int32]) -> NDArray[np.float64]:
    return np.round(steps * STEP, 6)


def parts_of(count: int, scored: Iterable[ScoredPairs], *, least: float) -> tuple[list[ScoredPairs], Inside]:
    """The likely pairs of each part, the surest first, and all pairs inside the parts."""
    kept = [Kept.of(part) for part in scored]
    likely = together(part.pairs(part.steps >= least / STEP) for part in kept)
    part_of = components(count, likely.left, likely.right)
    for at, part in enumerate(kept):
        kept[at] = part.chosen(part_of[part.left] == part_of[part.right])
    numbers = part_of[likely.left]
    order = np.lexsort((likely.right, likely.left, -likely.score, numbers))
    ends = np.flatnonzero(np.diff(numbers[order])) + 1
    parts = [likely.of(chosen) for chosen in np.split(order, ends) if len(chosen)]
    return parts, Inside(count, kept)


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
