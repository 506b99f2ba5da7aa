"""Words as they are looked for: the same key for the spellings and simple forms of one word, in any script.

Arabic loses vowel signs, tatweel, the seats of hamza and the article (also behind و ف ب ل ك); Latin loses case,
accents and the plural. The conjunctions and prepositions that Arabic joins to a word without the article may be part of it
(وزير, بيت): a text keeps them, and a search looks for the word with and without (`variants`).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from civharm.lang.arabic import fold
from civharm.publication.protect import MASK

#: Longer words are cut: they are addresses and codes.
_LONGEST = 64
#: More words of one text than that are not looked for: PostgreSQL keeps no more of a text.
MOST_WORDS = 16_000
#: A word, with the s of a possessive.
_WORD = re.compile(r"[^\W_]+(?:['’]s(?![^\W_]))?")
_POSSESSIVE = re.compile(r"['’]s$")
_FOLDED_SCRIPT = re.compile(r"[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
_ARTICLES = re.compile(r"(?:[وف]?(?:[بك]?ال|لل)|ولل)(?=\w{3})")
_JOINED = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فل")
_LEAST_LETTERS = 3
#: Stands between texts; no word has it.
_BETWEEN = "¦"


class Word(NamedTuple):
    """A word of a text: its key, and where it stands."""

    key: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in order; masked names are none."""
    if not _FOLDED_SCRIPT.search(text):
        for found in _WORD.finditer(text):
            yield Word(_key(found.group()), *found.span())
        return
    folded = fold(text.replace(MASK, " "))
    for found in _WORD.finditer(folded.text):
        span = folded.span(*found.span())
        yield Word(_key(found.group()), span.start, span.end)


def keys_of(texts: Iterable[str]) -> list[str]:
    """The keys of the words of texts in order, no more than a search can hold; no phrase goes from one text to the next."""
    keys = (key for text in texts for key in (*(word.key for word in words_of(text)), _BETWEEN))
    return list(islice(keys, MOST_WORDS))


def variants(key: str) -> tuple[str, ...]:
    """The keys under which a text may have the word: of an Arabic one also those with a joined word before it, or less of one."""
    if not _FOLDED_SCRIPT.search(key) or len(key) < _LEAST_LETTERS:
        return (key,)
    less = [key[len(joined) :] for joined in _JOINED if key.startswith(joined)]
    return (
        key,
        *(joined + key for joined in _JOINED),
        *(short for short in less if len(short) >= _LEAST_LETTERS),
    )


@lru_cache(maxsize=65_536)
def _key(word: str) -> str:
    """The key of one word as it stands, or as it is folded."""
    if _FOLDED_SCRIPT.search(word):
        bare = _ARTICLES.sub("", word, count=1) if _ARTICLES.match(word) else word
        return (bare.replace("ء", "") or bare)[:_LONGEST]
    plain = _POSSESSIVE.sub("", word.casefold())
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(letter for letter in decomposed if letter.isalnum()).casefold() or plain
    return _singular(plain)[:_LONGEST]


def _singular(word: str) -> str:
    """English words without the s of the plural (Harman's rules): strikes, cities, shells."""
    if len(word) < 4 or not word.endswith("s") or not word.isascii():
        return word
    if word.endswith("ies"):
        return word if word.endswith(("eies", "aies")) else word[:-3] + "y"
    return word if word.endswith(("us", "ss", "is")) else word[:-1]
