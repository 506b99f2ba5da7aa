"""How alike the texts of reports are: by their words, the rare ones before all.

Two reports of one strike share names, places and things that few other reports have, however differently they tell it.
How rare a word is says a table. As long as it stands, the likeness of two reports depends on those two alone.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import fsum, log, sqrt

from civharm.incidents.words import folded, words_of
from civharm.model.ids import stable_id
from civharm.model.reports import Report
from civharm.model.workings import Workings

#: A word in more texts than this brings no two of them together.
COMMON = 60
#: So many rare words bring two texts together.
SHARED = 3
#: Kinds of workings: texts of which the like ones are known, and pairs of like ones.
_COMPARED, _ALIKE = "compared text", "like texts"
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

    @property
    def id(self) -> str:
        """Differs for tables that differ in anything that counts."""
        return stable_id(self.texts, *(f"{w} {n}" for w, n in sorted(self.spread.items()) if n > 1))

    def spread_of(self, word: str) -> int:
        """The number of texts with the word, at least the one that was asked about."""
        return self.spread.get(word, 1)

    def weight_of(self, word: str) -> float:
        """What one occurrence of the word is worth."""
        return log(1 + self.texts / self.spread_of(word))

    def is_common(self, word: str) -> bool:
        """True for a word in so many texts that it brings no two of them together."""
        return self.spread_of(word) > COMMON


class Likeness:
    """The cosines of the texts of reports: 0 for nothing in common, 1 for the same words as often.

    Without a table of its own, words are as rare as they are in the texts. Vectors are made when they are asked for.
    """

    def __init__(
        self, texts: Mapping[str, str], rarity: Rarity | None = None, *, workings: Workings | None = None
    ) -> None:
        self._workings = workings or Workings()
        self._folded = {key: folded(texts[key], self._workings) for key in sorted(texts)}
        self.rarity = rarity or _counted([frozenset(words.split()) for words in self._folded.values()])
        self._vectors: dict[str, Vector] = {}

    @property
    def words(self) -> Mapping[str, str]:
        """The words of each report, folded, with blanks between them."""
        return self._folded

    def between(self, left: str, right: str) -> float:
        """The cosine of two reports by id; 0 where a text is not known."""
        first, second = self._vector(left), self._vector(right)
        return _cosine(first, second) if first and second else 0.0

    def _vector(self, key: str) -> Vector:
        if key not in self._vectors:
            self._vectors[key] = _unit(Counter(self._folded.get(key, "").split()), self.rarity)
        return self._vectors[key]

    def alike(self, least: float) -> list[tuple[str, str]]:
        """Pairs of reports that share several rare words and are at least so much alike, the lesser id first.

        Texts of which the last linking found the like ones already are compared with new texts alone.
        """
        bearers: dict[str, list[str]] = defaultdict(list)
        for key, mark in self._marks(least).items():
            bearers[mark].append(key)
        standing = (self._workings.known(_COMPARED) | self._workings.now[_COMPARED].keys()) & bearers.keys()
        fresh = {mark: self._rare_words(bearers[mark][0]) for mark in bearers.keys() - standing}
        wanted = frozenset[str]().union(*fresh.values())
        others = {mark: wanted.intersection(self._folded[bearers[mark][0]].split()) for mark in standing}
        for left, right in _sharing(fresh, others):
            if self.between(bearers[left][0], bearers[right][0]) >= least:
                self._workings.keep(_ALIKE, f"{left} {right}")
        for pair in self._workings.known(_ALIKE):
            if standing.issuperset(pair.split()):
                self._workings.recall(_ALIKE, pair)
        for mark in bearers:
            self._workings.keep(_COMPARED, mark)
        found = (pair.split() for pair in self._workings.now[_ALIKE])
        return sorted(pair for left, right in found for pair in _pairs(bearers[left], bearers[right]))

    def take(self, alike: Iterable[tuple[str, str]], least: float) -> None:
        """All pairs that are at least so much alike, as found elsewhere: none of them is looked for again."""
        marks = self._marks(least)
        for mark in marks.values():
            self._workings.keep(_COMPARED, mark)
        for left, right in alike:
            first, second = sorted((marks[left], marks[right]))
            self._workings.keep(_ALIKE, f"{first} {second}")

    def _marks(self, least: float) -> dict[str, str]:
        terms = f"{self.rarity.id}:{least}"
        return {key: stable_id(words, terms) for key, words in self._folded.items()}

    def _rare_words(self, key: str) -> frozenset[str]:
        return frozenset(word for word in set(self._folded[key].split()) if not self.rarity.is_common(word))


def _sharing(
    fresh: Mapping[str, frozenset[str]], others: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str]]:
    """Pairs with several words in common of which one at least is fresh, each paired with itself too."""
    holders: dict[str, list[str]] = defaultdict(list)
    for key, held in (*fresh.items(), *others.items()):
        for word in held:
            holders[word].append(key)
    for key in sorted(fresh):
        shared = Counter(other for word in fresh[key] for other in holders[word])
        for other, count in shared.items():
            if count >= SHARED and (other not in fresh or key <= other):
                yield min(key, other), max(key, other)


def _pairs(left: Sequence[str], right: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each report of the one with each of the other; among the reports of one text, each two."""
    if left is right:
        yield from combinations(left, 2)
    else:
        yield from ((min(pair), max(pair)) for pair in product(left, right))


def _counted(texts: Collection[Iterable[str]]) -> Rarity:
    """A table of texts of which the distinct words are given."""
    return Rarity(texts=len(texts), spread=Counter(word for words in texts for word in words))


def _unit(words: Mapping[str, int], rarity: Rarity) -> Vector:
    weights = {word: (1 + log(count)) * rarity.weight_of(word) for word, count in words.items()}
    length = sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in sorted(weights.items())}


def _cosine(left: Vector, right: Vector) -> float:
    """The same in whatever order the shared words come."""
    return fsum(left[word] * right[word] for word in left.keys() & right.keys())
