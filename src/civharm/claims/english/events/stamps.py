"""Days of the text itself: "Published Monday, 3 April", or the day that closes a post; no day of what it tells."""

import re
from collections.abc import Container, Iterable, Iterator

from civharm.dates.expression import TimeExpression
from civharm.model.spans import Span

#: How far before a day the word of a stamp is looked for.
_REACH = 24
#: The last words before the day: "posted on", "updated".
_LAST = 2
_WORD = re.compile(r"[a-z]+")
#: "— Samir (@samir) March 3, 2017" closes a post.
_HANDLE = re.compile(r"@\w+\)\s*$")


def without_stamps(
    times: Iterable[TimeExpression], text: str, words: Container[str]
) -> Iterator[TimeExpression]:
    """The times that the text tells; `words` are those that a stamp begins with ("posted")."""
    return (time for time in times if not _is_stamped(time.span, text, words))


def _is_stamped(span: Span, text: str, words: Container[str]) -> bool:
    line = text[max(0, span.start - _REACH) : span.start].rpartition("\n")[2]
    return _HANDLE.search(line) is not None or any(
        word in words for word in _WORD.findall(line.lower())[-_LAST:]
    )
