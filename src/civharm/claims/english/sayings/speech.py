"""The cue words of saying and holding, in the form that the finders of sayings look them up in."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from spacy.tokens import Token

from civharm.claims.english.casualties.context import lemma
from civharm.codebook.load import CueWords


class Manner(StrEnum):
    """Whether something is said, or a view that somebody is told to have."""

    SAID = "said"
    HELD = "held"


@dataclass(frozen=True, slots=True, eq=False)
class SpeechWords:
    """Cue words by lemma, one object for each set of lists. `sets` holds the plain lists, `prepositions` those that go with a preposition."""

    sets: dict[str, frozenset[str]]
    prepositions: dict[str, dict[str, frozenset[str]]]

    def has(self, name: str, token: Token) -> bool:
        """True if the list has the token's lemma."""
        return lemma(token) in self.sets[name]

    def is_cue(self, verb: Token) -> bool:
        """True if the verb may say or hold something at all."""
        word = lemma(verb)
        return any(word in self.sets[name] for name in _VERBS) or word in self.prepositions["held_about"]

    def is_of_text(self, verb: Token, source: Token) -> bool:
        """True for "the letter reads that"; a person who reads says nothing."""
        return any(self.has(name, source) for name in _TEXTS) and self.has("text_verbs", verb)

    def goes_with(self, name: str, token: Token, preposition: Token) -> bool:
        """True if the list joins the two: "call" with "for"."""
        return preposition.lower_ in self.prepositions[name].get(lemma(token), ())


_VERBS = ("said", "held", "said_objects", "put_at", "text_verbs")
_TEXTS = ("texts", "formal_media", "media_of_speech")
_WITH_PREPOSITION = ("held_about",)


@lru_cache(maxsize=4)
def _words(lists: tuple[tuple[str, tuple[str, ...]], ...]) -> SpeechWords:
    return SpeechWords(
        sets={name: frozenset(words) for name, words in lists},
        prepositions={name: _by_first(dict(lists)[name]) for name in _WITH_PREPOSITION},
    )


def speech_words(cues: CueWords) -> SpeechWords:
    """The lookup form; made once for each set of lists."""
    return _words(tuple(sorted(cues.items())))


def _by_first(phrases: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for phrase in phrases:
        first, _, second = phrase.partition(" ")
        found.setdefault(first, set()).add(second)
    return {first: frozenset(seconds) for first, seconds in found.items()}
