"""The speakers of one report so far, so that "Dorrian", "the captain" and "he" are known again."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from civharm.model.speakers import Speaker

#: How many speakers back "he" and "the captain" are looked for.
_MEMORY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A speaker met. `nouns` are the words that describe them, `at` the token where they were last met."""

    speaker: Speaker
    nouns: frozenset[str]
    is_person: bool
    is_plural: bool
    gender: str | None
    at: int


@dataclass(slots=True)
class KnownSpeakers:
    """Those met so far, the last one last; each lookup costs the same however long the report is."""

    _recent: list[Met] = field(default_factory=list)
    _by_surname: dict[str, Met] = field(default_factory=dict)
    _by_name: dict[str, Met] = field(default_factory=dict)

    def remember(self, met: Met) -> None:
        """The speaker is now the last one met."""
        self._recent = [*self._recent[-_MEMORY:], met]
        name = met.speaker.name
        if name is not None:
            self._by_name[name] = met
            self._by_surname[name.split()[-1]] = met
            for word in name.casefold().split():
                self._by_surname.setdefault(f"the {word}", met)

    def named(self, name: str) -> Met | None:
        """The one with that name, or, for a bare surname, the one last met with it."""
        return self._by_name.get(name) or (self._by_surname.get(name) if " " not in name else None)

    def called(self, noun: str) -> Met | None:
        """ "The network" after "the Nineveh Network for …": the one whose name holds the word."""
        return self._by_surname.get(f"the {noun.casefold()}")

    def described(self, words: frozenset[str], *, is_plural: bool) -> Met | None:
        """ "The captain" after "an army captain at the gate": the last one whose description holds all the words."""
        fitting = (met for met in reversed(self._recent) if words <= met.nouns and met.is_plural == is_plural)
        return next(fitting, None)

    def person(self, gender: str | None) -> Met | None:
        """Whom "he" or "she" means: the last person who is not known to be of the other sex."""
        people = (met for met in reversed(self._recent) if met.is_person and met.gender in {None, gender})
        return next(people, None)

    def several(self) -> Met | None:
        """Whom "they" means: the last group or body, else the last one met."""
        groups = (met for met in reversed(self._recent) if not met.is_person)
        return next(groups, self._recent[-1] if self._recent else None)

    def body(self) -> Met | None:
        """What "it" means: the last that is neither a person nor many."""
        bodies: Sequence[Met] = [m for m in reversed(self._recent) if not m.is_person and not m.is_plural]
        return bodies[0] if bodies else None
