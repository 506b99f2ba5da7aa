"""Words of no language: everyday ones that all reports share, and rare ones of a single incident."""

import random
from itertools import accumulate

_SYLLABLES = [consonant + vowel for consonant in "bdfghjklmnpqrstvwyz" for vowel in "aeiou"]
_EVERYDAY = 2_500
#: Words that few reports have, beside those of its incident: a writer's own turns of phrase.
_SELDOM = 200_000


class Words:
    """Draws words; an everyday word comes the more often the lower its rank is, as in any language."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._everyday = [self.rare(syllables=2 + at % 3) for at in range(_EVERYDAY)]
        self._shares = list(accumulate(1 / (at + 2) for at in range(_EVERYDAY)))

    def rare(self, syllables: int = 4) -> str:
        """A word that is not likely to be made twice."""
        return "".join(self._chance.choices(_SYLLABLES, k=syllables))

    def name(self) -> str:
        """A name of a person or a place."""
        return self.rare(syllables=3).capitalize()

    def everyday(self, count: int) -> list[str]:
        """Words that any report may have."""
        return self._chance.choices(self._everyday, cum_weights=self._shares, k=count)

    def seldom(self, count: int) -> list[str]:
        """Words that a few reports in a hundred thousand have."""
        number = len(_SYLLABLES)
        return [_spelled(self._chance.randrange(_SELDOM), number) for _ in range(count)]


def _spelled(rank: int, base: int) -> str:
    high, low = divmod(rank, base)
    higher, middle = divmod(high, base)
    return f"x{_SYLLABLES[higher % base]}{_SYLLABLES[middle]}{_SYLLABLES[low]}"
