"""Whole numbers in English: what is read, and what is not a number of anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.lang.english_numbers import find_numbers, number_value

READ = {
    "twelve": 12,
    "twenty-two": 22,
    "twenty two": 22,
    "a hundred and five": 105,
    "two hundred": 200,
    "one hundred twenty three": 123,
    "three thousand two hundred": 3200,
    "a million": 1_000_000,
    "1.2 million": 1_200_000,
    "1,200": 1200,
    "12,345,678": 12_345_678,
    "a dozen": 12,
    "two dozen": 24,
    "half a dozen": 6,
    "0": 0,
}
NOT_READ = (
    "the twenty-first",
    "the 12th day",
    "at 10:30",
    "$12",
    "12%",
    "12 percent",
    "12.5",
    "an AK-47",
    "a 34-year-old",
    "09/25/2013",
    "at 4 p.m.",
    "a two-storey house",
    "one-third",
    "no number at all",
)


@pytest.mark.parametrize(("words", "value"), READ.items())
def test_a_number_is_read_whole(words: str, value: int) -> None:
    found = list(find_numbers(f"They saw {words} there."))
    assert [(mention.words, mention.value) for mention in found] == [(words, value)]


@pytest.mark.parametrize("words", NOT_READ)
def test_dates_money_shares_ordinals_and_compounds_are_no_numbers(words: str) -> None:
    assert list(find_numbers(f"They saw {words}.")) == []


@given(st.integers(min_value=0, max_value=999_999_999))
def test_digits_with_separators_read_back(value: int) -> None:
    assert number_value(f"{value:,}") == value


@given(st.text())
def test_words_are_what_stands_at_the_span(text: str) -> None:
    for mention in find_numbers(text):
        assert mention.span.of(text) == mention.words
