"""Who of many people may bear a name of a row: what the words that two names have in common are worth at most.

Each distinct word of a list is laid once beside the distinct words of the people's names, however many rows have it. What the like
words of a person are worth is then a sum of numbers. It is never less than what the names are worth when they are laid beside each
other word by word, so that nobody is missed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import log

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from civharm.victims.names import NameBook, PersonName
from civharm.victims.sounds import SLIPPED, sounds_of

#: A list of millions has no more distinct words than that which come often.
_WORDS_KEPT = 1 << 17
#: Weights of words are rounded before they are added up.
_ROUNDING = 0.1


class Vocabulary:
    """The distinct words of many names, and which of them another word may be."""

    def __init__(self, words: Iterable[str], book: NameBook) -> None:
        self._book = book
        self._by_consonants: dict[str, set[str]] = defaultdict(set)
        self._by_common: dict[str, set[str]] = defaultdict(set)
        for word in words:
            for sound in sounds_of(word):
                self._by_consonants[sound.consonants].add(word)
            for name in book.common_names(word):
                self._by_common[name].add(word)
        self._consonants = tuple(self._by_consonants)
        self.like = lru_cache(maxsize=_WORDS_KEPT)(self._like)

    def _like(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words that are one name with this one, each with what it is worth that two people bear them."""
        near: set[str] = set()
        for sound in sounds_of(word):
            close = process.extract(
                sound.consonants,
                self._consonants,
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=SLIPPED,
                limit=None,
            )
            near.update(*(self._by_consonants[consonants] for consonants, *_ in close))
        near.update(*(self._by_common.get(name, ()) for name in self._book.common_names(word)))
        found = ((other, self._book.likeness(word, other)) for other in sorted(near))
        alike = self._book.rules.name.alike
        return tuple((other, self._worth(word, other) * like) for other, like in found if like >= alike)

    def _worth(self, word: str, other: str) -> float:
        share = min(
            max(self._book.share(each, is_first=is_first) for each in (word, other))
            for is_first in (True, False)
        )
        return min(-log(min(share, 1.0)), self._book.rules.name.most)


class Nearby:
    """The names of many people, each known by the place of the person in what was given."""

    def __init__(self, people: Sequence[Sequence[PersonName]], book: NameBook) -> None:
        names = [(at, name) for at, mine in enumerate(people) for name in mine]
        self._owners = [at for at, _ in names]
        self._kunyas = np.array([book.rules.name.kunya * bool(name.kunya) for _, name in names])
        places: dict[str, list[int]] = defaultdict(list)
        for number, (_, name) in enumerate(names):
            for word in name.words:
                places[word.key].append(number)
        self._places = {word: np.array(numbers) for word, numbers in places.items()}
        self._vocabulary = Vocabulary(self._places, book)

    def worth(self, names: Sequence[PersonName], *, least: float) -> Iterator[tuple[int, float]]:
        """Whose names may be worth so much beside these, in order, each with what they are worth at most."""
        words: dict[str, float] = {}
        for key in {word.key for name in names for word in name.words}:
            for other, worth in self._vocabulary.like(key):
                words[other] = max(worth, words.get(other, 0.0))
        if not words:
            return
        places = [self._places[word] for word in words]
        worths = np.repeat(list(words.values()), list(map(len, places)))
        most = np.bincount(np.concatenate(places), weights=worths, minlength=len(self._owners)) + _ROUNDING
        if any(name.kunya for name in names):
            most += self._kunyas
        found: dict[int, float] = {}
        for number in np.flatnonzero(most >= least).tolist():
            at = self._owners[number]
            found[at] = max(float(most[number]), found.get(at, 0.0))
        yield from found.items()
