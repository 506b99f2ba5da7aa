"""Words to counts, by the shipped profile."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.claims.quantities import EnglishQuantities, around
from civharm.codebook import default_codebook
from civharm.model.casualties import Open

QUANTITIES = EnglishQuantities(default_codebook().profile(), default_codebook().cues("en-casualties"))
ABOVE, BELOW = Open.ABOVE, Open.BELOW

CASES = [
    ("12", 12, 12, None),
    ("at least 12", 12, 12, ABOVE),
    ("no fewer than twelve", 12, 12, ABOVE),
    ("more than 30", 30, 30, ABOVE),
    ("over a hundred", 100, 100, ABOVE),
    ("12 or more", 12, 12, ABOVE),
    ("up to 20", None, 20, BELOW),
    ("as many as 20", None, 20, BELOW),
    ("twenty-five", 25, 25, None),
    ("about 30", 27, 33, None),
    ("some 15", 13, 17, None),
    ("nearly 40", 36, 44, None),
    ("between 10 and 15", 10, 15, None),
    ("from a few dozen to more than 200", 12, 200, ABOVE),
    ("between dozens and 300", 12, 300, None),
    ("between eight and more than 30", 8, 30, ABOVE),
    ("between eight and “over 30", 8, 30, ABOVE),
    ("between 10 and “15", 10, 15, None),
    ("10 to 15", 10, 15, None),
    ("10-15", 10, 15, None),
    ("two or three", 2, 3, None),
    ("all but one of the 12", 11, 11, None),
    ("another six", 6, 6, None),
    ("six others", 6, 6, None),
    ("dozens of", 12, 24, None),
    ("several dozen", 12, 24, None),
    ("hundreds", 100, 200, None),
    ("at least several", 2, 2, ABOVE),
    ("a number of", 2, 2, None),
    ("an unknown number of", None, None, None),
]


@pytest.mark.parametrize(("words", "low", "high", "side"), CASES)
def test_a_quantity_is_read_with_its_qualifier(
    words: str, low: int | None, high: int | None, side: Open | None
) -> None:
    [count] = QUANTITIES.find(f"They saw {words} people.")
    assert (count.words, count.min, count.max, count.open) == (words, low, high, side)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("more than 30", "number:more_than"),
        ("at least 30", "number:at_least"),
        ("between eight and more than 30", "number:range_more_than"),
        ("between eight and at least 30", "number:range"),
    ],
)
def test_what_goes_beyond_its_number_is_told_from_what_may(words: str, rule: str) -> None:
    [count] = QUANTITIES.find(f"They saw {words} people.")
    assert count.rule == rule


def test_a_rise_gives_two_figures_and_no_range() -> None:
    assert [count.words for count in QUANTITIES.find("It rose from 12 to 15.")] == ["12", "15"]


@given(st.integers(min_value=0, max_value=10**9))
def test_about_n_holds_n_and_rounds_outward(value: int) -> None:
    low, high = around(value, 0.1)
    assert 0 <= low <= value <= high
    assert low <= 0.9 * value + 1e-3 and high >= 1.1 * value - 1e-3


@given(st.text(alphabet="0123456789 ,.-–abcdeghilmnorstuvy"))
def test_any_text_is_read_and_quoted_exactly(text: str) -> None:
    for count in QUANTITIES.find(text):
        assert count.span is not None and count.span.of(text) == count.words
