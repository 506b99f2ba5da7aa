"""What people decide about claims, and what later readings do to it: nothing."""

from dataclasses import replace
from datetime import date

import pytest

from civharm.casebook.review import corrected_id
from civharm.model.casualties import Harm, Status
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.ports import Reading
from civharm.model.store import ReaderVersion
from civharm.pipeline import recompute, refresh

ACCEPT, CORRECT, REJECT, UNDO = (
    Action.ACCEPT_CLAIM,
    Action.CORRECT_CLAIM,
    Action.REJECT_CLAIM,
    Action.UNDO,
)
QUOTE = "shells killed three people"


@pytest.fixture
def claim(page, keep):
    claim = page.claim(QUOTE)
    keep(page, claim)
    return claim


def killed(claim):
    return claim.casualties[0].count.min


def casualties(claim, number):
    from civharm.publication.lines import claim_line

    (counted,) = claim_line(claim)["casualties"]
    return [counted | {"min": number, "max": number}]


def test_an_accepted_claim_stays_as_it_is(casebook, claim, decide):
    decide(ACCEPT, claim.id)
    assert (casebook.claims(), casebook.reviews()) == ((claim,), {claim.id: "accepted"})


def test_a_rejected_claim_is_out(casebook, claim, decide):
    decide(REJECT, claim.id)
    assert (casebook.claims(), casebook.reviews()) == ((), {claim.id: "rejected"})


def test_a_corrected_claim_supersedes_and_names_its_author(casebook, claim, decide):
    decision = decide(CORRECT, claim.id, stance="denied")
    (corrected,) = casebook.claims()
    assert (corrected.stance, corrected.supersedes) == ("denied", claim.id)
    assert (corrected.origin.by, corrected.origin.name) == ("hand", "Ada")
    assert corrected.id == corrected_id(claim.id, decision.id)
    assert (corrected.quote, corrected.span) == (claim.quote, claim.span)


def test_corrections_add_up_by_either_id(casebook, claim, decide):
    decide(CORRECT, claim.id, stance="denied")
    decide(CORRECT, casebook.claims()[0].id, event="shelling")
    decide(CORRECT, claim.id, weapon="mortar")
    (corrected,) = casebook.claims()
    assert (corrected.stance, corrected.event, corrected.weapon) == ("denied", "shelling", "mortar")


def test_undo_is_a_new_decision(casebook, claim, decide):
    decision = decide(REJECT, claim.id)
    undo = decide(UNDO, decision.id)
    assert (casebook.claims(), len(casebook.decisions())) == ((claim,), 2)
    decide(UNDO, undo.id)
    assert casebook.claims() == ()


def test_undoing_one_correction_leaves_the_other(casebook, claim, decide):
    first = decide(CORRECT, claim.id, stance="denied")
    decide(CORRECT, casebook.claims()[0].id, event="shelling")
    decide(UNDO, first.id)
    (corrected,) = casebook.claims()
    assert (corrected.stance, corrected.event) == ("asserted", "shelling")


def test_a_claim_corrected_after_it_was_rejected_is_back(casebook, claim, decide):
    decide(REJECT, claim.id)
    decide(CORRECT, claim.id, stance="denied")
    assert [claim.stance for claim in casebook.claims()] == ["denied"]


def test_accepting_a_corrected_claim_keeps_the_correction(casebook, claim, decide):
    decide(CORRECT, claim.id, stance="denied")
    decide(ACCEPT, casebook.claims()[0].id)
    assert casebook.claims()[0].stance == "denied"


REFUSED = [
    (ACCEPT, "nothing", {}, "no claim nothing"),
    (REJECT, "nothing", {}, "no claim nothing"),
    (UNDO, "nothing", {}, "no decision nothing"),
    (Action.SIGN_GRADING, "nothing", {"grading": "fair"}, "no incident nothing"),
    (CORRECT, None, {}, "at least one changed field"),
    (CORRECT, None, {"quote": "x"}, "can't change 'quote'"),
    (CORRECT, None, {"colour": "red"}, "no field 'colour'"),
    (CORRECT, None, {"stance": "shouted"}, "does not make a claim"),
    (CORRECT, None, {"casualties": [{"min": 3}]}, "does not make a claim"),
]


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: refused[-1])
def test_a_decision_that_can_not_apply_is_refused(casebook, claim, decide, refused):
    action, target, change, message = refused
    with pytest.raises(InvalidDecision, match=message):
        decide(action, target or claim.id, **change)
    assert casebook.decisions() == ()


def test_an_author_or_a_reason_that_was_pasted_by_mistake_is_refused(casebook, claim, decide):
    decide(ACCEPT, claim.id)
    accepted = casebook.decisions()[0]
    for words, message in (
        ({"author": "a" * 201}, "author's name has 201"),
        ({"reason": "r" * 10_001}, "reason has 10,001"),
    ):
        with pytest.raises(InvalidDecision, match=message):
            casebook.decide(replace(accepted, id="long", **words))
    assert casebook.decisions() == (accepted,)


@pytest.mark.parametrize("name", ["", " ", "a", "x" * 5000])
def test_what_names_nothing_is_told_in_short_with_where_to_look(casebook, claim, decide, name):
    for action, change, lists in (
        (ACCEPT, {}, "claims"),
        (Action.SIGN_GRADING, {"grading": "fair"}, "incidents"),
    ):
        with pytest.raises(InvalidDecision, match=f"`civharm {lists}` lists them") as refused:
            decide(action, name or " ", **change)
        assert len(str(refused.value)) < 300


@pytest.mark.parametrize("number", [10_000_001, 2_000_000_000, 10**30])
def test_a_number_that_no_incident_has_is_a_slip_of_the_hand(casebook, claim, decide, number):
    counted = casualties(claim, 0)[0] | {"max": number}
    with pytest.raises(InvalidDecision, match="more than 10,000,000 people"):
        decide(CORRECT, claim.id, casualties=[counted])
    assert casebook.decisions() == ()


