"""Incidents and assessments are a function of captures, claims, decisions and the log of ids."""

from dataclasses import replace
from datetime import date

import pytest

from civharm.casebook.store import Casebook
from civharm.model.assessments import Grading
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import RecordStatus
from civharm.pipeline import recompute, refresh

FIRST = "On Tuesday shells killed three people in Norhaven. Mayor Odo Vell denied it."
SECOND = "A doctor said three people died when shells hit the market of Norhaven on Tuesday."


@pytest.fixture
def told(casebook, new_page, keep):
    """Two reports of one incident, linked and assessed."""
    first, second = new_page(FIRST, "a.txt"), new_page(SECOND, "b.txt")
    keep(first, first.claim("shells killed three people in Norhaven"))
    keep(second, second.claim("three people died when shells hit the market"))
    assert refresh(casebook)
    return casebook


def state_of(casebook, as_known_on=None):
    state = casebook.state(as_known_on)
    parts = (
        "reports",
        "decisions",
        "given_ids",
        "incidents",
        "assessments",
        "relations",
        "ledger",
        "linking",
        "issues",
    )
    return {part: getattr(state, part) for part in parts} | {"claims": state.reviewed}


def test_a_rebuild_finds_what_is_stored(told):
    assert told.incidents()
    assert len(told.assessments()) == len(told.incidents())
    assert told.rebuild(recompute) == ()
    assert refresh(told) == 0


def test_a_rebuild_writes_nothing(casebook, page, keep):
    keep(page, page.claim("shells killed three people"))
    before = casebook.folder.custody_log_path.read_bytes()
    assert casebook.rebuild(recompute)
    assert (casebook.incidents(), casebook.given_ids()) == ((), ())
    assert casebook.folder.custody_log_path.read_bytes() == before


def test_a_rebuild_says_what_came_out_otherwise(told):
    def lenient(store):
        again = recompute(store)
        changed = tuple(replace(each, independent_clusters=9) for each in again.assessments)
        return replace(again, assessments=changed)

    (incident,) = told.incidents()
    assert told.rebuild(lenient) == (f"the incident {incident.id} is assessed otherwise",)


def test_an_incident_is_gone_with_its_claims_and_back_under_its_id(told, decide):
    (before,) = told.incidents()
    rejections = [decide(Action.REJECT_CLAIM, claim.id) for claim in told.claims()]
    refresh(told)
    assert (told.incidents(), told.assessments()) == ((), ())
    for rejection in rejections:
        decide(Action.UNDO, rejection.id)
    refresh(told)
    assert told.incidents() == (before,)


def test_an_incident_keeps_its_id_when_its_claims_are_corrected(told, decide):
    (before,) = told.incidents()
    for claim in told.claims():
        decide(Action.CORRECT_CLAIM, claim.id, weapon="mortar")
    refresh(told)
    (after,) = told.incidents()
    assert (after.id, after.code) == (before.id, before.code)
    assert not set(after.claims) & set(before.claims)


def test_a_person_signs_a_grading(told, decide):
    (incident,) = told.incidents()
    decide(Action.SIGN_GRADING, incident.id, grading="fair")
    assert told.assessments()[0].grading is Grading.FAIR
    assert told.incidents()[0].status is RecordStatus.REVIEWED
    assert told.custody()[-1].action == "grading_signed"
    assert told.rebuild(recompute) == ()


def test_a_signature_is_undone(told, decide):
    (incident,) = told.incidents()
    signed = decide(Action.SIGN_GRADING, incident.id, grading="fair")
    decide(Action.UNDO, signed.id)
    assert told.assessments()[0].grading is None


@pytest.mark.parametrize("change", [{}, {"grading": "splendid"}])
def test_a_signature_needs_a_grading(told, decide, change):
    with pytest.raises(InvalidDecision, match="one of confirmed, fair"):
        decide(Action.SIGN_GRADING, told.incidents()[0].id, **change)


def test_a_lead_has_no_grading(casebook, new_page, keep, decide):
    page = new_page("Shells killed people.")
    placeless = replace(page.claim("Shells killed people"), where=(), when=None)
    keep(page, placeless)
    refresh(casebook)
    (lead,) = casebook.incidents()
    with pytest.raises(InvalidDecision, match="is a lead"):
        decide(Action.SIGN_GRADING, lead.id, grading="fair")


def test_a_signature_on_what_changed_later_is_an_issue(told, decide, clock):
    decide(Action.SIGN_GRADING, told.incidents()[0].id, grading="fair")
    clock.next_day()
    decide(Action.REJECT_CLAIM, told.claims()[0].id)
    refresh(told)
    assert [issue.code for issue in told.issues()] == ["signed-incident-changed"]
    assert told.assessments()[0].grading is Grading.FAIR


def test_a_signature_on_what_is_gone_is_an_issue(told, decide):
    decide(Action.SIGN_GRADING, told.incidents()[0].id, grading="fair")
    for claim in told.claims():
        decide(Action.REJECT_CLAIM, claim.id)
    refresh(told)
    assert [issue.code for issue in told.issues()] == ["signed-incident-gone"]


def test_the_past_stays_as_it_was_known(told, decide, clock):
    first_day = date(2021, 5, 4)
    before = state_of(told, first_day)
    clock.next_day()
    decide(Action.REJECT_CLAIM, told.claims()[0].id)
    refresh(told)
    assert state_of(told, first_day) == before
    assert state_of(told) != before


def test_both_databases_come_to_the_same_state(told, tmp_path, new_page, decide, clock):
    """The same captures, claims and decisions replayed into a fresh casebook on SQLite."""
    decide(Action.CORRECT_CLAIM, told.claims()[0].id, weapon="mortar")
    decide(Action.SIGN_GRADING, told.incidents()[0].id, grading="weak")
    refresh(told)
    other = Casebook.create(tmp_path / "other", clock=clock)
    replay(told, other)
    assert state_of(other) == state_of(told)
    assert other.rebuild(recompute) == ()


def replay(told, other):
    from civharm.model.ports import Reading
    from civharm.model.store import ReaderVersion

    for capture in told.captures():
        other.add_capture(capture, told.content(capture.sha256))
    state = told.state()
    for row, report in zip(state.report_rows.values(), state.reports, strict=True):
        claims = tuple(claim for claim in state.machine_claims if claim.report_id == report.id)
        from civharm.casebook.rows import rendition_of

        other.add_reading(
            report,
            rendition_of(row.rendition),
            Reading(claims=claims),
            reader=ReaderVersion(name="fake", version="1"),
        )
    refresh(other)
    for (
        decision
    ) in told.decisions():  # what its author saw is set again, for nothing was worked out in between
        other.decide(replace(decision, seen=()))
    refresh(other)
