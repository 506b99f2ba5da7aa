"""Reads the YAML lists; a user's own folder adds to them and wins over them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from civharm.codebook.entries import Belligerent, Organisation, QuantityProfile, Weapon
from civharm.model.errors import InvalidCodebook

LISTS = Path(__file__).parent / "lists"
_Entries = TypeVar("_Entries")

#: Lists of words by the name of the list: what a reader of one language goes by.
CueWords = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """The vocabularies in force; `folders` are where they came from, later ones win."""

    belligerents: tuple[Belligerent, ...]
    weapons: tuple[Weapon, ...]
    organisations: tuple[Organisation, ...]
    folders: tuple[Path, ...]

    def belligerent(self, belligerent_id: str) -> Belligerent | None:
        """The party with this id."""
        return next((b for b in self.belligerents if b.id == belligerent_id), None)

    def profile(self, name: str = "airwars") -> QuantityProfile:
        """A profile of vague quantities by name."""
        return self._entries(f"quantities/{name}.yml", TypeAdapter(QuantityProfile))

    def cues(self, language: str) -> CueWords:
        """Cue words of one language, by the name of the list."""
        return self._entries(f"cues/{language}.yml", TypeAdapter(dict[str, tuple[str, ...]]))

    def graphic(self, language: str | None) -> CueWords:
        """Words that make a passage graphic, by what they tell of; none where nobody listed a language's words."""
        relative = f"graphic/{language}.yml"
        if not language or not any((folder / relative).exists() for folder in self.folders):
            return {}
        return self._entries(relative, TypeAdapter(dict[str, tuple[str, ...]]))

    def reasons(self) -> CueWords:
        """Reasons that people give with one key, by what they decide."""
        return self._entries("reasons.yml", TypeAdapter(dict[str, tuple[str, ...]]))

    def rules(self, name: str, form: type[_Entries]) -> _Entries:
        """A table of rules in the form of the stage that owns it. Raises InvalidCodebook naming file and entry."""
        return self._entries(f"rules/{name}.yml", TypeAdapter(form))

    def _newest(self, relative: str) -> Path:
        for folder in reversed(self.folders):
            if (folder / relative).exists():
                return folder / relative
        raise InvalidCodebook(f"no {relative} in {', '.join(map(str, self.folders))}")

    def _entries(self, relative: str, form: TypeAdapter[_Entries]) -> _Entries:
        return _checked(self._newest(relative), form)


@lru_cache(maxsize=1)
def default_codebook() -> Codebook:
    """The codebook that civharm ships."""
    return load_codebook()


def load_codebook(*own: Path) -> Codebook:
    """The shipped lists and then those of the user's own folders.

    An entry of a later folder replaces the one with the same id or name.
    Raises InvalidCodebook naming file, entry and what is wrong.
    """
    for folder in own:
        if not folder.is_dir():
            raise InvalidCodebook(f"{folder}: there is no such folder: check the name after --codebook")
    folders = (LISTS, *own)
    return Codebook(
        belligerents=_merged(folders, "belligerents.yml", Belligerent, "id"),
        weapons=_merged(folders, "weapons.yml", Weapon, "event", "weapon"),
        organisations=_merged(folders, "organisations.yml", Organisation, "name"),
        folders=folders,
    )


_Entry = TypeVar("_Entry", bound=BaseModel)


def _merged(folders: tuple[Path, ...], relative: str, form: type[_Entry], *key: str) -> tuple[_Entry, ...]:
    entries: dict[tuple[object, ...], _Entry] = {}
    for folder in folders:
        path = folder / relative
        if path.exists():
            for entry in _checked(path, TypeAdapter(tuple[form, ...])):  # type: ignore[valid-type]
                entries[tuple(getattr(entry, name) for name in key)] = entry
    return tuple(entries.values())


def _checked(path: Path, form: TypeAdapter[_Entries]) -> _Entries:
    try:
        return form.validate_python(_parse(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part) for part in first["loc"])
        raise InvalidCodebook(f"{path}: entry {place}: {first['msg']}") from error


class _WordLoader(yaml.CSafeLoader):
    """Safe YAML in which "no", "yes", "on" and "off" are words, as people who list words expect.

    Parsed in C, eight times as fast: every start reads these lists.
    """


_WordLoader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"
    ]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _parse(path: Path) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_WordLoader)
    except yaml.YAMLError as error:
        raise InvalidCodebook(f"{path}: not valid YAML: {error}") from error
