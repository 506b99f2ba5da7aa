"""What a decision would come to: said before it is made, and nothing of it is kept."""

from dataclasses import replace

import pytest

from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import RecordStatus
from civharm.pipeline import recompute, refresh


@pytest.fixture
def two(casebook, new_page, keep):
    """Two incidents of two days."""
    for number, (day, words) in enumerate(
        [("4", "Shells killed three people"), ("9", "A raid killed three people")]
    ):
        page = new_page(f"{words} in Norhaven on May {day}.", f"{number}.txt")
        claim = page.claim(words)
        when = replace(
            claim.when, start=claim.when.start.replace(day=int(day)), end=claim.when.end.replace(day=int(day))
        )
        keep(page, replace(claim, when=when))
    refresh(casebook)
    return casebook


def merging(casebook, clock, **change):
    first, second = casebook.incidents()
    return Decision(
        id="d-merge",
        action=Action.MERGE,
        target=first.id,
        author="Ada",
        reason="one night",
        decided_at=clock(),
        change={"incidents": [first.id, second.id], **change},
    )


def test_a_merge_is_foreseen_and_nothing_of_it_is_kept(two, clock):
    before = two.state().incidents, two.assessments(), two.custody(), two.decisions()
    decision = merging(two, clock)
    found = two.foresee(decision, recompute)
    first, second = (each.id for each in before[0])
    assert set(found.ids) == {first, second}
    assert len(found.after[first].incident.claims) == 2
    assert found.after[second].incident is None
    assert (two.state().incidents, two.assessments(), two.custody(), two.decisions()) == before
    assert two.verify() == ()


def test_what_was_foreseen_is_what_comes(two, clock):
    decision = merging(two, clock)
    found = two.foresee(decision, recompute)
    two.decide(decision)
    refresh(two)
    now = {incident.id: incident for incident in two.incidents()}
    assert {each: found.after[each].incident for each in found.ids} == {
        each: now.get(each) for each in found.ids
    }


def test_a_signature_is_foreseen_as_a_persons(two, clock):
    first = two.incidents()[0]
    decision = replace(merging(two, clock), action=Action.SIGN_GRADING, change={"grading": "weak"})
    found = two.foresee(decision, recompute)
    assert found.before[first.id].incident.status is RecordStatus.MACHINE
    assert found.after[first.id].incident.status is RecordStatus.REVIEWED
    assert found.after[first.id].assessment.grading == "weak"


def test_what_cannot_apply_is_refused_before_it_is_made(two, clock):
    with pytest.raises(InvalidDecision, match="not one already"):
        two.foresee(merging(two, clock, incidents=[two.incidents()[0].id] * 2), recompute)


def test_the_history_of_an_incident_holds_each_version(two, clock, decide):
    first, second = two.incidents()
    clock.next_day()
    two.decide(merging(two, clock))
    refresh(two)
    composed, merged = two.history(first.id)
    assert (len(composed.incident.claims), len(merged.incident.claims)) == (1, 2)
    assert composed.assessment.tolls and composed.at < merged.at
    assert [each.incident is None for each in two.history(second.id)] == [False, True]
