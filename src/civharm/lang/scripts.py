"""Parts of a text in the other of two scripts: Arabic letters in a Latin text, Latin letters in an Arabic one."""

import re
from collections.abc import Iterator

from civharm.model.spans import Span

#: Fewer letters are names, slogans, titles, not sentences.
LEAST_LETTERS = 40

_ARABIC, _LATIN = "\u0620-\u06d3", "A-Za-z"
_ARABIC_PART = re.compile(rf"[{_ARABIC}][^{_LATIN}]*")
_LATIN_PART = re.compile(rf"[{_LATIN}][^{_ARABIC}]*")
_ARABIC_LETTER = re.compile(rf"[{_ARABIC}]")
#: Addresses, hashtags and names of accounts are no sentences; small letters alone are counted, as names have few.
_NO_PROSE = re.compile(r"\S*[/@#_.:]\S+")
_SMALL_LETTER = re.compile("[a-z]")


def other_script(text: str, *, is_arabic: bool) -> Iterator[Span]:
    """Stretches of the script that is not the text's own, long enough to tell of something; in order."""
    for found in (_LATIN_PART if is_arabic else _ARABIC_PART).finditer(text):
        words = found.group().rstrip()
        if _letters(words, is_arabic=is_arabic) >= LEAST_LETTERS:
            yield Span(found.start(), found.start() + len(words))


def _letters(words: str, *, is_arabic: bool) -> int:
    if len(words) < LEAST_LETTERS:
        return 0
    if is_arabic:
        return len(_SMALL_LETTER.findall(_NO_PROSE.sub("", words)))
    return len(_ARABIC_LETTER.findall(words))
