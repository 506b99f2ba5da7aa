"""Names that are hidden wherever they stand, however they are spelled, in time that hardly depends on how many there are.

A name is found by its letters alone: without case, accents, vowel signs and the seats of hamza, whatever stands between its
words or nothing at all (`huda-marwani`, `#HudaMarwani`, `%D9%87%D8%AF%D9%89_…`), family name first, with an initial or without.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from civharm.model.ids import stable_id

#: Stands for one hidden character.
MASK = "█"
#: Signs that a word may be written with or without: combining accents, vowel signs, marks of direction and joiners.
_SIGNS = (
    "\u00ad\u0300-\u036f\u0610-\u061c\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
)
#: A word, also as addresses write it; codes of ASCII letters there stand between words (`%20`).
_WORD = re.compile(rf"%[0-7][0-9A-Fa-f]|((?:%[89A-Fa-f][0-9A-Fa-f]|[^\W_]|[{_SIGNS}])+)")
#: Arabic joins "and", "for", "with" … to the name that follows.
_JOINED = "وفبلك"
_MOST_JOINED = 2
_ALIKE = str.maketrans({**dict.fromkeys("أإآٱ", "ا"), **dict.fromkeys("ىیئ", "ي"), **dict.fromkeys("کڪ", "ك"),
                        "ؤ": "و", "ة": "ه", "ە": "ه", "ـ": None, "ı": "i"})  # fmt: skip
#: Words that a name may have or not.
_PARTICLES = frozenset({"al", "el", "ال"})
#: So many characters may stand between two words of a name; of white space any number.
_WIDEST_GAP = 4
_FEWEST_LETTERS = 2
#: So many first letters say whether a name may begin there.
_BEGINNING = 2
#: Of letters alone, without what stands between: shorter ones may be part of another word.
_SURE = 6


class _Word(NamedTuple):
    """A word of a text by its letters, and where it stands."""

    letters: str
    start: int
    end: int


class HiddenNames:
    """Masks names, also behind the letters that Arabic joins to them; it passes over `kept` ones whole."""

    def __init__(self, names: Iterable[str], kept: Iterable[str] = ()) -> None:
        self._names = _worth(names)
        self._kept = _worth(kept)

    def __bool__(self) -> bool:
        """False where there is nothing to hide."""
        return bool(self._names)

    @classmethod
    def together(cls, several: Iterable["HiddenNames"]) -> "HiddenNames":
        """What any of several hides, but what one of them keeps."""
        those = list(several)
        return cls(
            (name for each in those for name in each._names), (name for each in those for name in each._kept)
        )

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
        found = list(_words(words))
        for number, word in enumerate(found):
            if word.start < at:
                continue
            if end := self._passed.end_of(words, found, number):
                pieces += [words[at:end]]
            elif end := self._hidden.end_of(words, found, number):
                pieces += [words[at : word.start], MASK * (end - word.start)]
            at = end or at
        return "".join([*pieces, words[at:]]) if pieces else words

    @cached_property
    def _hidden(self) -> "_Names":
        return _Names(self._names)

    @cached_property
    def _passed(self) -> "_Names":
        return _Names(self._kept)


class _Names:
    """Names by their letters, and by those that they begin with."""

    def __init__(self, names: Sequence[str]) -> None:
        self._letters = frozenset(letters for name in names for letters in _spellings(name))
        #: Those that may stand as several words.
        self._of_several = frozenset(
            letters
            for name in names
            for letters in _spellings(name)
            if len(letters) >= _SURE or len(list(_words(name))) > 1
        )
        self._beginnings = frozenset(letters[:_BEGINNING] for letters in self._letters)
        self._longest = max(map(len, self._letters), default=0)

    def end_of(self, text: str, words: Sequence[_Word], number: int) -> int:
        """Where the longest name ends that begins with a word, 0 where none does."""
        return max(
            (self._end(text, words, number, first) for first in self._readings(words[number].letters)),
            default=0,
        )

    def _readings(self, word: str) -> Iterator[str]:
        """A word as the first of a name, and without the letters that may be joined to the name."""
        for letters in range(_MOST_JOINED + 1):
            if letters and (len(word) <= letters or word[letters - 1] not in _JOINED):
                return
            first = word[letters:]
            if len(first) < _BEGINNING or first[:_BEGINNING] in self._beginnings:
                yield first

    def _end(self, text: str, words: Sequence[_Word], number: int, first: str) -> int:
        whole = bare = first
        end = words[number].end if whole in self._letters else 0
        for at in range(number + 1, len(words)):
            word = words[at]
            if len(bare) >= self._longest or not _is_near(text[words[at - 1].end : word.start]):
                break
            is_small = _may_be_left_out(word.letters)
            whole += word.letters
            bare += "" if is_small else word.letters
            if whole in self._of_several or (not is_small and bare in self._of_several):
                end = word.end
        return end


def letters_of(name: str) -> str:
    """What a name is known by, however it is spelled: its letters alone."""
    return "".join(word.letters for word in _words(name))


def _worth(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if len(name.strip()) > 1})


def _spellings(name: str) -> Iterator[str]:
    """The letters of a name as it stands; without particles and initials, and its last word first."""
    words = [word.letters for word in _words(name)]
    bare = [word for word in words if not _may_be_left_out(word)]
    if (whole := "".join(words)) and len(whole) >= _FEWEST_LETTERS:
        yield whole
    if len(bare) > 1 and len("".join(bare)) >= _SURE:
        yield "".join(bare)
        yield "".join([bare[-1], *bare[:-1]])


def _may_be_left_out(word: str) -> bool:
    return len(word) == 1 or word in _PARTICLES


def _is_near(between: str) -> bool:
    return len(between) <= _WIDEST_GAP or not between.strip()


def _words(text: str) -> Iterator[_Word]:
    """The words of a text, `HudaMarwani2` as three."""
    for found in _WORD.finditer(text):
        if not (word := found[1]):
            continue
        if word.islower() or (word.istitle() and word.isalpha()):
            yield from _word(word, found.start())
        else:
            for start, end in _parts(word):
                yield from _word(word[start:end], found.start() + start)


def _word(word: str, start: int) -> Iterator[_Word]:
    if letters := _letters(word):
        yield _Word(letters, start, start + len(word))


def _parts(word: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a word stand: a capital after a small letter begins another, and so do figures."""
    if "%" in word:
        yield 0, len(word)
        return
    start = 0
    for at in range(1, len(word)):
        before, letter = word[at - 1], word[at]
        if (before.islower() and letter.isupper()) or before.isdigit() is not letter.isdigit():
            yield start, at
            start = at
    yield start, len(word)


@lru_cache(maxsize=65_536)
def _letters(word: str) -> str:
    """What a word is known by, however it is spelled."""
    if word.isascii() and "%" not in word:
        return word.lower()
    plain = unicodedata.normalize("NFKD", unquote(word, errors="ignore").translate(_ALIKE)).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFKD", plain) if letter.isalnum()).translate(
        _ALIKE
    )
