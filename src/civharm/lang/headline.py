"""Where the headline of a report stands in its text. It is the report's own words: read, and quoted, as the others are."""

import re
from itertools import islice

from civharm.model.ids import fold_space
from civharm.model.spans import Span

_LINE = re.compile(r"[^\s][^\n]*")
#: Lines with words in them, from the top on, among which the headline is looked for.
_TOP = 12
#: A title that was cut from the first words of a post ends so ("Five killed in raid on …").
_CUT = " .…"


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
