"""A grade is explained by all the rows that were tried, and by what would change it."""

from dataclasses import replace
from typing import Any

import pytest

from civharm.assessments.conditions import CONDITIONS
from civharm.assessments.evidence import Evidence
from civharm.assessments.explain_grade import WHAT_IFS, ExplainedGrade, explain_grade
from civharm.assessments.findings import findings
from civharm.assessments.rules import assessment_rules
from civharm.codebook import default_codebook
from civharm.model.assessments import Grading
from civharm.model.claims import Position
from support.build import Story

COALITION, RUSSIA = "US-led Coalition", "Russian Military"


def explained(story: Story) -> ExplainedGrade:
    codebook = default_codebook()
    rules = assessment_rules(codebook)
    evidence = Evidence.of(story.incident(), story.claims, reports=story.reports, codebook=codebook)
    return explain_grade(findings(evidence, rules), rules, codebook)


def story(*accused: str | tuple[str, ...]) -> Story:
    told = Story()
    for number, names in enumerate(accused):
        told.harm(f"Outlet {number}", "killed 12 civilian", by=names)
    return told


@pytest.mark.parametrize("accused", [(COALITION,), (COALITION, COALITION), (COALITION, RUSSIA), ((),)])
def test_the_row_that_fired_is_that_of_the_assessment(accused: tuple) -> None:
    told = story(*accused)
    assessed, why = told.assessed(), explained(told)
    assert (why.grading, why.strike_status) == (assessed.proposed_grading, assessed.strike_status)
    (fired,) = (row for row in why.rows if row.fired)
    assert f"grading row {fired.row}" == assessed.reasons[0].rule
    assert all(condition.holds for condition in fired.conditions)
    assert {claim for each in fired.conditions for claim in each.claims} == set(assessed.reasons[0].claims)


def test_no_row_above_the_one_that_fired_holds() -> None:
    why = explained(story(COALITION, COALITION))
    above = [row for row in why.rows[: [row.fired for row in why.rows].index(True)]]
    assert above and all(not all(each.holds for each in row.conditions) for row in above)


@pytest.mark.parametrize(
    ("accused", "changes"),
    [
        ((COALITION,), {"another_cluster": Grading.FAIR, "a_rival_named": Grading.CONTESTED, "harm_accepted": Grading.CONFIRMED}),
        ((COALITION, COALITION), {"one_cluster_fewer": Grading.WEAK, "a_rival_named": Grading.CONTESTED}),
        ((COALITION, RUSSIA), {"no_rival": Grading.FAIR, "one_cluster_fewer": Grading.WEAK}),
        (((), ()), {"a_party_named": Grading.FAIR, "nobody_named": Grading.CONTESTED}),
    ],
    ids=["weak", "fair", "contested", "ungraded"],
)  # fmt: skip
def test_what_would_change_a_grade(accused: tuple, changes: dict) -> None:
    found = {other.what_if: other.grading for other in explained(story(*accused)).would_change}
    assert changes.items() <= found.items()


def test_what_would_change_it_is_what_the_tables_give_then() -> None:
    weak, fair = explained(story(COALITION)), explained(story(COALITION, COALITION))
    (other,) = (other for other in weak.would_change if other.what_if == "another_cluster")
    assert (other.grading, other.strike_status) == (fair.grading, fair.strike_status)


def test_acceptance_that_goes_leaves_what_the_reports_support() -> None:
    told = story(COALITION, COALITION)
    told.response("Desk", COALITION, Position.ACCEPTED, conceded=2)
    changes = {other.what_if: other.grading for other in explained(told).would_change}
    assert changes == {"acceptance_gone": Grading.FAIR}


def test_a_denial_is_no_condition_of_any_row() -> None:
    """A denial never lowers a grade: nothing in the tables asks for one."""
    told = story(COALITION, COALITION)
    before = explained(told)
    told.response("Desk", COALITION, Position.DENIED)
    after = explained(told)
    assert replace(after, rows=(), strike_rows=()) == replace(before, rows=(), strike_rows=())
    assert not [name for name in (*CONDITIONS, *WHAT_IFS) if "deni" in name]


def test_every_condition_and_every_what_if_has_its_words() -> None:
    words = default_codebook().rules("conditions", dict[str, Any])
    assert words["conditions"].keys() == CONDITIONS.keys()
    assert words["what_if"].keys() == WHAT_IFS.keys()


def test_the_facts_are_named() -> None:
    (row,) = (row for row in explained(story(COALITION)).rows if row.fired)
    assert [each.words for each in row.conditions] == [
        "there is at most one independent cluster of reporting (there are 1)"
    ]
