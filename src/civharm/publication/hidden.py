"""Names that are hidden wherever they stand, found in time that hardly depends on how many there are.

A text is gone through word by word; only at a word with which a name begins is that name looked for.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from civharm.model.ids import stable_id

#: Stands for one hidden character.
MASK = "█"
_WORD = re.compile(r"\w+")
_ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
#: Arabic joins "and", "for", "with" … to the name that follows.
_JOINED = "وفبلك"
_MOST_JOINED = 2
#: Letters that are one to a search without case and two to `casefold`.
_ALIKE = str.maketrans({"ı": "i", "İ": "i"})


class HiddenNames:
    """Masks names, also behind the letters that Arabic joins to them; it passes over `kept` ones whole."""

    def __init__(self, names: Iterable[str], kept: Iterable[str] = ()) -> None:
        self._names = _worth(names)
        self._kept = _worth(kept)

    def __bool__(self) -> bool:
        """False where there is nothing to hide."""
        return bool(self._names)

    @cached_property
    def mark(self) -> str:
        """Two with the same mark hide the same."""
        return stable_id("\n".join(self._names), "\n".join(self._kept))

    def masked(self, words: str) -> str:
        """The words with each name as a mask of its length."""
        if not self._names:
            return words
        pieces: list[str] = []
        at = 0
        for word in _WORD.finditer(words):
            start = word.start()
            if start < at:
                continue
            if end := self._passed.end_of(words, word):
                pieces += [words[at:start], words[start:end]]
            elif end := self._hidden.end_of(words, word):
                pieces += [words[at:start], MASK * (end - start)]
            at = end or at
        return "".join([*pieces, words[at:]]) if pieces else words

    @cached_property
    def _hidden(self) -> "_Names":
        return _Names(self._names)

    @cached_property
    def _passed(self) -> "_Names":
        return _Names(self._kept)


class _Names:
    """Names by the word that each begins with; what finds those of one word is made when the word is met."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in names:
            if first := _WORD.search(name):
                self._by_first.setdefault(_folded(first.group()), []).append(name[first.start() :])
        self._patterns: dict[str, re.Pattern[str]] = {}

    def end_of(self, words: str, word: re.Match[str]) -> int:
        """Where the longest name ends that begins with a word, 0 where none does."""
        ends = (
            found.end()
            for first in _readings(word.group())
            if first in self._by_first and (found := self._pattern(first).match(words, word.start()))
        )
        return max(ends, default=0)

    def _pattern(self, first: str) -> re.Pattern[str]:
        """All names of one first word, the longest first so that no part of one stays."""
        if first not in self._patterns:
            longest_first = sorted(set(self._by_first[first]), key=lambda name: (-len(name), name))
            self._patterns[first] = re.compile("|".join(map(_name_pattern, longest_first)), re.IGNORECASE)
        return self._patterns[first]


def _worth(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if len(name.strip()) > 1})


def _readings(word: str) -> Iterator[str]:
    """A word as the first of a name, and without the letters that may be joined to the name."""
    yield _folded(word)
    for letters in range(1, _MOST_JOINED + 1):
        if len(word) <= letters or word[letters - 1] not in _JOINED:
            return
        yield _folded(word[letters:])


def _folded(word: str) -> str:
    return word.translate(_ALIKE).casefold()


def _name_pattern(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in name.split())
    joined = f"[{_JOINED}]{{0,{_MOST_JOINED}}}" if _ARABIC_LETTER.search(name) else ""
    return rf"{joined}{words}(?!\w)"