def test_a_report_that_says_two_billion_is_kept_and_assessed(casebook, page, keep):
    keep(page, page.claim(QUOTE, killed=2_000_000_000))
    refresh(casebook)
    (assessment,) = casebook.assessments()
    assert assessment.toll(Harm.KILLED, Status.CIVILIAN).max.value == 2_000_000_000
    assert casebook.rebuild(recompute) == ()


def test_a_decision_is_undone_once(claim, decide):
    decision = decide(ACCEPT, claim.id)
    decide(UNDO, decision.id)
    with pytest.raises(InvalidDecision, match="undone already"):
        decide(UNDO, decision.id)


def test_a_decision_is_recorded_once(casebook, claim, decide):
    decision = decide(ACCEPT, claim.id)
    with pytest.raises(InvalidDecision, match="recorded already"):
        casebook.decide(decision)


@pytest.mark.parametrize("missing", ["author", "reason"])
def test_a_decision_needs_an_author_and_a_reason(clock, missing):
    words = {"author": "Ada", "reason": "read it"} | {missing: " "}
    with pytest.raises(InvalidDecision, match="needs an author and a reason"):
        Decision(id="d", action=ACCEPT, target="c", decided_at=clock(), **words)


def test_a_person_decides_on_what_was_known_then(casebook, claim, clock, decide):
    clock.next_day()
    decide(REJECT, claim.id)
    assert [len(casebook.claims(as_known_on=date(2021, 5, day))) for day in (4, 5)] == [1, 0]


def test_a_machine_does_not_change_an_accepted_claim(casebook, page, keep, claim, decide):
    decide(ACCEPT, claim.id)
    keep(page, page.claim(QUOTE, killed=9), version="2")
    assert [killed(claim) for claim in casebook.claims()] == [3]


def test_a_machine_does_not_change_a_correction(casebook, page, keep, claim, decide):
    decide(CORRECT, claim.id, casualties=casualties(claim, 4))
    keep(page, page.claim(QUOTE, killed=9), version="2")
    assert [killed(claim) for claim in casebook.claims()] == [4]


def test_a_machine_does_not_bring_a_rejected_claim_back(casebook, page, keep, claim, decide):
    decide(REJECT, claim.id)
    keep(page, page.claim(QUOTE, killed=9), version="2")
    assert casebook.claims() == ()


def test_a_reading_of_more_words_does_not_double_an_accepted_claim(casebook, page, keep, claim, decide):
    decide(ACCEPT, claim.id)
    wider = page.claim("On Tuesday shells killed three people in Norhaven", killed=9)
    keep(page, replace(wider, occurrence="o7"), version="2")
    (standing,) = casebook.claims()
    assert standing == replace(claim, supersedes=wider.id, occurrence="o7")


def test_an_accepted_claim_that_the_machine_lost_stays(casebook, page, keep, claim, decide):
    decide(ACCEPT, claim.id)
    keep(page, version="2")
    assert casebook.claims() == (claim,)


def test_a_decision_moves_with_its_words(casebook, page, keep, claim, decide):
    decide(CORRECT, claim.id, stance="denied")
    newer = page.rendered("CORRECTED\n" + page.text.replace(" ", "  "))
    keep(newer)
    (moved,) = casebook.claims()
    assert moved.span.of(newer.text).split() == QUOTE.split()
    assert moved.stance == "denied"
    assert [issue.code for issue in casebook.issues()] == ["machine-reads-no-longer"]


def test_a_decision_whose_words_are_gone_is_an_issue(casebook, page, keep, claim, decide):
    decide(ACCEPT, claim.id)
    keep(page.rendered("The report was withdrawn."))
    assert casebook.claims() == ()
    assert [issue.code for issue in casebook.issues()] == ["decision-without-words"]


def test_decisions_are_on_the_chain_under_their_author(casebook, claim, decide):
    decide(ACCEPT, claim.id)
    last = casebook.custody()[-1]
    assert (last.actor, last.action, last.subject) == ("Ada", "decided", "d0")
    assert casebook.verify() == ()


def test_a_doubtful_claim_counts_once_a_person_has_accepted_or_corrected_it(casebook, page, keep, decide):
    claim = replace(page.claim(QUOTE), needs_review=True)
    keep(page, claim)
    assert [each.needs_review for each in casebook.claims()] == [True]
    accepted = decide(ACCEPT, claim.id)
    assert casebook.claims() == (replace(claim, needs_review=False),)
    decide(UNDO, accepted.id)
    assert casebook.claims() == (claim,)
    decide(CORRECT, claim.id, stance="denied")
    assert [(each.stance, each.needs_review) for each in casebook.claims()] == [("denied", False)]


def test_that_a_claim_needs_review_is_no_word_of_a_correction(page, keep, decide):
    claim = replace(page.claim(QUOTE), needs_review=True)
    keep(page, claim)
    with pytest.raises(InvalidDecision, match="can't change 'needs_review'"):
        decide(CORRECT, claim.id, needs_review=False)


def test_an_accepted_second_claim_never_takes_the_place_of_a_first(casebook, page, keep, decide):
    first = page.claim(QUOTE)
    second = replace(first, id="second", ordinal=1, needs_review=True)
    keep(page, first)
    other = ReaderVersion(name="second", version="1")
    casebook.add_reading(page.report, page.rendition, Reading(claims=(second,)), reader=other)
    decide(ACCEPT, second.id)
    casebook.add_reading(page.report, page.rendition, Reading(claims=()), reader=replace(other, version="2"))
    assert {claim.id for claim in casebook.claims()} == {first.id, second.id}
