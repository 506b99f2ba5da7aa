"""Each bound of a toll is explained by its rule and its words, each other number by why it set none."""

from datetime import date, timedelta

import pytest

from civharm.assessments.assess import assess
from civharm.assessments.evidence import Evidence
from civharm.assessments.explain_toll import ExplainedToll, explain_tolls
from civharm.assessments.rules import assessment_rules
from civharm.codebook import default_codebook
from civharm.model.casualties import Harm
from civharm.model.claims import Stance
from support.build import DAY, Story, speaker

COALITION = "US-led Coalition"


def explained(story: Story, harm: Harm = Harm.KILLED) -> ExplainedToll:
    codebook, incident = default_codebook(), story.incident()
    tolls = assess(incident, story.claims, story.reports, codebook=codebook).tolls
    evidence = Evidence.of(incident, story.claims, reports=story.reports, codebook=codebook)
    found = explain_tolls(tolls, evidence, assessment_rules(codebook).toll)
    return next(each for each in found if each.harm is harm)


def test_each_bound_names_its_rule_its_claims_and_their_words() -> None:
    story = Story()
    first, second = story.harm("Outlet A", "killed 12 civilian"), story.harm("Outlet B", "killed 15 civilian")
    toll = explained(story)
    assert (toll.min.value, toll.min.rule, toll.max.value) == (12, "T1", 15)
    assert [(each.claim, each.words, each.read_by) for each in toll.min.counts] == [
        (first.id, "12", "number:exact")
    ]
    assert [each.claim for each in toll.max.counts] == [second.id]
    assert toll.min.says == "lowest and highest figure reported for this incident"
    assert toll.beside == ()


def test_an_unknown_end_says_so() -> None:
    story = Story()
    story.harm("Outlet A", "killed <12 civilian")
    assert explained(story).min.value is None
    assert "unknown, not 0 (T13)" in explained(story).min.says


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"counts": "killed 4 civilian all part"}, "a part of “total” (T11)"),
        ({"counts": "killed 13 civilian"}, "lies within the bounds"),
        ({"counts": "killed ? civilian"}, "says no number"),
        ({"counts": "killed 30 civilian", "stance": Stance.RETRACTED}, "taken back"),
        ({"counts": "killed 30 civilian", "stance": Stance.DENIED}, "denied by who says it"),
        (
            {"counts": "killed 13 civilian", "speaker": speaker("Col. Roe", party=COALITION)},
            "the accused party's figures never set the minimum",
        ),
        ({"counts": "killed_or_injured 9 civilian"}, "casualties, dead or wounded not said: 0 to all"),
    ],
    ids=["part", "between", "no number", "retracted", "denied", "accused", "casualties"],
)
def test_a_number_that_sets_no_bound_says_why(said: dict, why: str) -> None:
    story = Story()
    for outlet, number in (("Outlet A", 12), ("Outlet B", 15)):
        story.harm(outlet, f"killed {number} civilian", by=COALITION)
    counts = said.pop("counts")
    other = story.harm("Outlet C", counts, by=COALITION, **said)
    beside = {each.claim: each.effect for each in explained(story).beside}
    assert beside == {other.id: why}


def test_a_figure_of_doubtful_belonging_says_so() -> None:
    story = Story()
    for outlet, injured in (("Outlet A", 30), ("Outlet B", 40)):
        story.harm(outlet, "killed 12 civilian", f"injured {injured} civilian")
    story.harm("Outlet C", "killed 12 civilian", "injured 35 civilian", on=None, published=date(2017, 4, 1))
    (beside,) = explained(story, Harm.INJURED).beside
    assert (beside.words, beside.effect[:30]) == ("35", "may belong to another strike, ")


def test_a_number_that_no_other_cluster_tells_says_so() -> None:
    story = Story()
    for outlet, number in (("Outlet A", 4), ("Outlet B", 4), ("Outlet C", 40)):
        story.harm(outlet, f"killed {number} civilian")
    (beside,) = explained(story).beside
    assert "held to be of another event (T3)" in beside.effect


def test_a_figure_that_its_own_voice_replaced_says_so() -> None:
    story, doctor = Story(), speaker("Dr. Nadim Sorani")
    story.harm("Outlet A", "killed 20 civilian", speaker=doctor)
    story.harm("Outlet B", "killed 12 civilian", speaker=doctor, published=DAY + timedelta(days=2))
    (beside,) = explained(story).beside
    assert beside.words == "20" and "the same voice says another number later" in beside.effect


def test_a_floor_of_groups_names_the_counts_of_the_groups() -> None:
    story = Story()
    story.harm("Outlet A", "killed 3 civilian women", "killed 2 civilian children")
    toll = explained(story)
    assert {each.words for each in toll.min.counts} == {"3", "2"}
