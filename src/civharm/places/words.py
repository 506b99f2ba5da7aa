"""Word lists that tell how a language speaks of places, from the codebook."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from civharm.model.places import PlacePrecision

_LISTS = Path(__file__).parent.parent / "codebook" / "lists" / "places"


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The lists of one language; `kinds` gives the rung that a word of kind names."""

    kinds: dict[str, PlacePrecision]
    lists: dict[str, frozenset[str]]
    relations: dict[str, str]

    def __getitem__(self, name: str) -> frozenset[str]:
        return self.lists[name]


@lru_cache(maxsize=4)
def place_words(language: str) -> PlaceWords:
    """The lists of a language by its ISO 639-1 code."""
    loaded = yaml.load((_LISTS / f"words.{language}.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    kinds = {word: PlacePrecision(kind) for kind, words in loaded.pop("kinds").items() for word in words}
    relations = {word: name for name, words in loaded.pop("relations", {}).items() for word in words}
    return PlaceWords(kinds, {name: frozenset(map(str, words)) for name, words in loaded.items()}, relations)
