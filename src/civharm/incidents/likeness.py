"""How alike the texts of reports are: by their words, the rare ones before all.

Two reports of one strike share names, places and things that few other reports have, however differently they tell it.
How rare a word is says a table. As long as it stands, the likeness of two reports depends on those two alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """In how many of so many texts each word stands; a word that the table does not hold is as rare as can be."""

    texts: int
    spread: Mapping[str, int]

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Rarity":
        """Counted from texts."""
        return _counted([frozenset(words_of(text)) for text in texts])

    def spread_of(self, word: str) -> int:
        """The number of texts with the word, at least the one that was asked about."""
        return self.spread.get(word, 1)

    def weight_of(self, word: str) -> float:
        """What one occurrence of the word is worth."""
        return log(1 + self.texts / self.spread_of(word))

    def is_common(self, word: str) -> bool:
        """True for a word in so many texts that it brings no two of them together."""
        return self.spread_of(word) > _COMMON


class Likeness:
    """The cosines of the texts of reports: 0 for nothing in common, 1 for the same words as often.

    Without a table of its own, words are as rare as they are in the texts.
    """

    def __init__(self, texts: Mapping[str, str], rarity: Rarity | None = None) -> None:
        counted = {key: Counter(words_of(texts[key])) for key in sorted(texts)}
        self.rarity = rarity or _counted(counted.values())
        self._vectors = {key: _unit(words, self.rarity) for key, words in counted.items()}

    def between(self, left: str, right: str) -> float:
        """The cosine of two reports by id; 0 where a text is not known."""
        first, second = self._vectors.get(left), self._vectors.get(right)
        return _cosine(first, second) if first and second else 0.0

    def alike(self, least: float) -> Iterator[tuple[str, str]]:
        """Pairs of reports that share several rare words and are at least so much alike, the lesser id first."""
        holders: dict[str, list[str]] = defaultdict(list)
        for key, vector in self._vectors.items():
            for word in vector:
                if not self.rarity.is_common(word):
                    holders[word].append(key)
        shared = Counter(pair for keys in holders.values() for pair in combinations(keys, 2))
        for pair, count in sorted(shared.items()):
            if count >= _SHARED and self.between(*pair) >= least:
                yield pair


def _counted(texts: Collection[Iterable[str]]) -> Rarity:
    """A table of texts of which the distinct words are given."""
    return Rarity(texts=len(texts), spread=Counter(word for words in texts for word in words))


def _unit(words: Mapping[str, int], rarity: Rarity) -> Vector:
    weights = {word: (1 + log(count)) * rarity.weight_of(word) for word, count in words.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in sorted(weights.items())}


def _cosine(left: Vector, right: Vector) -> float:
    shorter, longer = sorted((left, right), key=len)
    return sum(weight * longer[word] for word, weight in shorter.items() if word in longer)
