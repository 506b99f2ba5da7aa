"""Days that are named without a date, and names that tie no two events together."""

from datetime import timedelta

import pytest

from civharm.incidents.explain import explain_pair
from civharm.incidents.link import LinkingTerms
from civharm.model.claims import Claim
from civharm.model.speakers import SpeakerKind
from civharm.model.times import TimePrecision, When
from support.build import DAY, Story, speaker

#: DAY is a Friday, 17 March.


def _said(words: str) -> When:
    return When(start=None, end=None, precision=TimePrecision.UNKNOWN, words=words)


def _features(story: Story, left: Claim, right: Claim) -> dict[str, str]:
    pair = explain_pair(story.reports, story.texts, story.claims, (left.id, right.id), terms=LinkingTerms())
    return {feature.name: feature.detail for feature in pair.features}


@pytest.mark.parametrize(
    ("left", "right", "name"),
    [
        (_said("on Friday"), _said("صباح اليوم الجمعة"), "same day named"),
        (_said("on Friday"), _said("on Monday"), "other day named"),
        (_said("on Friday"), When.on(DAY), "same day named"),
        (_said("أمس الخميس"), When.on(DAY), "other day named"),
        (_said("17 March"), When.on(DAY + timedelta(days=365)), "same day named"),
        (_said("17 March"), _said("on Friday"), None),
        (_said("today"), When.on(DAY), None),
        (When.on(DAY), When.on(DAY), None),
    ],
)
def test_days_without_a_date_are_compared(left: When, right: When, name: str | None) -> None:
    story = Story()
    claims = [
        story.harm(outlet, "killed 3 civilian", on=on, language=_language(on), published=None)
        for outlet, on in (("Outlet A", left), ("Outlet B", right))
    ]
    found = {"same day named", "other day named"} & _features(story, *claims).keys()
    assert found == ({name} if name else set())


def _language(when: When) -> str:
    return "ar" if any(letter in "ايم" for letter in when.words or "") else "en"


@pytest.mark.parametrize(
    ("name", "kind", "ties"),
    [
        ("Dr. Vell", SpeakerKind.MEDICAL, True),
        ("SOHR", SpeakerKind.CASUALTY_RECORDER, False),
        ("the Valley News correspondent", SpeakerKind.MEDIA, False),
    ],
)
def test_who_speaks_of_many_events_ties_no_two(name: str, kind: SpeakerKind, ties: bool) -> None:
    story = Story()
    claims = [
        story.harm(outlet, "killed 3 civilian", speaker=speaker(name, kind=kind))
        for outlet in ("Outlet A", "Outlet B")
    ]
    assert ("speaker" in _features(story, *claims)) is ties


def test_what_one_report_looks_back_on_is_hardly_the_news_of_another() -> None:
    story = Story()
    news, again = (story.harm(outlet, "killed 3 civilian", on=None) for outlet in ("Outlet A", "Outlet B"))
    before = story.harm("Outlet C", "killed 3 civilian", on=When.earlier())
    assert "looked back on" in _features(story, news, before)
    assert "looked back on" not in _features(story, news, again)
