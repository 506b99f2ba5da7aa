"""How alike the texts of reports are: by their words, the rare ones before all.

Two reports of one strike share names, places and things that few other reports have, however differently they tell it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import log, sqrt

from civharm.incidents.words import words_of
from civharm.model.reports import Report

#: A word in more texts than this brings no two of them together.
_COMMON = 60
_SHARED = 3
Vector = Mapping[str, float]


def own_words(report: Report, text: str) -> str:
    """The text of a report without what its renderer took for page furniture."""
    return "\n".join(span.of(text) for span in report.body) if report.body else text


class Likeness:
    """The cosines of the texts of reports: 0 for nothing in common, 1 for the same words as often."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._vectors = _vectors(texts)

    def between(self, left: str, right: str) -> float:
        """The cosine of two reports by id; 0 where a text is not known."""
        first, second = self._vectors.get(left), self._vectors.get(right)
        return _cosine(first, second) if first and second else 0.0

    def alike(self, least: float) -> Iterator[tuple[str, str]]:
        """Pairs of reports that share several rare words and are at least so much alike, the lesser id first."""
        holders: dict[str, list[str]] = defaultdict(list)
        for key, vector in self._vectors.items():
            for word in vector:
                holders[word].append(key)
        shared = Counter(
            pair for keys in holders.values() if len(keys) <= _COMMON for pair in combinations(keys, 2)
        )
        for pair, count in sorted(shared.items()):
            if count >= _SHARED and self.between(*pair) >= least:
                yield pair


def _vectors(texts: Mapping[str, str]) -> dict[str, Vector]:
    counted = {key: Counter(words_of(texts[key])) for key in sorted(texts)}
    spread = Counter(word for words in counted.values() for word in words)
    return {key: _unit(words, spread, total=len(texts)) for key, words in counted.items()}


def _unit(words: Mapping[str, int], spread: Mapping[str, int], *, total: int) -> Vector:
    weights = {word: (1 + log(count)) * log(1 + total / spread[word]) for word, count in words.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in sorted(weights.items())}


def _cosine(left: Vector, right: Vector) -> float:
    shorter, longer = sorted((left, right), key=len)
    return sum(weight * longer[word] for word, weight in shorter.items() if word in longer)
