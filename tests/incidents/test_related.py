"""Reports without an event of their own, beside the incident that they likely tell of."""

from datetime import timedelta

import pytest

from civharm.incidents.related import as_issues
from support.build import DAY, Story, own_words

TOLD = own_words("the mill")
RETOLD = " ".join(TOLD.split()[::2] + own_words("another pen").split()[::2])


def related(text: str, *, days_later: int | None) -> list[str]:
    """Reports that are listed beside the one incident of the story."""
    story = Story()
    founding = story.harm("Outlet A", "killed 12 civilian", text=TOLD)
    published = None if days_later is None else DAY + timedelta(days=days_later)
    silent = story.report("Outlet B", text, published=published)
    for at in range(8):
        story.harm(
            f"Outlet {at}", "killed 1 civilian", at=f"Village {at}", on=DAY - timedelta(days=9 * at + 9)
        )
    found = story.linked().related
    assert {one.report_id for one in found} <= {silent}
    assert {one.founding_claim for one in found} <= {founding.id}
    return [one.report_id for one in found]


@pytest.mark.parametrize(
    ("text", "days_later", "is_related"),
    [
        (RETOLD, 0, True),
        (RETOLD, 1, True),
        (RETOLD, 200, False),
        (own_words("a fair"), 0, False),
        ("?", 0, False),
    ],
    ids=["same day", "next day", "next year", "other words", "no words"],
)
def test_a_report_without_an_event_is_listed_beside_its_incident(
    text: str, days_later: int | None, is_related: bool
) -> None:
    assert bool(related(text, days_later=days_later)) == is_related


def test_it_counts_nowhere_and_says_why() -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian", text=TOLD)
    silent = story.report("Outlet B", RETOLD)
    assert silent not in story.incident().reports
    (issue,) = as_issues(story.linked().related)
    assert (issue.report_id, issue.is_failure) == (silent, False)
    assert "texts" in issue.message


@pytest.mark.parametrize(
    ("text", "days_later", "is_related"),
    [
        ("Smoke over Tel Zaytun just now", 0, True),
        ("Smoke over Tel Zaytun just now", 1, True),
        ("Smoke over Tel Zaytun just now", 30, False),
        ("Smoke over Tel Zaytun just now", -1, False),
        ("Smoke over another hill just now", 0, False),
    ],
    ids=["same day", "next day", "next month", "day before", "no place"],
)
def test_a_report_that_names_its_place_and_came_out_then_is_listed_beside_it(
    text: str, days_later: int, is_related: bool
) -> None:
    story = Story()
    story.harm("Outlet A", "killed 12 civilian", at="Tel Zaytun")
    silent = story.report("Outlet B", text, published=DAY + timedelta(days=days_later))
    assert [one.report_id for one in story.linked().related] == ([silent] if is_related else [])
