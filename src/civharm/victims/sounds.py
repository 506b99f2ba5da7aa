"""How one word of a person's name sounds, in one alphabet for Arabic and Latin script.

The skeleton of place names drops all vowels; of persons' names that makes one of Hassan and Hussein, Amin and Iman, Samir and
Samira. Here vowels stay, apart from the consonants: Arabic writes the long ones alone, and Latin spelling is a matter of taste.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from civharm.places.names import is_arabic

#: What one vowel that differs takes from likeness; where a Latin spelling only chose another letter, less.
_VOWEL, _TASTE = 0.3, 0.1
#: Names whose consonants differ: a slip of the hand, or a sound for which writers have two letters.
_SLIP = 0.8
#: So much of the consonants, and of the letters, a slip leaves at least.
SLIPPED = 0.75
_FEWEST_LETTERS = 4

_ARABIC_SOUNDS = str.maketrans({
    "ا": "a", "و": "u", "ي": "i", "ى": "i", "ع": "'", "ە": "a", "ب": "b", "پ": "b", "ت": "t", "ط": "t", "ث": "t", "ج": "j",
    "چ": "c", "ح": "h", "ه": "h", "خ": "x", "د": "d", "ض": "d", "ذ": "d", "ر": "r", "ز": "z", "ژ": "z", "ظ": "z", "س": "s",
    "ص": "s", "ش": "c", "غ": "G", "ف": "f", "ڤ": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n",
})  # fmt: skip
_PAIRS = {"kh": "x", "sh": "c", "ch": "c", "gh": "G", "th": "t", "dh": "d", "dj": "j", "ph": "f"}
_PAIR = re.compile("|".join(_PAIRS))
#: Two letters for one long vowel; the capital says that Arabic writes it.
_LONG = (("ee", "I"), ("ei", "I"), ("ai", "I"), ("ay", "I"), ("ey", "I"), ("iy", "I"), ("oo", "U"), ("ou", "U"), ("au", "U"), ("aw", "U"), ("aa", "a"))  # fmt: skip
_LATIN_SOUNDS = str.maketrans(
    {"q": "k", "p": "b", "v": "f", "g": "j", "y": "i", "w": "u", "o": "u", "'": None}
)
#: Fatima, Fatimah and Fatmeh end alike.
_LAST_A = re.compile(r"(?<=[^aeiuIU])(?:ah|eh|e)$")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = "aeiuIU'"
_SLOTS = re.compile(f"[{_VOWELS}]*")
#: A vowel for which writers take another letter.
_TASTES = frozenset(map(frozenset, ("ae", "ei", "ue", "eI", "uU", "iI", "aI")))


@dataclass(frozen=True, slots=True)
class Sound:
    """The consonants of a word, and the vowels in front of, between and behind them."""

    consonants: str
    vowels: tuple[str, ...]
    letters: str
    is_arabic: bool


@lru_cache(maxsize=1 << 17)
def sounds_of(word: str) -> tuple[Sound, ...]:
    """The ways to read a word of a name (folded, without article): "th" is one sound in Haitham, two in Fathi."""
    if is_arabic(word):
        return (_sound(_arabic(word), is_arabic=True),)
    readings = dict.fromkeys((_latin(word, joined=True), _latin(word, joined=False)))
    return tuple(_sound(reading, is_arabic=False) for reading in readings)


@lru_cache(maxsize=1 << 18)
def likeness(left: str, right: str) -> float:
    """From 0 to 1: how surely two words are one name."""
    if left == right:
        return 1.0
    return max(_likeness(one, other) for one in sounds_of(left) for other in sounds_of(right))


def _arabic(word: str) -> str:
    """Final ta marbuta is an a, as Latin script spells it; the folding of `plain_key` made it a ه."""
    if len(word) > 2 and word.endswith("ه"):
        word = word[:-1] + "ا"
    return word.translate(_ARABIC_SOUNDS)


def _latin(word: str, *, joined: bool) -> str:
    if joined:
        word = _PAIR.sub(lambda pair: _PAIRS[pair.group()], word)
    for written, sound in _LONG:
        word = word.replace(written, sound)
    return _LAST_A.sub("a", word).translate(_LATIN_SOUNDS)


def _sound(letters: str, *, is_arabic: bool) -> Sound:
    letters = _DOUBLED.sub(r"\1", letters)
    consonants = "".join(letter for letter in letters if letter not in _VOWELS)
    slots = re.split(f"[^{_VOWELS}]", letters)
    return Sound(consonants, tuple(slots), letters, is_arabic)


def _likeness(left: Sound, right: Sound) -> float:
    if left.consonants != right.consonants:
        return _slip(left, right)
    if left.is_arabic and not right.is_arabic:
        left, right = right, left
    slots = list(zip(left.vowels, right.vowels, strict=True))
    last = len(slots) - 1
    apart = sum(
        _apart(*pair, across=left.is_arabic != right.is_arabic, place=(at == 0, at == last))
        for at, pair in enumerate(slots)
    )
    return max(0.0, 1.0 - apart)


def _apart(one: str, other: str, *, across: bool, place: tuple[bool, bool]) -> float:
    """What the vowels of one place take from likeness; `place` says if it is the first and if it is the last."""
    one, other = one.replace("'", ""), other.replace("'", "")
    if one == other:
        return 0.0
    if across:
        return _apart_across(one, other, place=place)
    if one.casefold().replace("e", "i") == other.casefold().replace("e", "i"):
        return 0.0
    if frozenset(one + other) in _TASTES or (
        "" in (one, other) and (one + other) in ("a", "e", "i", "u") and not place[1]
    ):
        return _TASTE
    return _VOWEL


def _apart_across(latin: str, arabic: str, *, place: tuple[bool, bool]) -> float:
    """Short vowels are not written in Arabic; a first alef carries any vowel, a last ى any but u."""
    is_first, is_last = place
    readings = [(latin, arabic)]
    if is_first and arabic.startswith("a"):
        readings += [(latin, arabic[1:]), (latin[1:], arabic[1:])]
    return min(_apart_written(*reading, is_last=is_last, is_first=is_first) for reading in readings)


def _apart_written(latin: str, arabic: str, *, is_first: bool, is_last: bool) -> float:
    if not arabic:
        is_short = latin in ("", "a", "e", "i", "u") and not (is_last and latin)
        return 0.0 if is_short or is_first else _VOWEL
    wanted = latin.casefold().replace("e", "i")
    if wanted == arabic or (is_last and arabic == "i" and latin in ("a", "i", "e", "I")):
        return 0.0
    if set(arabic) <= set(wanted) or (arabic == "a" and latin == "e"):
        return _TASTE / 2
    return _VOWEL if latin else _VOWEL + _TASTE


def _slip(left: Sound, right: Sound) -> float:
    if min(len(left.letters), len(right.letters)) < _FEWEST_LETTERS or len(left.consonants) < 3:
        return 0.0
    alike = Levenshtein.normalized_similarity(left.consonants, right.consonants)
    letters = Levenshtein.normalized_similarity(left.letters.casefold(), right.letters.casefold())
    return _SLIP * letters if alike >= SLIPPED and letters >= SLIPPED else 0.0
