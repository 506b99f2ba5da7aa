"""Names without the word of kind that files write with them: "حي الروابي" is looked up as "الروابي" by readers.

Only words of areas and settlements fall away: "Rawabi Hospital" is not called "Rawabi".
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from civharm.model.places import PlacePrecision
from civharm.places.names import plain_key
from civharm.places.words import place_words

_LANGUAGES = ("en", "ar")
#: Arabic words of kind in Latin letters.
_TRANSLITERATED = {
    "hay": PlacePrecision.NEIGHBOURHOOD, "hayy": PlacePrecision.NEIGHBOURHOOD, "hai": PlacePrecision.NEIGHBOURHOOD,
    "qaryat": PlacePrecision.VILLAGE, "madinat": PlacePrecision.CITY, "nahiyat": PlacePrecision.SUBDISTRICT,
    "nahiya": PlacePrecision.SUBDISTRICT, "qada": PlacePrecision.DISTRICT, "muhafazat": PlacePrecision.PROVINCE,
}  # fmt: skip
_NOT_PART = (PlacePrecision.LANDMARK, PlacePrecision.UNKNOWN)
_LEAST = 3


def core_of(name: str) -> tuple[str, PlacePrecision] | None:
    """The name proper and the rung that its word of kind tells, None where there is no such word."""
    words = name.split()
    if len(words) < 2:
        return None
    kinds = _kinds()
    for position, rest in ((0, words[1:]), (-1, words[:-1])):
        kind = kinds.get(plain_key(words[position]))
        if kind is not None and len(core := _without_of(rest)) >= _LEAST:
            return core, kind
    return None


def cores_of(names: Iterable[str]) -> Iterator[str]:
    """The names proper of those that have a word of kind."""
    for name in names:
        if core := core_of(name):
            yield core[0]


@lru_cache(maxsize=50_000)
def main_names(name: str) -> tuple[str, ...]:
    """The name proper of a place first, then the name as it is written where that has a word of kind more."""
    core = core_of(name)
    return (core[0], name) if core else (name,)


def _without_of(words: list[str]) -> str:
    return " ".join(words[1:] if words[0].lower() == "of" else words)


@lru_cache(maxsize=1)
def _kinds() -> dict[str, PlacePrecision]:
    listed = {
        plain_key(word): kind for language in _LANGUAGES for word, kind in place_words(language).kinds.items()
    }
    return {word: kind for word, kind in (listed | _TRANSLITERATED).items() if kind not in _NOT_PART}
