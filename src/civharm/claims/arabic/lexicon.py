"""The codebook's Arabic cue words in the form in which they are looked up."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from civharm.claims.arabic.tokens import Token
from civharm.codebook.load import Codebook, CueWords
from civharm.lang.arabic import fold_word
from civharm.model.casualties import Harm, Status

#: Folded words of a phrase → what it stands for.
Phrases = Mapping[tuple[str, ...], str]


class Number(StrEnum):
    """The grammatical number of a noun; values are those of the cue lists."""

    ONE = "one"
    TWO = "two"
    MANY = "many"


#: Names as "عبدالرحمن", of which there is one for each name of God.
_SERVANT_OF = re.compile("عبدال.{3,}")
#: Endings that say whose, the longest first, with the number of owners.
_OWNERS = {
    "هما": Number.TWO,
    "ها": Number.ONE,
    "هم": Number.MANY,
    "هن": Number.MANY,
    "ه": Number.ONE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A word for people: who they are, how many its form says, and what was done to them, if it says so."""

    number: Number
    status: Status = Status.UNKNOWN
    group: str = "all"
    harm: Harm | None = None


@dataclass(frozen=True, slots=True)
class FoundNoun:
    """A noun met in a text."""

    noun: Noun
    is_definite: bool
    is_joined: bool


