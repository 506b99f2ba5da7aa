"""Rough sentences: they tile the text, and doubtful ends are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.lang.rough_sentences import rough_sentences

CASES = {
    "two sentences": ("He left. She stayed.", ["He left. ", "She stayed."]),
    "a title ends nothing": (
        "Brig. Gen. Omar Adil spoke. It rained.",
        ["Brig. Gen. Omar Adil spoke. ", "It rained."],
    ),
    "an initial ends nothing": ("John F. Marsh spoke.", ["John F. Marsh spoke."]),
    "initials of a country": ("He flew to the U.S. Monday.", ["He flew to the U.S. Monday."]),
    "a closing quotation mark": ("“Go.” They went.", ["“Go.” ", "They went."]),
    "lines": ("Toll rises\n\nTwo died.", ["Toll rises\n\n", "Two died."]),
    "a small letter goes on": ("At 5 p.m. the shelling began.", ["At 5 p.m. the shelling began."]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "sentences"), CASES.values(), ids=CASES.keys())
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in rough_sentences(text)] == sentences


@given(st.text(alphabet="aB.!?\n “”'U ", max_size=80))
def test_they_tile_the_text(text: str) -> None:
    assert "".join(span.of(text) for span in rough_sentences(text)) == text
