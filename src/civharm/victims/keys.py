"""Under what the names of many incidents meet: a few of their words, by sound, that are rare enough together to tell a person."""

from collections.abc import Iterator
from itertools import combinations, product
from math import log

from civharm.victims.names import NameBook, PersonName, Word

#: The sounds of a few words of a name, sorted.
Key = tuple[str, ...]
#: Words of a key at most: more are never needed to be rare enough.
_MOST = 3


def keys_of(name: PersonName, book: NameBook, *, least: float) -> Iterator[Key]:
    """The smallest sets of words, of two at least, that are worth so much together.

    "Muhammad Ahmad" brings nobody together, "Muhammad Ahmad Ali" or "Muhammad Barakat" does.
    """
    words = [(tuple(book.sounds(word)), _worth(word, book)) for word in dict.fromkeys(name.words)]
    enough: list[tuple[int, ...]] = []
    for size in range(2, _MOST + 1):
        for chosen in combinations(range(len(words)), size):
            if any(set(smaller) <= set(chosen) for smaller in enough):
                continue
            if sum(words[at][1] for at in chosen) >= least:
                enough.append(chosen)
                yield from (tuple(sorted(key)) for key in product(*(words[at][0] for at in chosen)))


def _worth(word: Word, book: NameBook) -> float:
    return min(-log(book.share(word.key, is_first=False)), book.rules.name.most)
