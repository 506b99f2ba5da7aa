"""Words that scanning damaged: digits for letters ("ki11ed"), a blank inside ("wou nded")."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from civharm.lang.arabic import Folded
from civharm.model.spans import Span

#: What a scanner takes a letter for.
_TAKEN_FOR = {"l": "l1I|!", "i": "i1lI|!", "o": "o0", "e": "e3", "s": "s5$", "u": "uv", "a": "a@"}
#: Torn words shorter than this may be two words.
_LEAST_TORN = 6


@dataclass(frozen=True, slots=True)
class DamagedWord:
    """A word as it stands and as it was meant."""

    span: Span
    written: str
    meant: str


def damaged_words(text: str, words: Iterable[str]) -> Iterator[DamagedWord]:
    """Where one of the words stands damaged, in order."""
    pattern, meant = _pattern(tuple(words))
    for found in pattern.finditer(text):
        written = found.group()
        if written.lower() not in meant and not _is_name(written):
            word = next(word for word, form in meant.items() if form.fullmatch(written))
            yield DamagedWord(Span(*found.span()), written, word)


def _is_name(written: str) -> bool:
    """ "Kill Ed": a capital after a blank that stands in no word of capitals."""
    return not written.isupper() and any(part[0].isupper() for part in written.split()[1:])


def mended(text: Folded, damaged: Iterable[DamagedWord]) -> Folded:
    """The text with the words as they were meant; `damaged` are of its folded text, in order."""
    letters, origin, at = [], [], 0
    for word in damaged:
        letters += [text.text[at : word.span.start], word.meant]
        kept = [place for place in range(word.span.start, word.span.end) if not text.text[place].isspace()]
        origin += [*text.origin[at : word.span.start], *(text.origin[place] for place in kept)]
        at = word.span.end
    return Folded(text.original, "".join([*letters, text.text[at:]]), (*origin, *text.origin[at:]))


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> tuple[re.Pattern[str], Mapping[str, re.Pattern[str]]]:
    """All damaged forms at once, and those of each word."""
    forms = {word: _form(word) for word in words}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(forms.values())})(?!\w)", re.IGNORECASE)
    return pattern, {word: re.compile(form, re.IGNORECASE) for word, form in forms.items()}


def _form(word: str) -> str:
    """The word with its letters taken for others, and torn if it is long enough to be known again."""
    letters = (f"[{re.escape(_TAKEN_FOR.get(letter, letter))}]" for letter in word)
    return (" ?" if len(word) >= _LEAST_TORN else "").join(letters)
