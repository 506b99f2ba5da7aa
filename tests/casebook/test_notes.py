"""Notes on incidents: signed, for the team or for the public, undone like any decision; they change nothing."""

import pytest

from civharm.casebook.review import in_force
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.notes import Analysis, Basis, NoteVisibility, notes_on
from civharm.pipeline import refresh


@pytest.fixture
def told(casebook, new_page, keep):
    page = new_page("Shells killed three people in Norhaven.", "a.txt")
    keep(page, page.claim("Shells killed three people"))
    refresh(casebook)
    return casebook


def notes(casebook):
    incident = casebook.incidents()[0]
    return notes_on((incident.id, *incident.aliases), in_force(casebook.decisions()))


@pytest.mark.parametrize(
    ("said", "visibility"),
    [({}, "internal"), ({"visibility": "internal"}, "internal"), ({"visibility": "public"}, "public")],
)
def test_a_note_is_for_the_team_unless_it_says_otherwise(told, decide, said, visibility):
    decide(Action.NOTE, told.incidents()[0].code, **said)
    (note,) = notes(told)
    assert (note.visibility, note.words) == (NoteVisibility(visibility), "read the report again")
    assert note.decision.target == told.incidents()[0].id


@pytest.mark.parametrize(
    ("said", "told_back"),
    [
        ({"visibility": "friends"}, "internal, public"),
        ({"grading": "fair"}, "no field 'grading'"),
        ({"analysis": "moral"}, "source, content, technical"),
        ({"analysis": "source", "basis": "guessed"}, "observed, inferred, nothing_found"),
        ({"basis": "inferred"}, "of an analysis"),
        ({"copy": "somewhere"}, "https"),
        ({"copy": "javascript:alert(1)"}, "https"),
        ({"copy": "https://a.example/ https://b.example/"}, "https"),
    ],
)
def test_what_is_no_note_is_refused(told, decide, said, told_back):
    with pytest.raises(InvalidDecision, match=told_back):
        decide(Action.NOTE, told.incidents()[0].code, **said)
    assert notes(told) == ()


def test_an_undone_note_is_gone(told, decide):
    note = decide(Action.NOTE, told.incidents()[0].id)
    decide(Action.UNDO, note.id)
    assert notes(told) == ()


def test_a_note_stands_in_nobodys_way(told, decide, clock):
    incident = told.incidents()[0].id
    seen = told.version(incident)
    decide(Action.NOTE, incident)
    told.decide(
        Decision(
            id="signed", action=Action.SIGN_GRADING, target=incident, author="Ben", reason="read",
            decided_at=clock(), change={"grading": "weak"}, seen=(seen,),
        )
    )  # fmt: skip
    assert told.assessments()[0].grading == "weak"


def test_a_note_tells_of_which_analysis_it_is_and_what_it_rests_on(told, decide):
    copy = "https://web.archive.org/web/2017/https://news.example/1"
    decide(Action.NOTE, told.incidents()[0].id, analysis="technical", basis="nothing_found", copy=copy)
    (note,) = notes(told)
    assert (note.analysis, note.basis, note.copy) == (Analysis.TECHNICAL, Basis.NOTHING_FOUND, copy)
    assert note.decision.change == {
        "visibility": "internal", "analysis": "technical", "basis": "nothing_found", "copy": copy,
    }  # fmt: skip


def test_a_plain_note_says_what_it_said_before_there_were_analyses(told, decide):
    decide(Action.NOTE, told.incidents()[0].id, analysis="", basis="", copy="")
    assert notes(told)[0].decision.change == {"visibility": "internal"}
