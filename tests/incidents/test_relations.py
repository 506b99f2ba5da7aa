"""Incidents that stay two and may count the same people: which are proposed, and why."""

from datetime import date, timedelta

import pytest

from civharm.incidents.identity import identify
from civharm.incidents.link import link_claims
from civharm.incidents.relations import by_incident
from civharm.model.incidents import Judgement, Relation, RelationKind, Verdict
from civharm.model.times import TimePrecision, When
from support.build import DAY, Story

MAY, PART = RelationKind.MAY_OVERLAP, RelationKind.PART_OF
NEXT_WEEK = When(start=DAY + timedelta(days=7), end=DAY + timedelta(days=13), precision=TimePrecision.WEEK)
YEAR = When(start=date(2017, 1, 1), end=date(2017, 12, 31), precision=TimePrecision.YEAR)


def two(first: dict, second: dict) -> Story:
    story = Story()
    for outlet, fields in (("Outlet A", first), ("Outlet B", second)):
        story.harm(outlet, fields.pop("count", "killed 12 civilian"), **{"at": "Mosul", **fields})
    return story


def relations(story: Story) -> tuple[Relation, ...]:
    linked = story.linked()
    assert len(linked.incidents) == 2, linked.doubtful
    return linked.relations


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ({}, {"count": "killed 6 civilian"}, MAY),
        ({"at": "Orchard Quarter"}, {"count": "killed 6 civilian"}, MAY),
        ({"at": "Orchard Quarter", "count": "killed 3 civilian"}, {"count": "killed 40 civilian"}, PART),
        ({"at": "Orchard Quarter", "count": "killed 3 civilian"}, {"count": "killed ? civilian; injured 40 civilian"}, MAY),
    ],
    ids=["a generic city", "the finer place has more dead", "a family within a larger strike", "of unknown number"],
)  # fmt: skip
def test_what_stays_apart_in_doubt_is_related(first: dict, second: dict, kind: RelationKind) -> None:
    second["count"], *more = second["count"].split("; ")
    story = two(first, second)
    if more:
        story.harm("Outlet C", *more, at="Mosul", report=story.reports[1].id)
    (relation,) = relations(story)
    assert relation.kind is kind
    assert ("lie in those of the other" in relation.reason) == (kind is PART)
    assert not relation.is_decided


@pytest.mark.parametrize("other", [{"at": "Nineveh"}, {"on": YEAR}], ids=["a province", "a year"])
def test_half_a_war_has_no_parts(other: dict) -> None:
    story = two(
        {"at": "Orchard Quarter", "count": "killed 3 civilian"}, {"count": "killed 40 civilian", **other}
    )
    assert PART not in {relation.kind for relation in story.linked().relations}


def test_the_part_is_named_first_and_why() -> None:
    story = two({"count": "killed 40 civilian"}, {"at": "Orchard Quarter", "count": "killed 3 civilian"})
    (relation,) = relations(story)
    assert (relation.left, relation.right) == (story.claims[1].id, story.claims[0].id)
    assert "3 killed are fewer than 40" in relation.reason


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"at": "Orchard Quarter"}, {"at": "Tel Zaytun", "count": "killed 6 civilian"}),
        ({}, {"on": DAY + timedelta(days=3)}),
        ({}, {"on": NEXT_WEEK}),
        ({}, {"count": "killed 60 civilian", "on": DAY + timedelta(days=1)}),
    ],
    ids=["another place", "another day", "another week", "more dead on the next day"],
)
def test_what_is_surely_another_incident_is_not(first: dict, second: dict) -> None:
    assert relations(two(first, second)) == ()


@pytest.mark.parametrize(
    "otherwise",
    [
        {"event": "shooting"},
        {"by": "Iraqi Forces"},
        {"at": "Tel Zaytun"},
        {"on": DAY - timedelta(days=1)},
        {"count": "killed 41 civilian"},
        {"count": "killed ? civilian"},
    ],
    ids=["another kind", "other attackers", "another place", "another day", "more dead", "no number"],
)
def test_what_contradicts_is_no_part(otherwise: dict) -> None:
    family = {"at": "Orchard Quarter", "count": "killed 3 civilian", "by": "US-led Coalition"}
    story = two({**family, **otherwise}, {"count": "killed 40 civilian", "by": "US-led Coalition"})
    assert PART not in {relation.kind for relation in story.linked().relations}


def test_a_report_that_tells_of_two_events_speaks_for_two() -> None:
    story = Story()
    report = story.report("Outlet A")
    for occurrence, killed in (("o1", 12), ("o2", 3)):
        story.harm("Outlet A", f"killed {killed} civilian", report=report, at="Mosul", occurrence=occurrence)
    assert relations(story) == ()


def test_whom_a_person_has_parted_does_not_overlap() -> None:
    story = two({}, {"count": "killed 6 civilian"})
    left, right = (claim.id for claim in story.claims)
    parted = Judgement(left=left, right=right, verdict=Verdict.NEGATIVE)
    linked = link_claims(story.reports, story.texts, story.claims, judgements=[parted])
    assert len(linked.incidents) == 2 and linked.relations == ()


def test_a_lead_overlaps_with_nothing() -> None:
    story = two({}, {"count": "killed 3 civilian", "on": None, "published": date(2017, 3, 18)})
    linked = story.linked()
    assert linked.doubtful and linked.leads and linked.relations == ()


def test_relations_are_told_by_incident() -> None:
    linked = two({}, {"count": "killed 6 civilian"}).linked()
    named = identify(linked.incidents).incidents
    (relation,) = by_incident(linked.relations, named)
    assert {relation.left, relation.right} == {one.id for one in named}
    assert by_incident(linked.relations, named[:1]) == ()
