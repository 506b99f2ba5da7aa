from datetime import date, timedelta

import pytest

from civharm.incidents.link import link_claims
from civharm.model.claims import ClaimKind
from civharm.model.incidents import Incident, Judgement, Verdict
from civharm.model.spans import Span
from civharm.model.times import When
from support.build import DAY, Story, place

AN_ASIDE = {"at": None, "on": None, "event": None}


def told(*sentences: dict) -> Story:
    """One report with a harm claim for each sentence, each an occurrence of its own."""
    story = Story()
    report = story.report("Outlet A")
    for at, fields in enumerate(sentences):
        claimed = {"occurrence": f"o{at}", "span": Span(at, at + 1), **fields}
        story.harm("Outlet A", "killed 3 civilian", report=report, **claimed)
    return story


def sizes(story: Story) -> list[int]:
    linked = story.linked()
    return [len(one.claims) for one in (*linked.incidents, *linked.leads)]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ([{}, AN_ASIDE], [2]),
        ([AN_ASIDE, {}], [2]),
        ([{}, {"on": None}], [2]),
        ([{}, {**AN_ASIDE, "at": "Tel Zaytun"}], [1, 1]),
        ([{}, {**AN_ASIDE, "event": "car bombing"}], [1, 1]),
        ([{}, {**AN_ASIDE, "on": date(2014, 6, 9)}], [1, 1]),
        ([AN_ASIDE, AN_ASIDE], [1, 1]),
    ],
)
def test_what_has_no_day_or_place_belongs_to_the_event_of_its_report(
    sentences: list, expected: list[int]
) -> None:
    assert sizes(told(*sentences)) == expected


def test_it_belongs_to_the_event_told_before() -> None:
    story = told({}, {"at": "Tel Zaytun", "on": DAY - timedelta(days=5)}, AN_ASIDE)
    assert {one.where.name: len(one.claims) for one in story.linked().incidents if one.where} == {
        "Orchard Quarter": 1,
        "Tel Zaytun": 2,
    }


def test_an_attack_told_without_harm_lends_its_day() -> None:
    story = told(AN_ASIDE)
    attack = {"when": When.on(DAY), "where": (place("Orchard Quarter"),), "event": "airstrike"}
    story.claim(story.reports[0].id, ClaimKind.ATTACK, occurrence="o9", **attack)
    assert [one.when.start for one in story.linked().incidents if one.when] == [DAY]


def test_the_link_says_why() -> None:
    (incident,) = told({}, AN_ASIDE).linked().incidents
    assert [[feature.name for feature in link.features] for link in incident.links] == [[], ["aside"]]


def test_what_a_person_parted_stays_apart() -> None:
    story = told({}, AN_ASIDE)
    apart = Judgement(left=story.claims[0].id, right=story.claims[1].id, verdict=Verdict.NEGATIVE)
    linked = link_claims(story.reports, story.texts, story.claims, judgements=[apart])
    found: list[Incident] = [*linked.incidents, *linked.leads]
    assert [len(one.claims) for one in found] == [1, 1]
