"""Words of very many reports, counted by columns: no word is held as an object of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from civharm.engine.linking.likeness import Floats, Ints, Rows, Vectors, Weights, Words
from civharm.engine.linking.numbers import Numbers
from civharm.incidents.likeness import COMMON, Rarity
from civharm.incidents.words import spaced

_TEXTS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted:
    """Some texts: how many `words` each has, which, and how much how often counts (1 for a word that comes once)."""

    known: pa.Array
    lengths: Ints
    words: Words
    often: Weights


class ReportWords:
    """Collects the words of reports, each once."""

    def __init__(self) -> None:
        self.reports = Numbers()
        self._texts: list[str] = []
        self._counted: list[_Counted] = []

    def add(self, report: str, text: str) -> None:
        """The text of a report that wasn't added before."""
        self.reports.of(report)
        self._texts.append(spaced(text))
        if len(self._texts) == _TEXTS_AT_ONCE:
            self._set_down()

    def vectors(self, rarity: Rarity | None = None) -> Vectors:
        """The reports as unit vectors. Without a table, words are as rare as they are in these reports."""
        self._set_down()
        known, counted = _numbered(self._counted)
        if rarity is None:
            texts = sum(len(part.lengths) for part in counted)
            spread = _spread(counted, len(known))
        else:
            texts = rarity.texts
            spread = np.fromiter(map(rarity.spread_of, known.to_pylist()), np.int64, len(known))
        rows = _unit_rows(counted, np.log(1 + texts / np.maximum(spread, 1)))
        lengths = np.zeros(len(self.reports), dtype=np.int64)  # reports of which no text is known stay empty
        told = [part.lengths for part in counted]
        lengths[: sum(map(len, told))] = np.concatenate(told) if told else 0
        return Vectors(lengths, rows, is_common=spread > COMMON)

    def _set_down(self) -> None:
        if self._texts:
            self._counted.append(_counted(self._texts))
            self._texts = []


def _counted(texts: Sequence[str]) -> _Counted:
    split = pc.ascii_split_whitespace(pa.array(texts, pa.large_string()))
    coded = split.flatten().dictionary_encode()
    rows = np.repeat(np.arange(len(texts)), pc.list_value_length(split).to_numpy(zero_copy_only=False))
    codes = coded.indices.to_numpy().astype(np.int64)
    keys = (rows << 32) | codes
    told, counts = np.unique(keys[codes != pc.index(coded.dictionary, "").as_py()], return_counts=True)
    return _Counted(
        known=coded.dictionary,
        lengths=np.bincount(told >> 32, minlength=len(texts)),
        words=(told & 0xFFFFFFFF).astype(np.int32),
        often=(1 + np.log(counts)).astype(np.float32),
    )


def _numbered(counted: Sequence[_Counted]) -> tuple[pa.Array, list[_Counted]]:
    """All words, and the counts by the numbers of words among these."""
    coded = pa.chunked_array([part.known for part in counted], pa.large_string()).dictionary_encode()
    known = coded.chunk(0).dictionary if coded.num_chunks else pa.array([], pa.large_string())
    numbers = [chunk.indices.to_numpy() for chunk in coded.chunks]
    return known, [
        _Counted(known=part.known, lengths=part.lengths, words=number[part.words], often=part.often)
        for part, number in zip(counted, numbers, strict=True)
    ]


def _spread(counted: Sequence[_Counted], words: int) -> Ints:
    """In how many texts each word stands."""
    spread = np.zeros(words, dtype=np.int64)
    for part in counted:
        spread += np.bincount(part.words, minlength=words)
    return spread


def _unit_rows(counted: Sequence[_Counted], worth: Floats) -> Iterator[Rows]:
    """The words and weights of some rows at a time."""
    worth = worth.astype(np.float32)
    for part in counted:
        weights = part.often * worth[part.words]
        squares = np.concatenate([[0.0], np.cumsum(weights * weights, dtype=np.float64)])
        ends = np.cumsum(part.lengths)
        lengths = np.sqrt(squares[ends] - squares[ends - part.lengths]).astype(np.float32)
        lengths = np.repeat(np.maximum(lengths, np.float32(1e-6)), part.lengths)
        yield Rows(part.lengths, part.words, weights / lengths)
