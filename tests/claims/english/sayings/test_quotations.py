"""Quotations: pairs of marks, marks never closed, paragraphs that run on."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.claims.english.sayings.quotations import find_quotations


def quoted(text: str) -> list[str]:
    return [quotation.span.of(text) for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He said “no more” and “no.”", ["“no more”", "“no.”"]),
        ('He said "no more" and "no."', ['"no more"', '"no."']),
        ("''No more,'' he said.", ["''No more,''"]),
        ("He said «no more».", ["«no more»"]),
        ("Five rockets, 107mm” in size, fell.", []),
        ('He gave it up" at last.', []),
    ],
)
def test_pairs(text: str, wanted: list[str]) -> None:
    assert quoted(text) == wanted


def test_a_quotation_that_is_not_closed_runs_on_and_ends_with_its_paragraph() -> None:
    found = find_quotations("“We left at dawn.\n\n“We walked all day,” he said.")
    assert [quotation.runs_on for quotation in found] == [True, False]


@given(st.text(alphabet="ab “”\"'«»\n", max_size=60))
def test_quotations_are_in_order_and_never_overlap(text: str) -> None:
    spans = [quotation.span for quotation in find_quotations(text)]
    assert all(before.end <= after.start for before, after in pairwise(spans))
