"""Strike statuses and bounds that people set, their sign-off, and where the machine disagrees later."""

from dataclasses import replace
from datetime import timedelta

import pytest

from civharm.casebook.store import Casebook
from civharm.codebook.load import default_codebook
from civharm.explaining import explain_incident
from civharm.model.assessments import SET_BY_HAND, StrikeStatus
from civharm.model.casualties import Harm, Status
from civharm.model.decisions import Action
from civharm.model.errors import CasebookError, InvalidDecision
from civharm.pipeline import recompute, refresh
from civharm.publication.incident_lines import incident_line, overridden_lines, standing_words

BOUND, STRIKE, SIGN, OFF, UNDO = (
    Action.OVERRIDE_BOUND,
    Action.OVERRIDE_STRIKE,
    Action.SIGN_GRADING,
    Action.SIGN_OFF,
    Action.UNDO,
)
KILLED = {"harm": "killed", "status": "civilian"}


@pytest.fixture
def told(casebook, new_page, keep):
    """One report that tells of three people killed."""
    page = new_page("Shells killed three people in Norhaven.", "a.txt")
    keep(page, page.claim("Shells killed three people"))
    refresh(casebook)
    return casebook


@pytest.fixture
def code(told):
    return told.incidents()[0].code


@pytest.fixture
def later(told, new_page, keep, clock):
    """A later report of the same incident tells of more."""

    def read(killed):
        clock.next_day()
        page = new_page(f"A nurse said that shells had left {killed} people dead.", f"{killed}.txt")
        keep(page, page.claim(f"shells had left {killed} people dead", killed))
        refresh(told)

    return read


def toll(told, group="all"):
    return standing_words(told.assessments()[0], Harm.KILLED, Status.CIVILIAN, group)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ({"max": 7}, "3–7 (set by hand; machine: 3)"),
        ({"min": 1}, "1–3 (set by hand; machine: 3)"),
        ({"min": 5, "max": 5}, "5 (set by hand; machine: 3)"),
        ({"min": 0, "max": 2}, "0–2 (set by hand; machine: 3)"),
        ({"max": None}, "3 or more (set by hand; machine: 3)"),
        ({"min": None, "max": None}, "unknown (set by hand; machine: 3)"),
        ({"min": 1, "group": "children"}, "3"),
    ],
)
def test_a_bound_set_by_a_person_stands_beside_the_machine_s(told, code, decide, ends, words):
    decision = decide(BOUND, code, **KILLED, **ends)
    assert toll(told) == words
    (assessment,) = told.assessments()
    assert assessment.machine_toll(Harm.KILLED, Status.CIVILIAN).min.value == 3
    assert told.rebuild(recompute) == () and refresh(told) == 0
    decide(UNDO, decision.id)
    assert toll(told) == "3"


def test_a_toll_that_no_claim_speaks_of_is_the_person_s_alone(told, code, decide):
    decide(BOUND, code, **KILLED, group="children", min=1, max=2)
    assert toll(told, "children") == "1–2 (set by hand; machine: unknown)"


def test_the_line_names_what_was_set_with_both_values(told, code, decide):
    decide(BOUND, code, **KILLED, max=7)
    decide(BOUND, code, **KILLED, max=8)
    decide(STRIKE, code, strike_status="declared")
    line = incident_line(told.incidents()[0], told.assessments()[0])
    assert (line["civilians_killed_min"], line["civilians_killed_max"], line["strike_status"]) == (
        3,
        8,
        "declared",
    )
    told_of = {each["field"]: (each["value"], each["machine"]) for each in line["overrides"]}
    machine = told.assessments()[0].strike_status.value
    assert told_of == {"civilians_killed_max": (8, 3), "strike_status": ("declared", machine)}


def test_an_explanation_keeps_the_two_apart(told, code, decide):
    decide(BOUND, code, **KILLED, max=7)
    decide(STRIKE, code, strike_status="declared")
    explained = explain_incident(told.incidents()[0], told, default_codebook())
    assert explained.is_as_recorded
    strike, killed = overridden_lines(explained.recorded)
    assert strike.startswith("strike status: declared (set by hand; machine: ")
    assert killed == "civilian killed: 3–7 (set by hand; machine: 3)"


REFUSED = [
    ({"max": 2}, "the minimum 3 lies above the maximum 2: set both"),
    ({"min": 4}, "the minimum 4 lies above the maximum 3"),
    ({"min": 9, "max": 8}, "the minimum 9 lies above the maximum 8"),
    ({"min": -1}, "between 0 and 10,000,000 people; not -1"),
    ({"min": 0, "max": 2_000_000_000}, "not 2,000,000,000"),
    ({"max": 3.5}, "a whole number"),
    ({"max": True}, "a whole number"),
    ({"max": "nine"}, "a whole number"),
    ({}, "a minimum, a maximum or both"),
    ({"max": 9, "harm": "hurt"}, "harm must be one of killed"),
    ({"max": 9, "status": None}, "status must be one of civilian"),
    ({"max": 9, "group": ""}, "the group must be a word"),
    ({"max": 9, "colour": "red"}, "no field 'colour'"),
    (
        {"min": 4, "group": "children"},
        r"the whole is 3 at most, but its parts are 4 at least \(4 children\): T11",
    ),
]


@pytest.mark.parametrize(("change", "message"), REFUSED)
def test_a_bound_that_can_not_hold_is_refused(told, code, decide, change, message):
    with pytest.raises(InvalidDecision, match=message):
        decide(BOUND, code, **KILLED | change)
    assert told.decisions() == ()


