"""Claims in a text: every letter once, each claim's words wherever claims overlap."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.model.spans import Quote, Span
from civharm.publication.protect import MASK
from civharm.web.highlight import segments

TEXT = "A strike killed five people on the bridge."


@pytest.fixture
def claim_at(record):
    return lambda name, start, end: replace(
        record.claims[0], id=name, span=Span(start, end), quote=Quote.at(TEXT, Span(start, end))
    )


def test_overlapping_claims_share_the_words_that_both_cover(claim_at):
    found = segments(TEXT, [claim_at("long", 0, 27), claim_at("short", 9, 34)])
    assert [(each.text, each.claims) for each in found] == [
        ("A strike ", ("long",)),
        ("killed five people", ("short", "long")),
        (" on the", ("short",)),
        (" bridge.", ()),
    ]


def test_the_words_of_a_claim_inside_another_name_the_shorter_first(claim_at):
    middle = segments(TEXT, [claim_at("whole", 0, len(TEXT)), claim_at("part", 9, 15)])[1]
    assert (middle.claim_ids, middle.depth) == ("part whole", 2)


def test_masked_words_are_a_segment_of_their_own(claim_at):
    found = segments(f"Said {MASK * 6} here", [claim_at("c", 0, 16)])
    assert [each.is_withheld for each in found] == [False, True, False]


def test_page_furniture_is_told_from_the_report_s_own_words():
    found = segments("Menu\nA strike.\nShare", [], [Span(5, 14)])
    assert [(each.text, each.is_aside) for each in found] == [
        ("Menu\n", True),
        ("A strike.", False),
        ("\nShare", True),
    ]


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_nothing_is_lost_and_nothing_is_there_twice(record, text, ends):
    claims = [
        replace(record.claims[0], id=str(n), span=Span(min(pair), max(pair))) for n, pair in enumerate(ends)
    ]
    assert "".join(each.text for each in segments(text, claims)) == text


@given(st.lists(st.tuples(st.integers(0, 42), st.integers(0, 42)), min_size=1, max_size=6))
def test_the_segments_of_a_claim_are_its_words(record, ends):
    claims = [
        replace(record.claims[0], id=str(n), span=Span(min(pair), max(pair))) for n, pair in enumerate(ends)
    ]
    found = segments(TEXT, claims)
    for claim in claims:
        assert "".join(each.text for each in found if claim.id in each.claims) == claim.span.of(TEXT)
