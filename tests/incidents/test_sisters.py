"""Days without a date in one report, dated by another report of the same event."""

from datetime import date

import pytest

from civharm.incidents.link import link_claims
from civharm.model.incidents import Judgement, Verdict
from civharm.model.times import TimePrecision, When
from support.build import DAY, Story

#: The day of the sister report is a Friday.
THURSDAY = date(2017, 3, 16)


def _day(language: str, words: str, *, own_day: date | None = None) -> date | None:
    """The day of an event that a report without a date tells of in these words, and a sister without any."""
    story = Story()
    said = When(start=None, end=None, precision=TimePrecision.UNKNOWN, words=words)
    undated = story.harm("Outlet A", "killed 3 civilian", on=said, language=language, published=own_day)
    sister = story.harm("Outlet B", "killed 3 civilian", on=None, published=DAY)
    same = [Judgement(left=undated.id, right=sister.id, verdict=Verdict.POSITIVE)]
    linked = link_claims(story.reports, story.texts, story.claims, judgements=same)
    (told,) = (*linked.incidents, *linked.leads)
    return told.when.start if told.when else None


@pytest.mark.parametrize(
    ("language", "words", "day"),
    [
        ("en", "on Thursday", THURSDAY),
        ("ar", "صباح الخميس", THURSDAY),
        ("ar", "16 آذار", THURSDAY),
        ("ar", "أمس الخميس", THURSDAY),
        ("en", "last night", None),
        ("ar", "اليوم", None),
        ("en", "on Monday", None),
        ("fa", "پنجشنبه", None),
    ],
)
def test_a_sister_report_leaves_one_day(language: str, words: str, day: date | None) -> None:
    assert _day(language, words) == day


def test_a_report_with_a_day_of_its_own_needs_no_sister() -> None:
    assert _day("en", "on Thursday", own_day=DAY) is None
