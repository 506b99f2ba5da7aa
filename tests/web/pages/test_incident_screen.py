"""What the screen of an incident says: its history before and after, what would change its grade, its reports in time."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from civharm.accounts.people import Person, Right, right_for
from civharm.assessments.assess import assess
from civharm.casebook.versions import Version
from civharm.catalogue.record import Index
from civharm.codebook.load import default_codebook
from civharm.model.assessments import Grading, StrikeStatus
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import DoubtfulPair, RecordStatus
from civharm.model.places import Place, PlacePrecision
from civharm.model.times import When
from civharm.web.incident.facts import differences, facts_of
from civharm.web.incident.forms import Sent, wanted
from civharm.web.incident.grade import grade_view
from civharm.web.incident.history import history, known_on
from civharm.web.incident.screen import Behind, screen
from civharm.web.incident.telling import Figure, _against, telling
from civharm.web.setup import ready

ready()
READER = Person(name="Rana", rights=frozenset({Right.LOOK}))
ALONE = Person.alone()


@pytest.fixture
def index(record):
    return Index(record)


@pytest.fixture
def strike(index):
    return index.incidents["i-airstrike"]


@pytest.fixture
def assessed(index):
    return index.assessments["i-airstrike"]


def day(number):
    return datetime(2021, 4, number, 9, tzinfo=UTC)


def a_decision(number, action, target="i-airstrike", author="Mira", **change):
    return Decision(
        id=f"d{number}", action=action, target=target, author=author, reason="read again",
        decided_at=day(number), change=change,
    )  # fmt: skip


def changed(event):
    return {each.label: (each.before, each.after) for each in event.changes}


def test_the_history_tells_what_each_step_changed(strike, assessed):
    later = replace(strike, when=When.on(date(2021, 3, 10)), status=RecordStatus.MACHINE)
    versions = [
        Version(at=day(1), incident=strike, assessment=assessed),
        Version(at=day(3), incident=later, assessment=assessed),
    ]
    decisions = [
        a_decision(2, Action.SIGN_GRADING, grading="fair"),
        a_decision(4, Action.OVERRIDE_BOUND, harm="killed", status="civilian", group="all", min=13),
        a_decision(5, Action.UNDO, target="d2"),
    ]
    first, signed, anew, bound, undone = history(versions, decisions)
    assert first.is_first and changed(first)["When"] == (None, "9 March 2021")
    assert changed(signed) == {"Grade, signed": (None, "fair")} and signed.is_undone
    assert changed(anew) == {"When": ("9 March 2021", "10 March 2021")} and anew.decision is None
    assert changed(bound) == {
        "Civilians killed": ("12–16", "13–16 (set by hand; machine: 12–16)"),
    }
    assert changed(undone) == {"Grade, signed": ("fair", None)}


def test_a_version_that_says_nothing_new_is_no_event(strike, assessed):
    versions = [Version(at=day(n), incident=strike, assessment=assessed) for n in (1, 2)]
    assert len(history(versions, [])) == 1


def test_an_incident_that_is_composed_no_longer_loses_all_that_stood(strike, assessed):
    versions = [
        Version(at=day(1), incident=strike, assessment=assessed),
        Version(at=day(2), incident=None, assessment=assessed),
    ]
    *_, gone = history(versions, [])
    assert changed(gone)["Civilians killed"] == ("12–16", None)


@pytest.mark.parametrize(
    ("known", "killed"),
    [
        (date(2021, 3, 31), None),
        (date(2021, 4, 1), "12–16"),
        (date(2021, 4, 4), "13–16 (set by hand; machine: 12–16)"),
    ],
)
def test_what_was_known_on_a_day_is_told_beside_what_came_since(strike, assessed, known, killed):
    bound = a_decision(4, Action.OVERRIDE_BOUND, harm="killed", status="civilian", group="all", min=13)
    events = history([Version(at=day(1), incident=strike, assessment=assessed)], [bound])
    found = known_on(known, events)
    assert found.facts.get("Civilians killed") == killed
    assert bool(found.since) == (known < date(2021, 4, 4))


def test_a_place_that_no_gazetteer_knows_is_never_named(strike, assessed):
    house = Place(words="the house of Huda Marwani", name="the house of Huda Marwani", id=None, country="IQ",
                  precision=PlacePrecision.EXACT)  # fmt: skip
    told = facts_of(replace(strike, where=house), assessed)
    assert "Marwani" not in " ".join(told.values())


@pytest.mark.parametrize(
    ("changes", "labels"),
    [
        ({"proposed_grading": Grading.WEAK}, ["Grade, machine"]),
        ({"signed_strike_status": StrikeStatus.CONTESTED}, ["Strike status, set by a person"]),
        ({"is_signed_off": True}, ["Signed off"]),
        ({"tolls": ()}, ["Civilians killed"]),
        ({}, []),
    ],
)
def test_only_what_differs_is_told(strike, assessed, changes, labels):
    after = facts_of(strike, replace(assessed, **changes))
    assert [each.label for each in differences(facts_of(strike, assessed), after)] == labels


def test_what_would_change_a_grade_comes_from_the_tables(index, strike):
    claims, reports = index.claims_of(strike.claims), index.record.reports
    recorded = assess(strike, claims, reports, codebook=default_codebook())
    found = grade_view(Index(replace(index.record, assessments=(recorded,))), strike, {})
    assert found.is_as_recorded and found.would_change
    assert recorded.proposed_grading not in [each.grading for each in found.would_change]
    assert [row.fired for row in found.rows] == [False] * (len(found.rows) - 1) + [True]


def test_where_rules_have_changed_since_nothing_is_said_of_what_would_change_the_grade(index, strike):
    recorded = replace(index.assessments["i-airstrike"], proposed_grading=Grading.DISCOUNTED)
    stale = grade_view(Index(replace(index.record, assessments=(recorded,))), strike, {})
    assert not stale.is_as_recorded and stale.would_change == ()


def test_an_incident_without_an_assessment_has_no_way_to_a_grade(index, strike):
    assert grade_view(Index(replace(index.record, assessments=())), strike, {}) is None


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ([], (12, 14), "the first number"),
        ([], (None, None), "no number"),
        ([(12, 14)], (12, 14), "as before"),
        ([(12, 14)], (16, 16), "more: 12–14 → 16"),
        ([(12, 14)], (9, 9), "fewer: 12–14 → 9"),
        ([(12, 14)], (13, 14), "otherwise: 12–14 → 13–14"),
        ([(12, 14), (None, None)], (None, 20), "more: 12–14 → up to 20"),
    ],
)
def test_a_figure_is_told_against_the_last_one_before_it(before, now, words):
    earlier = [Figure(low=low, high=high) for low, high in before]
    assert _against(Figure(low=now[0], high=now[1]), earlier) == words


def test_reports_stand_in_the_order_of_publication_with_the_killed_that_they_tell_of(index, strike):
    rows = telling(index, strike).rows
    assert [(row.card.report.id, row.killed.words, row.cluster) for row in rows] == [
        ("r1", "12–14", 1),
        ("r2", "16", 2),
    ]
    assert rows[1].against == "more: 12–14 → 16"


@pytest.mark.parametrize(("person", "may"), [(READER, False), (ALONE, True)])
def test_forms_are_for_those_who_may_assess_where_there_is_a_casebook(index, strike, person, may):
    assert screen(index, strike, person=person, behind=Behind(version="v1")).can_decide is may
    assert not screen(index, strike, person=person, behind=Behind()).can_decide


def test_another_incident_that_may_be_the_same_is_offered_for_judging(index, strike):
    found = screen(index, strike, person=ALONE, behind=Behind(version="v1")).doubts
    assert [(each.own.claim.id, each.incident.id) for each in found] == [
        (strike.founding_claim, "i-shelling")
    ]
    pair = index.record.doubtful[0]
    inside = DoubtfulPair(left=pair.left, right=strike.claims[2], score=0, features=())
    alone = Index(replace(index.record, doubtful=(inside,)))
    assert screen(alone, strike, person=ALONE, behind=Behind(version="v1")).doubts == ()


def sent(**fields):
    machine = fields.pop("machine_reason", "")
    plain = {name: value if isinstance(value, list) else [value] for name, value in fields.items()}
    return Sent(incident="i1", fields=plain, machine_reason=machine)


@pytest.mark.parametrize(
    ("fields", "target", "change"),
    [
        ({"action": "sign_grading", "grading": "fair"}, "i1", {"grading": "fair"}),
        ({"action": "override_strike", "strike_status": "likely"}, "i1", {"strike_status": "likely"}),
        (
            {"action": "override_bound", "counted": "killed:civilian:all", "min": "1,200", "max": "unknown"},
            "i1",
            {"harm": "killed", "status": "civilian", "group": "all", "min": 1200, "max": None},
        ),
        (
            {"action": "override_bound", "counted": "killed:civilian:all", "min": "", "max": "0"},
            "i1",
            {"harm": "killed", "status": "civilian", "group": "all", "max": 0},
        ),
        ({"action": "sign_off"}, "i1", {}),
        ({"action": "sign_off", "alone": "yes"}, "i1", {"alone": True}),
        ({"action": "note"}, "i1", {"visibility": "internal"}),
        ({"action": "merge", "other": "IQ-1"}, "i1", {"incidents": ["i1", "IQ-1"]}),
        ({"action": "split", "claims": ["a", "b", "a"]}, "i1", {"claims": ["a", "b"]}),
        ({"action": "move", "claims": ["a"], "other": "IQ-1"}, "i1", {"claims": ["a"], "to": "IQ-1"}),
        (
            {"action": "relate", "other": "i2", "relation": "has_part"},
            "i2",
            {"incidents": ["i2", "i1"], "relation": "part_of"},
        ),
        (
            {"action": "judge", "pair": ["a", "b"], "verdict": "negative"},
            "a",
            {"claims": ["a", "b"], "verdict": "negative"},
        ),
        ({"action": "undo", "target": "d1"}, "d1", {}),
    ],
)
def test_a_form_means_a_decision(fields, target, change):
    act = wanted(sent(reason=" why ", **fields))
    assert (act.action, act.target, act.change, act.reason) == (fields["action"], target, change, "why")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "no such form"),
        ({"action": "correct_claim", "reason": "x"}, "no such form"),
        ({"action": "sign_grading", "reason": "x"}, "choose a grade"),
        ({"action": "sign_grading", "grading": "fair"}, "say why"),
        ({"action": "sign_grading", "grading": "fair", "checked": "yes"}, "say why"),
        ({"action": "note", "reason": "  "}, "write the note"),
        ({"action": "override_bound", "counted": "killed", "reason": "x"}, "choose the toll"),
        (
            {"action": "override_bound", "counted": "a:b:c", "min": "1.5", "reason": "x"},
            "neither a whole number",
        ),
        ({"action": "merge", "reason": "x"}, "name the other incident"),
        ({"action": "split", "reason": "x"}, "choose the claims"),
        ({"action": "judge", "claims": ["a"], "reason": "x"}, "choose two claims"),
    ],
)
def test_a_form_that_lacks_something_is_told_what(fields, told):
    with pytest.raises(InvalidDecision, match=told):
        wanted(sent(**fields))


def test_the_machines_reason_is_taken_only_where_somebody_says_that_they_checked_it():
    act = wanted(sent(action="sign_grading", grading="fair", checked="yes", machine_reason="two clusters"))
    assert act.reason == "checked against the reports: two clusters"
    own = wanted(
        sent(
            action="sign_grading", grading="fair", checked="yes", reason="mine", machine_reason="two clusters"
        )
    )
    assert own.reason == "mine"


@pytest.mark.parametrize(
    ("action", "fields", "seen"),
    [
        ("sign_grading", {"grading": "fair"}, ["v1"]),
        ("note", {}, []),
        ("undo", {"target": "d1"}, []),
        ("judge", {"pair": ["a", "b"], "verdict": "positive"}, []),
        ("judge", {"pair": ["a", "b"], "verdict": "positive", "confirmed": "yes"}, ["v1"]),
    ],
)
def test_a_decision_is_held_to_what_the_page_was_made_of(action, fields, seen):
    assert list(wanted(sent(action=action, reason="x", seen="v1", **fields)).seen) == seen


def test_signing_off_is_a_right_of_its_own():
    assert right_for(Action.SIGN_OFF) is Right.SIGN_OFF
    assert right_for(Action.MERGE) is Right.ASSESS