def test_a_minimum_below_its_parts_is_refused(told, code, decide):
    decide(BOUND, code, **KILLED, group="women", min=2)
    with pytest.raises(InvalidDecision, match="its parts are 2 together at least"):
        decide(BOUND, code, **KILLED, min=1)


def test_the_last_that_was_set_holds_and_undoing_it_brings_back_the_one_before(told, code, decide):
    decide(BOUND, code, **KILLED, max=9)
    last = decide(BOUND, code, **KILLED, max=5)
    assert toll(told).startswith("3–5 ")
    decide(UNDO, last.id)
    assert toll(told).startswith("3–9 ")


def test_the_machine_never_changes_a_bound_and_says_where_it_disagrees(told, code, decide, later):
    decide(BOUND, code, **KILLED, max=7)
    assert told.issues() == ()
    later(12)
    assert toll(told) == "3–7 (set by hand; machine: 3–12)"
    (issue,) = told.issues()
    assert issue.code == "machine-disagrees"
    assert "Ada set the maximum of civilian killed (all)" in issue.message
    assert "to 7 where the machine had 3; now it has 12" in issue.message


def test_a_machine_that_comes_to_what_the_person_said_agrees(told, code, decide, later):
    decide(BOUND, code, **KILLED, max=12)
    later(12)
    assert told.issues() == ()


def test_a_machine_s_bound_never_crosses_a_person_s(told, code, decide, later):
    decide(BOUND, code, **KILLED, min=1, max=2)
    undone = decide(BOUND, code, **KILLED, min=0)
    decide(UNDO, undone.id)
    later(12)
    found = told.assessments()[0].toll(Harm.KILLED, Status.CIVILIAN)
    assert (found.min.value, found.max.value, found.max.rule) == (1, 2, SET_BY_HAND)


def test_a_strike_status_is_set_and_undone(told, code, decide):
    (before,) = told.assessments()
    decision = decide(STRIKE, code, strike_status="declared")
    (assessment,) = told.assessments()
    assert assessment.standing_strike_status is StrikeStatus.DECLARED
    assert assessment.strike_status is before.strike_status
    decide(UNDO, decision.id)
    assert told.assessments() == (before,)


@pytest.mark.parametrize("change", [{}, {"strike_status": "sure"}])
def test_a_strike_status_is_one_of_the_list(code, decide, change):
    with pytest.raises(InvalidDecision, match="one of declared, likely"):
        decide(STRIKE, code, **change)


def send(told, action, code, author, **change):
    number = len(told.decisions())
    from civharm.model.decisions import Decision

    decision = Decision(
        id=f"s{number}",
        action=action,
        target=code,
        author=author,
        reason="read all of it",
        decided_at=told.clock(),
        change=change,
    )
    told.decide(decision)
    return decision


def test_a_second_person_signs_off(told, code):
    with pytest.raises(InvalidDecision, match="nothing to sign off"):
        send(told, OFF, code, "Bo")
    send(told, SIGN, code, "Ada", grading="weak")
    with pytest.raises(
        InvalidDecision, match=r"a second person signs off; who works alone says so \(--alone\)"
    ):
        send(told, OFF, code, " ada ")
    send(told, OFF, code, "Bo")
    assert told.assessments()[0].is_signed_off
    send(told, BOUND, code, "Cy", **KILLED, max=7)
    assert not told.assessments()[0].is_signed_off, "what was set since is not signed off"


def test_one_person_alone_signs_off_where_the_casebook_wants_no_second(told, code):
    send(told, SIGN, code, "Ada", grading="weak")
    send(told, OFF, code, "Ada", alone=True)
    assert told.assessments()[0].is_signed_off
    wanting = replace(told, folder=replace(told.folder, is_second_person_needed=True))
    with pytest.raises(InvalidDecision, match="wants a second person"):
        send(wanting, OFF, code, "Ada", alone=True)


@pytest.mark.parametrize(("word", "is_needed"), [("true", True), ("false", False)])
def test_the_folder_says_whether_a_second_person_is_wanted(tmp_path, word, is_needed):
    Casebook.create(tmp_path / "a").close()
    with (tmp_path / "a" / "casebook.toml").open("a") as toml:
        toml.write(f"second_person = {word}\n")
    assert Casebook.open(tmp_path / "a").folder.is_second_person_needed is is_needed


def test_a_wish_that_is_neither_yes_nor_no_is_refused(tmp_path):
    Casebook.create(tmp_path / "a").close()
    with (tmp_path / "a" / "casebook.toml").open("a") as toml:
        toml.write('second_person = "perhaps"\n')
    with pytest.raises(CasebookError, match="second_person, which is true or false"):
        Casebook.open(tmp_path / "a")


def test_what_was_set_of_an_incident_that_is_gone_is_an_issue(told, code, decide):
    decide(BOUND, code, **KILLED, max=7)
    decide(Action.REJECT_CLAIM, told.claims()[0].id)
    refresh(told)
    assert [issue.code for issue in told.issues()] == ["override-incident-gone"]


def test_a_clock_that_is_ahead_is_refused_and_one_that_is_behind_is_told(told, code, decide, clock):
    there = clock.now
    clock.now = there + timedelta(minutes=4)
    ahead = replace(
        decide(SIGN, code, grading="weak"), id="ahead", decided_at=clock.now + timedelta(minutes=6)
    )
    with pytest.raises(InvalidDecision, match="set the clock of one of the two machines right"):
        told.decide(ahead)
    told.decide(replace(ahead, id="behind", decided_at=there - timedelta(hours=2), seen=()))
    assert [issue.code for issue in told.issues()] == ["decision-dated-before"]
    assert [decision.id for decision in told.decisions()] == ["d0", "behind"], (
        "the log's order, not the clock's"
    )
