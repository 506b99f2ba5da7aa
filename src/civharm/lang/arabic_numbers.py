"""Whole numbers in folded Arabic words: digits, units to thousands, both genders and all cases.

Only values live here; how a noun in the dual counts is the business of who knows the noun.
"""

import re
from collections.abc import Sequence
from types import MappingProxyType

_UNIT_STEMS = {
    1: "واحد واحده",
    3: "ثلاث ثلاثه",
    4: "اربع اربعه",
    5: "خمس خمسه",
    6: "ست سته",
    7: "سبع سبعه",
    8: "ثمان ثماني ثمانيه",
    9: "تسع تسعه",
    10: "عشر عشره",
}
_TWO = "اثنان اثنين اثنتان اثنتين"
#: Before the word for ten: "أحد عشر", "اثنا عشر".
_BEFORE_TEN = {1: "احد احدي حادي", 2: "اثنا اثني اثنتا اثنتي اثنان اثنين"}
_TENS = {20: "عشر", 30: "ثلاث", 40: "اربع", 50: "خمس", 60: "ست", 70: "سبع", 80: "ثمان", 90: "تسع"}
_HUNDRED = "ميه مايه ميت مايت"
_TWO_HUNDRED = "ميتان ميتين مايتان مايتين ميتا مايتا"
_THOUSAND = "الف الاف الفا"
_TWO_THOUSAND = "الفان الفين"
_TEEN = frozenset(("عشر", "عشره"))


def _units() -> dict[str, int]:
    units = {form: value for value, forms in _UNIT_STEMS.items() for form in forms.split()}
    return units | dict.fromkeys(_TWO.split(), 2)


def _hundreds(units: dict[str, int]) -> dict[str, int]:
    joined = {
        stem + hundred: value * 100
        for stem, value in units.items()
        if 3 <= value <= 9
        for hundred in _HUNDRED.split()
    }
    return joined | dict.fromkeys(_HUNDRED.split(), 100) | dict.fromkeys(_TWO_HUNDRED.split(), 200)


UNITS = MappingProxyType(_units())
TENS = MappingProxyType({stem + end: value for value, stem in _TENS.items() for end in ("ون", "ين")})
HUNDREDS = MappingProxyType(_hundreds(_units()))
_THOUSANDS = MappingProxyType(
    dict.fromkeys(_THOUSAND.split(), 1_000) | dict.fromkeys(_TWO_THOUSAND.split(), 2_000)
)
_FIRST_OF_TEENS = MappingProxyType(
    {form: value for value, forms in _BEFORE_TEN.items() for form in forms.split()}
)

_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})\Z")
#: Letters read for digits by a scanner, more digits than there are people, parts of a person, signs for a half or of a footnote.
_UNREADABLE = re.compile(r"(?=.*\d)[\dlio]*[lio][\dlio]*\Z|\d{10,}\Z|\d+\.\d+\Z")


def is_unreadable(word: str) -> bool:
    """True for what was meant for a number, though nobody can be sure of which."""
    return _UNREADABLE.match(word) is not None or (word[0].isnumeric() and not word[0].isdecimal())


def number_at(words: Sequence[str], start: int) -> tuple[int, int] | None:
    """The number that begins at a word, as (value, how many words); None where there is none.

    Words are folded; "و" may be a prefix of the following word ("ثلاثة وعشرون").
    """
    first = _below_thousand(words, start, joined=False)
    if first is None:
        return None
    total, used = _with_thousand(words, start, first)
    if words[start][0].isdigit():
        return total, used
    while step := _below_thousand(words, start + used, joined=True):
        value, length = _with_thousand(words, start + used, step)
        if not _fits_after(value, total):
            break
        total, used = total + value, used + length
    return total, used


def _fits_after(value: int, total: int) -> bool:
    """ "three and twenty", "hundred and five", but no "five and three": those are two numbers."""
    if total % 100 in range(1, 10):
        return value in _TENS
    return total % 100 == 0 and value < (1_000 if total % 1_000 == 0 else 100)


def _with_thousand(words: Sequence[str], start: int, step: tuple[int, int]) -> tuple[int, int]:
    value, length = step
    after = start + length
    if value < 1_000 and after < len(words) and words[after] in _THOUSANDS:
        return value * 1_000, length + 1
    return value, length


def _below_thousand(words: Sequence[str], at: int, *, joined: bool) -> tuple[int, int] | None:
    if at >= len(words):
        return None
    word = words[at]
    if joined:
        if not word.startswith("و"):
            return None
        word = word[1:]
    if _DIGITS.match(word):
        return (int(word.replace(",", "")), 1)
    following = words[at + 1] if at + 1 < len(words) else ""
    return _teen(word, following) or _joined_hundred(word, following) or _single(word)


def _teen(word: str, following: str) -> tuple[int, int] | None:
    if following in _TEEN:
        if word in _FIRST_OF_TEENS:
            return 10 + _FIRST_OF_TEENS[word], 2
        if 3 <= UNITS.get(word, 0) <= 9:
            return 10 + UNITS[word], 2
    return None


def _joined_hundred(word: str, following: str) -> tuple[int, int] | None:
    if 3 <= UNITS.get(word, 0) <= 9 and HUNDREDS.get(following) == 100:
        return UNITS[word] * 100, 2
    return None


def _single(word: str) -> tuple[int, int] | None:
    for table in (UNITS, TENS, HUNDREDS, _THOUSANDS):
        if word in table:
            return table[word], 1
    return None
