"""Where the headline stands, and what of a title is the outlet's name."""

import pytest

from civharm.lang.headline import headline_span, parted_title, under_headline
from civharm.model.spans import Span


@pytest.mark.parametrize(
    ("title", "publisher", "headline", "masthead"),
    [
        ("Two die in raid - Harbour News 5", None, "Two die in raid", "Harbour News 5"),
        ("Two die in raid | HWPT Harbour", "hwpt.example", "Two die in raid", "HWPT Harbour"),
        (
            "Two die in raid - HarbourPost.com | Weather",
            "harbourpost.com",
            "Two die in raid",
            "HarbourPost.com | Weather",
        ),
        ("Two die in raid – police", "harbourpost.com", "Two die in raid – police", None),
        ("Raid on Ward - two die - Harbour Radio", None, "Raid on Ward - two die", "Harbour Radio"),
        ("Harbour News", None, "Harbour News", None),
    ],
)
def test_the_outlet_s_name_is_no_part_of_the_headline(
    title: str, publisher: str | None, headline: str, masthead: str | None
) -> None:
    assert parted_title(title, publisher) == (headline, masthead)


def test_a_headline_is_a_line_of_its_own() -> None:
    text = "  \n\nTwo  die in raid \nTwo die in raid on Friday."
    assert headline_span("Two die in raid", text) == Span(4, 20)
    assert headline_span("Two die", text) is None


def test_a_text_that_has_its_headline_gets_no_second_one() -> None:
    assert under_headline("Two die", "Two die\n\nIt fell.") == "Two die\n\nIt fell."
    assert under_headline("Two die", "It fell.") == "Two die\n\nIt fell."
