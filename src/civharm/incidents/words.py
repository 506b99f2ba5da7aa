"""Words of any script in the form in which reports are compared."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import filterfalse

from civharm.model.ids import sha256_of
from civharm.model.workings import Workings

_WORD = re.compile(r"[^\W_]+")
#: Each ASCII character as it counts in words: small, or a blank where it is in none.
_IN_WORDS = "".join(chr(at).lower() if chr(at).isalnum() else " " for at in range(128))
_TATWEEL = "\u0640"
#: Spellings of one Arabic letter that writers use for each other.
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", _TATWEEL: None})
_QUOTED = re.compile(r"[“\"«]([^“”\"«»\n]{20,600})[”\"»]")


@lru_cache(maxsize=1 << 16)
def fold_name(name: str) -> str:
    """`fold` for names, which come again and again."""
    return fold(name)


def fold(text: str) -> str:
    """Without case, vowel signs, accents and stretched letters."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_ARABIC))
    return "".join(filterfalse(unicodedata.combining, decomposed))


def words_of(text: str) -> list[str]:
    """Words in their order, folded."""
    return spaced(text).split()


def spaced(text: str) -> str:
    """The words of a text in their order, folded, with blanks between them: one or more."""
    return text.translate(_IN_WORDS) if text.isascii() else " ".join(_WORD.findall(fold(text)))


def folded(text: str, workings: Workings) -> str:
    """The words of a text, folded, with blanks between them: worked out once for each text."""
    return workings.once("words", sha256_of(text.encode()), lambda: " ".join(words_of(text)))


def runs_of(words: Sequence[str], length: int) -> frozenset[str]:
    """Runs of `length` words; a shorter text is one run."""
    if len(words) <= length:
        return frozenset({" ".join(words)} if words else ())
    return frozenset(" ".join(words[at : at + length]) for at in range(len(words) - length + 1))


def quotations(text: str, least_words: int) -> frozenset[str]:
    """Direct speech of at least so many words, folded."""
    found = (words_of(match.group(1)) for match in _QUOTED.finditer(text))
    return frozenset(" ".join(words) for words in found if len(words) >= least_words)
