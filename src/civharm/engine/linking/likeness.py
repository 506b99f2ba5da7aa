"""Likeness of many reports at once: the same cosines as `incidents.likeness`, over arrays."""

from array import array
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from civharm.engine.linking.columns import Numbers
from civharm.incidents.likeness import COMMON, SHARED, Rarity
from civharm.incidents.words import words_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

#: Left reports of which the pairs with rare words in common are counted at once: bounds the memory.
_AT_ONCE = 20_000


class ReportWords:
    """Collects the words of reports, each once."""

    def __init__(self) -> None:
        self.reports = Numbers()
        self._words = Numbers()
        self._ids, self._counts, self._lengths = array("i"), array("i"), array("i")

    def add(self, report: str, text: str) -> None:
        """The text of a report that wasn't added before."""
        self.reports.of(report)
        counted = Counter(words_of(text))
        self._ids.extend(self._words.all_of(counted))
        self._counts.extend(counted.values())
        self._lengths.append(len(counted))

    def vectors(self, rarity: Rarity | None = None) -> "Vectors":
        """The reports as unit vectors. Without a table, words are as rare as they are in these reports."""
        ids = np.frombuffer(self._ids, dtype=np.int32) if self._ids else np.empty(0, np.int32)
        lengths = np.zeros(len(self.reports), dtype=np.int64)  # reports of which no text is known stay empty
        lengths[: len(self._lengths)] = self._lengths
        rare, common = self._counted(ids) if rarity is None else self._by_table(rarity)
        weights = (rare[ids] * (1 + np.log(np.array(self._counts)))).astype(np.float32)
        starts = np.concatenate([[0], np.cumsum(lengths)])
        return Vectors(starts, ids, weights=_to_unit(weights, starts), is_common=common)

    def _counted(self, ids: NDArray[np.int32]) -> tuple[Floats, NDArray[np.bool_]]:
        """What each word is worth, and whether it is common."""
        spread = np.bincount(ids, minlength=len(self._words))
        return np.log(1 + len(self._lengths) / np.maximum(spread, 1)), spread > COMMON

    def _by_table(self, rarity: Rarity) -> tuple[Floats, NDArray[np.bool_]]:
        spread = np.fromiter((rarity.spread_of(str(word)) for word in self._words), dtype=np.int64)
        return np.log(1 + rarity.texts / spread), spread > COMMON


class Vectors:
    """Unit vectors of reports, row by row: `words` and `weights` from one start to the next."""

    def __init__(
        self,
        starts: Ints,
        words: NDArray[np.int32],
        *,
        weights: NDArray[np.float32],
        is_common: NDArray[np.bool_],
    ) -> None:
        self._starts = starts
        self._words = words
        self._weights = weights
        self._is_common = is_common

    def cosines(self, left: Ints, right: Ints) -> Floats:
        """The cosine of each pair of rows, which should be sorted by the left one."""
        found = np.zeros(len(left))
        dense = np.zeros(len(self._is_common), dtype=np.float32)
        for at, until in _runs(left):
            own = slice(*self._starts[left[at] : left[at] + 2])
            dense[self._words[own]] = self._weights[own]
            found[at:until] = self._products(dense, right[at:until])
            dense[self._words[own]] = 0
        return found

    def _products(self, dense: NDArray[np.float32], rows: Ints) -> Floats:
        starts = self._starts[rows]
        lengths = self._starts[rows + 1] - starts
        firsts = np.cumsum(lengths) - lengths
        found, has_words = np.zeros(len(rows)), lengths > 0
        if has_words.any():
            places = np.repeat(starts - firsts, lengths) + np.arange(lengths.sum())
            products = dense[self._words[places]] * self._weights[places]
            found[has_words] = np.add.reduceat(products, firsts[has_words], dtype=np.float64)
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
        rare = np.flatnonzero(~self._is_common[self._words])
        rare = rare[np.argsort(self._words[rare], kind="stable")]
        words = self._words[rare]
        rows = np.searchsorted(self._starts, rare, side="right") - 1
        for first in range(0, len(self._starts) - 1, _AT_ONCE):
            chosen = np.flatnonzero((rows >= first) & (rows < first + _AT_ONCE))
            keys, counts = np.unique(
                np.concatenate([*_pairs(chosen, words=words, rows=rows)]), return_counts=True
            )
            keys = keys[counts >= SHARED]
            if len(keys):
                yield keys >> 32, keys & 0xFFFFFFFF


def _pairs(chosen: Ints, *, words: NDArray[np.int32], rows: Ints) -> Iterator[Ints]:
    """The row at each chosen place with those after it that hold the same word, a pair as one number."""
    yield np.empty(0, np.int64)
    for distance in range(1, COMMON):
        chosen = chosen[chosen + distance < len(words)]
        chosen = chosen[words[chosen] == words[chosen + distance]]
        yield (rows[chosen] << 32) | rows[chosen + distance]


def _to_unit(weights: NDArray[np.float32], starts: Ints) -> NDArray[np.float32]:
    squares = np.concatenate([[0.0], np.cumsum(weights * weights, dtype=np.float64)])
    lengths = np.sqrt(squares[starts[1:]] - squares[starts[:-1]]).astype(np.float32)
    unit: NDArray[np.float32] = weights / np.repeat(np.maximum(lengths, np.float32(1e-6)), np.diff(starts))
    return unit


def _runs(values: Ints) -> Iterator[tuple[int, int]]:
    """Where each run of one value starts and ends."""
    if not len(values):
        return
    edges = np.flatnonzero(np.diff(values)) + 1
    yield from zip([0, *edges.tolist()], [*edges.tolist(), len(values)], strict=True)
