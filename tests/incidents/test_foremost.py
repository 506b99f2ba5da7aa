from datetime import date, timedelta

from civharm.incidents.foremost import foremost
from civharm.model.incidents import Incident
from civharm.model.spans import Span
from civharm.model.times import When
from support.build import DAY, Story

FIRST, LATER = Span(0, 20), Span(20, 40)


def day_of(story: Story) -> date | None:
    linked = story.linked()
    found: Incident = foremost([*linked.incidents, *linked.leads], story.claims)
    return found.when.start if found.when else None


def test_an_attack_on_which_all_look_back_is_not_what_they_are_about() -> None:
    story = Story()
    for outlet, village in (("Outlet A", "Tel Zaytun"), ("Outlet B", "Mill Quarter")):
        told = story.harm(outlet, "killed 8 civilian", at=village, span=FIRST)
        back = {"report": told.report_id, "on": When.earlier(), "occurrence": "o2", "span": LATER}
        story.harm(outlet, "killed 12 civilian", protected=(Span(0, 8),), **back)
    assert max(len(each.reports) for each in story.linked().leads) == 2
    assert day_of(story) == DAY


def test_one_report_alone_is_about_its_dated_incident() -> None:
    story = Story()
    told = story.harm("Outlet A", "killed 2 civilian", at="Mosul", on=None, span=FIRST)
    before = DAY - timedelta(days=1)
    story.harm("Outlet A", "killed 8 civilian", on=before, report=told.report_id, occurrence="o2", span=LATER)
    assert day_of(story) == before
