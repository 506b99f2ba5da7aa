"""What strangers name their files is shown without doing anything to a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.model.printable import printable


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("plain – words, كلمات", "plain – words, كلمات"),
        ("two\nlines", r"two\nlines"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x9b2J", r"\x9b2J"),
        ("txt.\u202eexe", r"txt.\u202eexe"),
        ("\udcff", r"\udcff"),
    ],
)
def test_what_acts_on_a_terminal_is_written_out(words: str, shown: str):
    assert printable(words) == shown


@given(st.text(st.characters()))
def test_what_is_shown_can_be_stored_and_stays_on_its_line(words: str):
    shown = printable(words)
    assert shown.encode().decode() == shown
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown
