"""Sentences of a text without a parse: good enough to choose which are worth one."""

import re
from itertools import pairwise

from civharm.model.spans import Span

#: Words that keep their full stop, and after which no sentence starts ("Brig. Gen. Yahya Rasoul").
TITLES = (
    "Adm. Brig. Capt. Cmdr. Col. Cpl. Dr. Gen. Gov. Lt. Maj. Mr. Mrs. Ms. Pres. Prof. Rep. Rev. Sen. Sgt. St."
).split()
_ENDS = re.compile(r"[.!?][.!?”\"’')\]]*\s+(?=[^\sa-z])|\n+\s*")
_LAST_WORD = re.compile(r"[\w.]+\.$")
_TITLES = frozenset(title.lower() for title in TITLES)


def rough_sentences(text: str) -> list[Span]:
    """Stretches that tile the text, white space after a sentence belonging to it.

    Where it is doubtful whether a sentence ends it goes on: two in one stretch do no harm, half of one does.
    """
    ends = [match.end() for match in _ENDS.finditer(text) if not _is_abbreviated(text, match)]
    bounds = [0, *(end for end in ends if end < len(text)), len(text)]
    return [Span(start, end) for start, end in pairwise(bounds) if end > start]


def _is_abbreviated(text: str, end: re.Match[str]) -> bool:
    """After a title, an initial or "U.S." a capital starts no sentence."""
    if not text.startswith(".", end.start()):
        return False
    word = _LAST_WORD.search(text, max(0, end.start() - 12), end.start() + 1)
    return word is not None and (word.group().lower() in _TITLES or len(word.group().rsplit(".", 2)[-2]) == 1)
