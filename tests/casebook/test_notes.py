"""Notes on incidents: signed, for the team or for the public, undone like any decision; they change nothing."""

import pytest

from civharm.casebook.review import in_force
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.notes import NoteVisibility, notes_on
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
    [({"visibility": "friends"}, "internal, public"), ({"grading": "fair"}, "no field 'grading'")],
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
