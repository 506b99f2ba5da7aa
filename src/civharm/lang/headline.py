"""The headline of a report and where it stands in the text: the report's own words, read and quoted as the others are."""

import re
from functools import lru_cache
from itertools import islice

from civharm.codebook.load import default_codebook
from civharm.model.ids import fold_space
from civharm.model.spans import Span

_LINE = re.compile(r"[^\s][^\n]*")
#: Lines with words in them, from the top on, among which the headline is looked for.
_TOP = 12
#: A title that was cut from the first words of a post ends so ("Five killed in raid on …").
_CUT = " .…"
_SEPARATOR = re.compile(r"\s+(?:[-–—•·|]|::)\s*|\s*\|\s+")
_DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?([\w.-]+)", re.IGNORECASE)
_CALL_SIGN = re.compile(r"\b[A-Z]{3,5}\b")


def headline_span(title: str | None, text: str) -> Span | None:
    """The line near the top that is the title, white space aside; None where there is none."""
    wanted = fold_space(title or "")
    if not wanted:
        return None
    for line in islice(_LINE.finditer(text), _TOP):
        if fold_space(line.group()) == wanted:
            return Span(line.start(), line.start() + len(line.group().rstrip()))
    return None


def under_headline(title: str | None, text: str) -> str:
    """The text with its title as its first line, unless it holds that line or its first words are the title."""
    if not title or headline_span(title, text) is not None or _is_cut_from(text, title):
        return text
    return f"{title}\n\n{text}".rstrip()


def _is_cut_from(text: str, title: str) -> bool:
    opening = fold_space(text[: 2 * len(title) + 200]).casefold()
    return opening.startswith(fold_space(title).rstrip(_CUT).casefold())


def parted_title(title: str, publisher: str | None) -> tuple[str, str | None]:
    """The headline, and what is told of its outlet behind it: "Two die in raid - Harbour Post | News"."""
    for separator in _SEPARATOR.finditer(title):
        headline, behind = title[: separator.start()].strip(), title[separator.end() :].strip()
        if headline and _names_outlet(behind, publisher or ""):
            return headline, behind
    return title, None


def _names_outlet(words: str, publisher: str) -> bool:
    """True where an outlet's words stand in what follows the separator, or the publisher's own name."""
    first = _SEPARATOR.split(words)[0]
    if {word.lower() for word in re.findall(r"[A-Za-z]+", first)} & _outlet_words():
        return True
    domain = _DOMAIN.match(publisher)
    own, written = _letters(domain[1] if domain else publisher), _letters(first)
    return bool(written) and (
        own.startswith(written) or any(own.startswith(sign.lower()) for sign in _CALL_SIGN.findall(first))
    )


def _letters(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


@lru_cache(maxsize=1)
def _outlet_words() -> frozenset[str]:
    return frozenset(default_codebook().cues("en-speech")["outlet_words"])