class Lexicon:
    """Cue words and given names of the Arabic reader, folded; phrases are looked up longest first."""

    def __init__(self, cues: CueWords, names: CueWords) -> None:
        self._cues = cues
        self._given = frozenset(fold_word(name) for group in names.values() for name in group)
        self._nouns = MappingProxyType(_nouns(cues))
        self._kin = MappingProxyType(_kin(cues))
        self.adjectives = MappingProxyType(_adjectives(cues))
        self._indexed: dict[str, PhraseIndex] = {}
        self._whole: dict[str, frozenset[str]] = {}

    @classmethod
    def of(cls, codebook: Codebook) -> "Lexicon":
        """The lexicon of a codebook."""
        return cls(codebook.cues("ar"), codebook.cues("ar-names"))

    def noun(self, token: Token) -> FoundNoun | None:
        """The word for people that a token is, with or without its prefixes."""
        for form in token.forms:
            if form.word in self._nouns:
                return FoundNoun(self._nouns[form.word], form.is_definite, form.is_joined)
        for form in token.forms:
            if not form.is_definite and (noun := self._possessed(form.word)):
                return FoundNoun(noun, is_definite=False, is_joined=form.is_joined)
        return None

    def _possessed(self, word: str) -> Noun | None:
        """ "her child", "their two daughters": a word of kin with the ending of its owner."""
        for ending in _OWNERS:
            if word.endswith(ending) and (noun := self._kin.get(word.removesuffix(ending))):
                return noun
        return None

    def is_kin(self, token: Token) -> bool:
        """True for "and his son", "and their companions": people told by whose they are, and joined to these."""
        found = self.noun(token)
        is_owned = any(token.word.endswith(ending) for ending in _OWNERS)
        return found is not None and found.is_joined and is_owned and not found.is_definite

    def is_owned(self, token: Token) -> bool:
        """True for "his wife", "their sons": people told by whose they are."""
        found = self.noun(token)
        return found is not None and not found.is_definite and token.word.endswith(tuple(_OWNERS))

    def is_given_name(self, token: Token) -> bool:
        """True for a given name, with or without "and" before it; "servant of the …", written as one word, is one."""
        words = (token.word, token.bare.word)
        return any(word in self._given or _SERVANT_OF.match(word) for word in words)

    def is_whole_name(self, token: Token) -> bool:
        """True for a given name as it stands: the first letter of "وليد" is no "and"."""
        return token.word in self._given or _SERVANT_OF.match(token.word) is not None

    def is_person(self, word: str) -> bool:
        """True if the folded word, as it stands, is one for people."""
        return word in self._nouns

    def event(self, tokens: Sequence[Token], at: int) -> tuple[Harm, int] | None:
        """The harm that a verb or a noun of action at a token speaks of, and its length in tokens."""
        found = self._index("events/").at(tokens, at)
        return (Harm(found[0]), found[1]) if found else None

    def owned_event(self, token: Token) -> tuple[Harm, Number] | None:
        """ "his death", "their injury": the harm of a word that ends in its owner, and how many the ending says."""
        events = self._index("events/")
        for form in token.forms:
            for ending, number in _OWNERS.items():
                stem = form.word.removesuffix(ending)
                harm = events.word(_before_ending(stem)) if stem != form.word else None
                if harm and not form.is_definite:
                    return Harm(harm), number
        return None

    def named(self, name: str, tokens: Sequence[Token], at: int) -> int:
        """How many tokens a phrase of the list `name` takes at a token, 0 if none stands there."""
        found = self._index(name).at(tokens, at)
        return found[1] if found else 0

    def is_word(self, name: str, token: Token) -> bool:
        """True if the token is a word of the list as it stands, no prefix taken off: "على" is not "العلي"."""
        return token.word in self._words_of(name)

    def is_bygone(self, word: str) -> bool:
        """True for "last" and its like."""
        return word in self._words_of("bygone")

    def _words_of(self, name: str) -> frozenset[str]:
        if name not in self._whole:
            self._whole[name] = frozenset(map(fold_word, self._cues[name]))
        return self._whole[name]

    def speaker_kind(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """The kind of speaker that a role at a token is, and its length."""
        return self._index("speakers/").at(tokens, at)

    def has(self, name: str, tokens: Sequence[Token]) -> bool:
        """True if a phrase of the list stands anywhere among the tokens."""
        return any(self.named(name, tokens, at) for at in range(len(tokens)))

    def _index(self, name: str) -> "PhraseIndex":
        if name not in self._indexed:
            phrases = _phrases(self._cues, name) if name.endswith("/") else _one_list(self._cues[name])
            self._indexed[name] = PhraseIndex(phrases)
        return self._indexed[name]


class PhraseIndex:
    """Phrases by their first word; the first word of a phrase may bear prefixes in the text."""

    def __init__(self, phrases: Phrases) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for words, meaning in sorted(phrases.items(), key=lambda entry: -len(entry[0])):
            self._by_first.setdefault(words[0], []).append((words, meaning))

    def word(self, word: str) -> str | None:
        """The meaning of a phrase of one word."""
        return next((meaning for words, meaning in self._by_first.get(word, ()) if len(words) == 1), None)

    def at(self, tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
        """Meaning and length of the longest phrase that stands at a token."""
        if at >= len(tokens):
            return None
        for form in tokens[at].forms:
            for words, meaning in self._by_first.get(form.word, ()):
                if all(_is(tokens, at + step, word) for step, word in enumerate(words[1:], start=1)):
                    return meaning, len(words)
        return None


def _is(tokens: Sequence[Token], at: int, word: str) -> bool:
    """A later word of a phrase; a preposition of one letter may be joined to the word after it."""
    if at >= len(tokens):
        return False
    found = tokens[at].word
    return found == word or (len(word) == 1 and found.startswith(word))


def _nouns(cues: CueWords) -> dict[str, Noun]:
    nouns: dict[str, Noun] = {}
    for name, words in cues.items():
        match name.split("/"):
            case ["people", status, group, number]:
                noun = Noun(number=Number(number), status=Status(status), group=group)
            case ["victims", harm, number]:
                noun = Noun(number=Number(number), harm=Harm(harm))
            case _:
                continue
        nouns.update(dict.fromkeys(map(fold_word, words), noun))
    return nouns


def _kin(cues: CueWords) -> dict[str, Noun]:
    """Words of kin in the forms that they have before an owner's ending."""
    kin: dict[str, Noun] = {}
    for name, words in cues.items():
        match name.split("/"):
            case ["kin", status, group, number]:
                noun = Noun(number=Number(number), status=Status(status), group=group)
                kin.update(
                    (stem, noun) for word in words for stem in _before_owner(fold_word(word), noun.number)
                )
    return kin


def _before_owner(word: str, number: Number) -> Iterator[str]:
    """The ta of a feminine opens, the dual loses its nun, a final hamza takes a seat."""
    if word.endswith("ه"):
        yield word[:-1] + "ت"
    elif number is Number.TWO:
        yield word.removesuffix("ن")
    else:
        yield word
        if word.endswith("اء"):
            yield from (word[:-1] + seat for seat in "يو")


def _before_ending(stem: str) -> str:
    """The word that a stem is of: the ta that opened before the owner closes again."""
    return stem[:-1] + "ه" if stem.endswith("ت") else stem


def _adjectives(cues: CueWords) -> dict[str, str]:
    prefix = "adjectives/"
    return {
        fold_word(word): name.removeprefix(prefix)
        for name, words in cues.items()
        if name.startswith(prefix)
        for word in words
    }


def _phrases(cues: CueWords, prefix: str) -> Phrases:
    return {
        words: name.removeprefix(prefix)
        for name, phrases in cues.items()
        if name.startswith(prefix)
        for words in _split(phrases)
    }


def _one_list(phrases: Iterable[str]) -> Phrases:
    return dict.fromkeys(_split(phrases), "")


def _split(phrases: Iterable[str]) -> list[tuple[str, ...]]:
    return [tuple(fold_word(phrase).split()) for phrase in phrases]
