"""What no writer wrote as a word: pictures and keys put into letters, rows of dots, lost blanks."""

import re

from civharm.model.spans import Span

#: Characters without a blank. The longest words of any language, and addresses of pages, are shorter.
LONGEST_WORD = 500

_OVERLONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def overlong_words(text: str) -> tuple[Span, ...]:
    """Where they stand. Readers leave them out: they say nothing, and looking for names in one takes minutes."""
    return tuple(Span(*found.span()) for found in _OVERLONG.finditer(text))
