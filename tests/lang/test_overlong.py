"""What is too long for a word is found, and nothing else is."""

import pytest

from civharm.lang.overlong import LONGEST_WORD, overlong_words
from civharm.model.spans import Span

LONG = "x" * (LONGEST_WORD + 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Five men died.", ()),
        ("x" * LONGEST_WORD, ()),
        (f"a {LONG} b", (Span(2, 2 + len(LONG)),)),
        (f"{LONG}\n{LONG}", (Span(0, len(LONG)), Span(len(LONG) + 1, 2 * len(LONG) + 1))),
        (" " * 5000, ()),
    ],
)
def test_overlong_words(text: str, found: tuple[Span, ...]):
    assert overlong_words(text) == found
