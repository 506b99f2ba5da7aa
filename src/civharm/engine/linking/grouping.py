"""Groups of events from pairs scored in bulk, by the clustering of `incidents.cluster`: no chain across a contradiction.

That asks for scores of pairs that were no candidates: what is asked for and not known yet is scored for all groups
together, and those groups are grown once more.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from civharm.engine.linking.scoring import ScoredPairs
from civharm.incidents.cluster import grown
from civharm.incidents.rules import LinkageRules

Scorer = Callable[[NDArray[np.int32], NDArray[np.int32]], ScoredPairs]
#: After so many rounds what is still unknown keeps groups apart.
_ROUNDS = 40
_LESS_THAN_ALL = float("-inf")


@dataclass(slots=True)
class Part:
    """Events that likely pairs tie together, directly or over others, with all scores known among them."""

    likely: Sequence[tuple[int, int]]
    scores: dict[int, float]
    rules: LinkageRules
    missing: list[int] = field(default_factory=list)

    def score(self, left: int, right: int) -> float:
        """What is not known yet speaks against, and is noted."""
        key = (left << 32) | right if left < right else (right << 32) | left
        found = self.scores.get(key)
        if found is None:
            self.missing.append(key)
            return _LESS_THAN_ALL
        return found

    def groups(self) -> set[tuple[int, ...]]:
        """The groups, as far as the scores are known."""
        self.missing = []
        keys = {event for pair in self.likely for event in pair}
        return set(grown(keys, self.likely, scores=self, verdicts=_NoVerdicts()).values())


class _NoVerdicts:
    """No person has judged any of it."""

    def are_apart(self, left: int, right: int) -> bool:
        return False

    def merge(self, left: int, right: int) -> None:
        pass


def groups_of(count: int, scored: ScoredPairs, score: Scorer, *, rules: LinkageRules) -> NDArray[np.int32]:
    """The group of each event, named by the first of its events; `score` is for pairs that were no candidates."""
    group = np.arange(count, dtype=np.int32)
    waiting = [part for part in _parts(count, scored, rules) if _grow(part, group)]
    for _ in range(_ROUNDS):
        if not waiting:
            break
        _learn(waiting, score)
        waiting = [part for part in waiting if _grow(part, group)]
    return group


def _grow(part: Part, group: NDArray[np.int32]) -> bool:
    """True if scores were missing: then the groups are not final."""
    for members in part.groups():
        group[list(members)] = members[0]
    return bool(part.missing)


def _learn(parts: Sequence[Part], score: Scorer) -> None:
    """Score what the parts lack, all at once."""
    missing = np.unique(np.concatenate([np.array(part.missing, dtype=np.int64) for part in parts]))
    found = score((missing >> 32).astype(np.int32), (missing & 0xFFFFFFFF).astype(np.int32))
    keys = (found.left.astype(np.int64) << 32) | found.right
    known = dict(zip(keys.tolist(), found.score.tolist(), strict=True))
    for part in parts:
        part.scores |= {key: known[key] for key in part.missing}


def _parts(count: int, scored: ScoredPairs, rules: LinkageRules) -> Iterator[Part]:
    likely = scored.score >= rules.join
    part_of = components(count, scored.left[likely], scored.right[likely])
    inside = np.flatnonzero(part_of[scored.left] == part_of[scored.right])
    inside = inside[np.argsort(part_of[scored.left[inside]], kind="stable")]
    numbers = part_of[scored.left[inside]]
    for pairs in np.split(inside, np.flatnonzero(np.diff(numbers)) + 1):
        if len(pairs):
            yield _part(pairs, scored, rules)


def _part(pairs: NDArray[np.int64], scored: ScoredPairs, rules: LinkageRules) -> Part:
    left, right, score = scored.left[pairs].astype(np.int64), scored.right[pairs], scored.score[pairs]
    keys = (left << 32) | right
    order = np.lexsort((keys, -score))
    likely = order[score[order] >= rules.join]
    return Part(
        likely=list(zip(left[likely].tolist(), right[likely].tolist(), strict=True)),
        scores=dict(zip(keys.tolist(), score.tolist(), strict=True)),
        rules=rules,
    )


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
