"""How alike two written place names are, whoever transliterated them: for records that no gazetteer resolves."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from civharm.places.names import bare_key, is_arabic, skeleton_key

_BETWEEN = re.compile(r"[/,()؛،–]| - ")
_WORD = re.compile(r"[\w'’`-]+")
#: So many consonants at least tell a name by themselves.
_ENOUGH = 3
#: One name inside the other: "Qaranfil" in "Qaranfil al-Fawqani".
_INSIDE = 0.85


@lru_cache(maxsize=1 << 14)
def names_in(written: str, *, kinds: frozenset[str]) -> tuple[str, ...]:
    """The names in a place column, the finest first: "Al Fardous" and "Aleppo" in "Al Fardous (Aleppo)"."""
    pieces = (_WORD.findall(piece) for piece in _BETWEEN.split(written))
    names = (" ".join(word for word in words if word.casefold() not in kinds) for words in pieces)
    return tuple(dict.fromkeys(name for name in names if name))


@lru_cache(maxsize=1 << 18)
def name_likeness(left: str, right: str) -> float:
    """From 0 to 1: by consonants across scripts, and by the letters as well within one."""
    consonants = _of_consonants(skeleton_key(left), skeleton_key(right))
    if is_arabic(left) != is_arabic(right):
        return consonants or 0.0
    letters = _ratio(bare_key(left).replace(" ", ""), bare_key(right).replace(" ", ""))
    if consonants is None:
        return letters
    if consonants == 1.0 and letters > 0.5:
        return 1.0
    return max(letters, (consonants + letters) / 2)


def _of_consonants(left: str, right: str) -> float | None:
    """None where too few consonants are left to tell."""
    shorter, longer = sorted((left, right), key=len)
    if len(shorter) < 2:
        return None
    alike = _ratio(left, right)
    return max(alike, _INSIDE) if len(shorter) >= _ENOUGH and shorter in longer else alike


def _ratio(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right).ratio()
