"""Groups of events from pairs scored in bulk, by the clustering of `incidents.cluster`: no chain across a contradiction.

Only likely pairs come in. Clustering asks for scores of others too, of a few for each event: what is asked for and not
known yet is guessed, then scored for all groups together. Where a group would have grown otherwise with the score than it
did with the guess, it is grown once more.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product, repeat, starmap

import numpy as np
from numpy.typing import NDArray

from civharm.engine.linking.inside import Inside, parts_of
from civharm.engine.linking.scoring import ScoredPairs
from civharm.incidents.cluster import grown, may_join
from civharm.incidents.rules import LinkageRules

Scorer = Callable[[NDArray[np.int32], NDArray[np.int32]], ScoredPairs]
#: What two events without a block in common mostly come to: so few rounds go astray.
_GUESS = -2.0
#: After so many rounds what is still unknown keeps groups apart.
_ROUNDS = 40
_LESS_THAN_ALL = float("-inf")
#: Scores of which some are not known: the scores, and the pairs of the unknown ones by number.
_Asked = tuple[Sequence[float | None], Sequence[int]]


@dataclass(slots=True)
class Part:
    """Events that `likely` pairs tie together, directly or over others; the surest pairs come first.

    `learned` are scores that were asked for, by the number of the pair; `guessed` is what was asked without knowing all.
    """

    likely: ScoredPairs
    learned: dict[int, float] = field(default_factory=dict)
    guessed: Sequence[_Asked] = ()

    def grow(self, inside: Inside, rules: LinkageRules, *, unknown: float) -> list[tuple[int, ...]]:
        """The groups, as far as the scores are known; what is not counts as `unknown`."""
        scores = _Scores(inside, rules, self.learned, unknown)
        left, right = self.likely.left.tolist(), self.likely.right.tolist()
        pairs = zip(left, right, strict=True)
        groups = grown({*left, *right}, pairs, scores=scores, verdicts=_NoVerdicts())
        self.guessed = scores.guessed
        return groups

    @property
    def missing(self) -> Iterator[int]:
        """The numbers of the pairs whose score was guessed."""
        return (pair for _, pairs in self.guessed for pair in pairs)

    def learn(self, scored: ScoredPairs, pairs: NDArray[np.int64]) -> None:
        """Take what is missing from all that was scored; `pairs` are its numbers, in order."""
        missing = np.fromiter(self.missing, np.int64)
        self.learned |= zip(
            missing.tolist(), scored.score[np.searchsorted(pairs, missing)].tolist(), strict=True
        )

    def stands(self, rules: LinkageRules, *, guess: float) -> bool:
        """True if each question was answered as it is with the scores: then the groups are what they would be."""
        return all(
            may_join(_filled(found, repeat(guess)), rules)
            == may_join(_filled(found, map(self.learned.__getitem__, pairs)), rules)
            for found, pairs in self.guessed
        )


def _filled(found: Iterable[float | None], others: Iterator[float]) -> Sequence[float]:
    """The scores, the next of the others for each that is not known."""
    return [next(others) if score is None else score for score in found]


class _Scores:
    """Scores among the events of one part. What is asked for and not known is noted."""

    def __init__(
        self, inside: Inside, rules: LinkageRules, learned: dict[int, float], unknown: float
    ) -> None:
        self.rules = rules
        self.guessed: list[_Asked] = []
        self._inside, self._learned, self._unknown = inside, learned, unknown
        self._rows: dict[int, dict[int, float]] = {}

    def between(self, first: Sequence[int], second: Sequence[int]) -> Sequence[float]:
        """The score of each of these with each of those."""
        found = self._found(first, second)
        if None in found:
            found = self._with_learned(found, first, second)
        return [self._unknown if score is None else score for score in found]

    def _with_learned(
        self, found: Sequence[float | None], first: Sequence[int], second: Sequence[int]
    ) -> list[float | None]:
        numbers = list(starmap(_number, product(first, second)))
        pairs = list(zip(numbers, found, strict=True))
        learned = [self._learned.get(number) if score is None else score for number, score in pairs]
        if None in learned:
            lacking = zip(numbers, learned, strict=True)
            self.guessed.append((learned, [number for number, score in lacking if score is None]))
        return learned

    def _found(self, first: Sequence[int], second: Sequence[int]) -> list[float | None]:
        """What is known from the start. The rows of the larger group are looked in: it will be asked of again."""
        if len(first) == len(second) == 1:
            return [self._inside.score(first[0], second[0])]
        if len(first) >= len(second):
            return [score for event in first for score in map(self._row(event).get, second)]
        turned = self._found(second, first)
        return [score for at in range(len(first)) for score in turned[at :: len(first)]]

    def _row(self, event: int) -> dict[int, float]:
        row = self._rows.get(event)
        if row is None:
            row = self._rows[event] = self._inside.row(event)
        return row


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
    parts, inside = parts_of(count, scored, least=rules.join)
    waiting = list(map(Part, parts))
    for unknown in (*[_GUESS] * _ROUNDS, _LESS_THAN_ALL):
        for part in waiting:
            for members in part.grow(inside, rules, unknown=unknown):
                group[list(members)] = members[0]
        waiting = [part for part in waiting if part.guessed]
        if not waiting:
            break
        _learn(waiting, score)
        waiting = [part for part in waiting if not part.stands(rules, guess=unknown)]
    return group


def _learn(parts: Sequence[Part], score: Scorer) -> None:
    """Score what the parts lack, all at once."""
    missing = np.unique(np.fromiter((pair for part in parts for pair in part.missing), np.int64))
    found = score((missing >> 32).astype(np.int32), (missing & 0xFFFFFFFF).astype(np.int32))
    for part in parts:
        part.learn(found, missing)


def _number(left: int, right: int) -> int:
    return (left << 32) | right if left < right else (right << 32) | left
