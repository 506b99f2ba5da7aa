"""Likeness of many reports at once: the same cosines as `incidents.likeness`, over arrays."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civharm.incidents.likeness import COMMON, SHARED

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Words = NDArray[np.int32]
Weights = NDArray[np.float32]

#: Left reports of which the pairs with rare words in common are counted at once: bounds the memory.
_AT_ONCE = 20_000
#: Rows are kept in segments of so many words, the last of a row filled up with no word: whole segments are quickly gathered.
_WIDTH = 32
_PAIRS_AT_ONCE = 20_000


def ragged(firsts: Ints, lengths: Ints) -> Ints:
    """So many numbers from each of the first ones on, one run after the other."""
    ends = np.cumsum(lengths)
    return np.repeat(firsts - ends + lengths, lengths) + np.arange(ends[-1] if len(ends) else 0)


@dataclass(frozen=True, slots=True)
class Rows:
    """Some unit vectors: how many words each has, which, and what they weigh."""

    lengths: Ints
    words: Words
    weights: Weights


class Vectors:
    """Unit vectors of reports: row by row in segments, from one of the `starts` to the next."""

    def __init__(self, lengths: Ints, parts: Iterable[Rows], *, is_common: NDArray[np.bool_]) -> None:
        """`lengths` are those of all rows, of which the last may be empty and in no part."""
        self.lengths = lengths
        self._starts = np.concatenate([[0], np.cumsum(-(-lengths // _WIDTH))])
        shape = self._starts[-1], _WIDTH
        self._words: Words = np.full(
            shape, len(is_common), dtype=np.int32
        )  # no word has the number after the last
        self._weights: Weights = np.zeros(shape, dtype=np.float32)
        self._is_common = np.append(is_common, True)
        first = 0
        for part in parts:
            until = first + len(part.lengths)
            places = ragged(self._starts[first:until] * _WIDTH, part.lengths)
            self._words.ravel()[places], self._weights.ravel()[places] = part.words, part.weights
            first = until

    def cosines(self, left: Ints, right: Ints) -> Floats:
        """The cosine of each pair of rows, which should be sorted by the left one."""
        found = np.zeros(len(left))
        dense = np.zeros(len(self._is_common), dtype=np.float32)
        for first in range(0, len(left), _PAIRS_AT_ONCE):
            chosen = slice(first, first + _PAIRS_AT_ONCE)
            found[chosen] = self._cosines(left[chosen], right[chosen], dense)
        return found

    def _cosines(self, left: Ints, right: Ints, dense: Weights) -> Floats:
        """`dense` has room for all words, and is empty before and after."""
        lengths = self._starts[right + 1] - self._starts[right]
        ends = np.concatenate([[0], np.cumsum(lengths)])
        segments = ragged(self._starts[right], lengths)
        words = self._words.take(segments, axis=0)
        in_left = np.empty(words.shape, dtype=np.float32)
        for at, until in _runs(left):
            own = slice(*self._starts[left[at] : left[at] + 2])
            dense[self._words[own]] = self._weights[own]
            run = slice(ends[at], ends[until])
            dense.take(words[run], out=in_left[run], mode="clip")
            dense[self._words[own]] = 0
        products = np.einsum("ij,ij->i", in_left, self._weights.take(segments, axis=0))
        sums = np.concatenate([[0.0], np.cumsum(products, dtype=np.float64)])
        found: Floats = sums[ends[1:]] - sums[ends[:-1]]
        return found

    def alike(self, least: float) -> tuple[Ints, Ints]:
        """Pairs of rows that share several rare words and are at least so much alike, the lesser row first."""
        parts = [self._at_least(least, *pairs) for pairs in self._sharing()]
        if not parts:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        left, right = zip(*parts, strict=True)
        return np.concatenate(left), np.concatenate(right)

    def _at_least(self, least: float, left: Ints, right: Ints) -> tuple[Ints, Ints]:
        enough = self.cosines(left, right) >= least
        return left[enough], right[enough]

    def _sharing(self) -> Iterator[tuple[Ints, Ints]]:
        """Pairs of rows with several rare words in common, some rows at a time."""
        segments, places = np.nonzero(~self._is_common[self._words])
        keys = (self._words[segments, places].astype(np.int64) << 32) | (
            np.searchsorted(self._starts, segments, side="right") - 1
        )
        keys.sort()
        words, rows = keys >> 32, keys & 0xFFFFFFFF
        for first in range(0, len(self._starts) - 1, _AT_ONCE):
            chosen = np.flatnonzero((rows >= first) & (rows < first + _AT_ONCE))
            keys, counts = np.unique(
                np.concatenate([*_pairs(chosen, words=words, rows=rows)]), return_counts=True
            )
            keys = keys[counts >= SHARED]
            if len(keys):
                yield keys >> 32, keys & 0xFFFFFFFF


def _pairs(chosen: Ints, *, words: Ints, rows: Ints) -> Iterator[Ints]:
    """The row at each chosen place with those after it that hold the same word, a pair as one number."""
    yield np.empty(0, np.int64)
    for distance in range(1, COMMON):
        chosen = chosen[chosen + distance < len(words)]
        chosen = chosen[words[chosen] == words[chosen + distance]]
        yield (rows[chosen] << 32) | rows[chosen + distance]


def _runs(values: Ints) -> Iterator[tuple[int, int]]:
    """Where each run of one value starts and ends."""
    if not len(values):
        return
    edges = np.flatnonzero(np.diff(values)) + 1
    yield from zip([0, *edges.tolist()], [*edges.tolist(), len(values)], strict=True)
