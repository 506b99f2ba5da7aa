"""Words of a folded Arabic text with the readings that their prefixes allow, and its sentences.

"وبمقتل" may be the word itself or "and + by + killing": a word list is asked for every reading, the longest first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from civharm.lang.arabic import Folded
from civharm.model.spans import Span

_TOKEN = re.compile(
    r"(?<![a-z])(?:\d*[lio]+\d|\d+[lio])[\dlio]*(?![a-z])|"
    r"\(\s?(?P<bracketed>\d{1,4})\s?\)|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[./:-]\d+)+|\d+|[^\W\d_]+|\n+|[^\w\s]"
)
#: Left out: posts set party names in quotes ("قوات \"قسد\"").
_QUOTE = '"'
_SENTENCE_ENDS = frozenset(".!?|•…")
#: The first letters that are words of their own: and, so; by, to, like; the.
_AND = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_THE = "ال"
_ENDS_AS_BOTH = "ين"
_DUAL = re.compile(r"[\u064E\u0651]*\u064E[\u064E\u0651]*ي\u0652?ن\u0650?$")
_TO_THE = "لل"


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a word: what is left without its prefixes, and what they said."""

    word: str
    is_definite: bool = False
    is_joined: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A word or sign of the folded text; `written` is how the original spells it."""

    word: str
    start: int
    end: int
    written: str = ""

    @property
    def forms(self) -> tuple[Form, ...]:
        """All readings, the whole word first."""
        return forms_of(self.word)

    @property
    def is_joined(self) -> bool:
        """True if the word may begin with "and"."""
        return self.word.startswith(_AND[0]) and len(self.word) > 1

    @property
    def bare(self) -> "Token":
        """The word without "and" or "so" before it, for words of the language that have no forms."""
        is_prefixed = self.word.startswith(_AND) and len(self.word) > len("و") + 1
        return replace(self, word=self.word[1:], start=self.start + 1) if is_prefixed else self

    @property
    def is_marked_dual(self) -> bool:
        """True where only the vowel signs tell the dual from the plural ("مدنيَّيْن")."""
        return self.word.endswith(_ENDS_AS_BOTH) and _DUAL.search(self.written) is not None

    @property
    def is_sign(self) -> bool:
        """True for what is neither letter nor digit."""
        return not self.word[0].isalnum()


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens from one sentence end to the next."""

    folded: Folded
    tokens: tuple[Token, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The folded words in order."""
        return tuple(token.word for token in self.tokens)

    @property
    def span(self) -> Span:
        """Where the sentence stands in the original text."""
        return self.span_of(0, len(self.tokens))

    def span_of(self, first: int, end: int) -> Span:
        """Where tokens `first` to `end` (left out) stand in the original text."""
        return self.folded.span(self.tokens[first].start, self.tokens[end - 1].end)


def sentences(folded: Folded) -> Iterator[Sentence]:
    """The sentences of a text; posts end theirs with a new line as often as with a full stop."""
    current: list[Token] = []
    for match in _TOKEN.finditer(folded.text):
        word = match["bracketed"] or match[0]
        if word == _QUOTE:
            continue
        if word[0] == "\n" or word in _SENTENCE_ENDS:
            if current:
                yield Sentence(folded, tuple(current))
            current = []
        else:
            written = folded.span(*match.span()).of(folded.original)
            current.append(Token(word, *match.span(), written=written))
    if current:
        yield Sentence(folded, tuple(current))


@lru_cache(maxsize=65536)
def forms_of(word: str) -> tuple[Form, ...]:
    """Every reading of a folded word; at least two letters are left of it."""
    readings = [Form(word)]
    for joined, rest in ((False, word), *((True, word[1:]) for _ in (0,) if word.startswith(_AND))):
        if joined:
            readings.append(Form(rest, is_joined=True))
        readings.extend(_without_article(rest, joined=joined))
        if rest.startswith(_PREPOSITIONS):
            readings.append(Form(rest[1:], is_joined=joined))
            readings.extend(_without_article(rest[1:], joined=joined))
    return tuple(reading for reading in readings if len(reading.word) > 1)


def _without_article(word: str, *, joined: bool) -> list[Form]:
    if word.startswith((_THE, _TO_THE)):
        rest = word[len(_THE) :]
        whole = [Form(_THE + rest, is_joined=joined)] if word.startswith(_TO_THE) else []
        return [*whole, Form(rest, is_definite=True, is_joined=joined)]
    return []
