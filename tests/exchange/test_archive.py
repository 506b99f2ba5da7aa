"""A team's own archive: its incidents with their codes, aliases and decisions, idempotent, updating and undoable."""

import pytest

from civharm.casebook.adopting import change_of
from civharm.casebook.store import Casebook
from civharm.exchange.history import history_in
from civharm.exchange.importing import Order
from civharm.exchange.kinds import Kind, form_of
from civharm.exchange.own import Taking, take_over
from civharm.model.adopted import Adopted
from civharm.model.assessments import Grading
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision, InvalidInput
from civharm.model.incidents import RecordStatus
from civharm.pipeline import recompute, refresh
from civharm.publication.release.incidents import INCIDENTS, Published
from support.told import files_that_tell
from tests.exchange.conftest import NOW, VOCABULARY
from tests.exchange.rows import GED

OLD = {
    "Unique Reference Code": "NS12", "Date": "2017-03-17", "Country": "AX", "Location": "Norhaven", "Latitude": 36.34,
    "Longitude": 43.12, "Geolocation Accuracy": "Town", "Civilians Killed Min": 3, "Civilians Killed Max": 5,
    "Militants Killed Min": "", "Grading": "Fair", "Strike Status": "Likely strike", "Aliases": "OLD-7; OLD-8",
    "Graded By": "Ada Lind", "Graded On": "2019-03-04", "Graded Why": "two witnesses", "Signed Off": "yes",
    "Signed Off By": "Bo Ek", "Belligerents List": "N. Army",
}  # fmt: skip


def take(path, casebook, history=None):
    taking = Taking(casebook, by="Cleo", refresh=refresh, history=history)
    order = Order(form=form_of(Kind.ARCHIVE), recorder="Lake Monitor")
    return take_over(path, taking, order, vocabulary=VOCABULARY)


def table_of(casebook: Casebook) -> list[dict[str, object]]:
    assessments = {each.incident_id: each for each in casebook.assessments()}
    published = [
        Published(incident=each, assessment=assessments.get(each.id)) for each in casebook.incidents()
    ]
    rows = (dict(zip(INCIDENTS.names, row, strict=True)) for row in INCIDENTS.rows(published))
    return sorted(rows, key=lambda row: str(row["Id"]))


def decide(casebook, action, target, **change):
    decision = Decision(
        id=f"d{len(casebook.decisions())}", action=action, target=target, author="Dana", reason="read it again",
        decided_at=NOW, change=change,
    )  # fmt: skip
    kept = casebook.decide(decision)
    refresh(casebook)
    return kept


def said(casebook, action=None):
    return [each for each in casebook.decisions() if action in (None, each.action)]


def test_an_old_table_comes_in_as_the_teams_decisions(table, casebook):
    result = take(table([OLD]), casebook)
    assert (result.rows.errors, result.new, result.signed.refused) == ((), 1, ())
    (row,) = table_of(casebook)
    assert (row["Unique Reference Code"], row["Aliases"]) == ("NS12", "OLD-7; OLD-8")
    assert (row["Grading"], row["Strike Status"], row["Signed Off"]) == ("fair", "likely", "yes")
    assert (row["Civilians Killed Min"], row["Civilians Killed Max"]) == (3, 5)
    assert row["Set By Hand"].startswith("strike_status (machine: unknown)"), "people made the table"
    assert {each.author for each in said(casebook)} == {"Cleo"}, "who takes it over signs"
    (graded,), (off,) = said(casebook, Action.SIGN_GRADING), said(casebook, Action.SIGN_OFF)
    assert graded.reason == (
        "imported decision of Ada Lind, 2019-03-04: graded fair; two witnesses "
        "(archive of Lake Monitor, record NS12)"
    )
    assert off.reason.startswith("imported decision of Bo Ek: signed off")
    assert (casebook.verify(), casebook.issues(), casebook.rebuild(recompute)) == ((), (), ())


def test_the_same_archive_adds_nothing(table, casebook):
    path = table([OLD])
    take(path, casebook)
    before = casebook.custody()
    result = take(path, casebook)
    assert (result.new, result.signed.count, result.rows.kept.same) == (0, 0, 1)
    assert casebook.custody() == before


CHANGED = OLD | {"Civilians Killed Max": 8, "Grading": "Confirmed", "Date": "2017-03-18"}


def test_a_changed_record_is_the_same_incident_signed_anew(table, casebook):
    take(table([OLD]), casebook)
    (before,) = table_of(casebook)
    for row in (CHANGED, CHANGED, OLD):
        take(table([row]), casebook)
        (after,) = table_of(casebook)
        assert (after["Id"], after["Civilians Killed Max"]) == (before["Id"], row["Civilians Killed Max"])
        assert (after["Date"], after["Grading"]) == (row["Date"], row["Grading"].lower())
        assert (after["Signed Off"], casebook.issues(), casebook.rebuild(recompute)) == ("yes", (), ())
    assert table_of(casebook) == [before]


def test_what_the_archive_does_not_say_any_more_is_taken_back(table, casebook):
    take(table([OLD]), casebook)
    take(table([OLD | {"Strike Status": "", "Signed Off": ""}]), casebook)
    (row,) = table_of(casebook)
    assert (row["Strike Status"], row["Signed Off"], row["Grading"]) == ("unknown", "no", "fair")
    assert len(said(casebook, Action.UNDO)) == 2


def test_what_people_decided_here_since_holds(table, casebook):
    take(table([OLD]), casebook)
    decide(casebook, Action.SIGN_GRADING, "NS12", grading="weak")
    result = take(table([CHANGED]), casebook)
    (row,) = table_of(casebook)
    assert (row["Grading"], row["Civilians Killed Max"]) == ("weak", 8)
    assert [why.partition(":")[0] for _, why in result.signed.refused] == [
        "Dana decided here since, which holds",
        "somebody decided here since, which holds",
    ]


def test_an_archive_with_another_code_for_the_same_id_keeps_the_old_one_as_alias(table, casebook):
    release = OLD | {"Id": "0123456789abcdef0123", "Status": "reviewed", "Reports": 7}
    take(table([release]), casebook)
    take(table([release | {"Unique Reference Code": "NS13", "Aliases": ""}]), casebook)
    (row,) = table_of(casebook)
    assert (row["Unique Reference Code"], row["Aliases"]) == ("NS13", "NS12; OLD-7; OLD-8")


def test_undone_it_is_nobodys_incident_and_its_code_stays_taken(table, casebook):
    take(table([OLD]), casebook)
    (taken,) = said(casebook, Action.ADOPT)
    undone = decide(casebook, Action.UNDO, taken.id)
    (row,) = table_of(casebook)
    assert row["Id"] != taken.target
    assert row["Unique Reference Code"] == "AX-20170317-a"
    assert (row["Grading"], row["Aliases"]) == (None, None)
    result = take(table([OLD]), casebook)
    assert (result.new, result.undone) == (0, ("NS12",)), "an import does not overrule who undid it"
    decide(casebook, Action.UNDO, undone.id)
    assert [row["Unique Reference Code"] for row in table_of(casebook)] == ["NS12"]
    assert casebook.rebuild(recompute) == ()


@pytest.mark.parametrize("name", ["NS12", "ns12", "OLD-7"])
def test_a_code_of_another_incident_is_refused_with_both_named(table, casebook, name):
    take(table([OLD]), casebook)
    (own,) = casebook.incidents()
    other = OLD | {"Unique Reference Code": "NS99", "Date": "2018-01-01", "Aliases": name}
    result = take(table([OLD, other]), casebook)
    (error,) = result.rows.errors
    assert (error.row, error.column) == (3, "unique_reference_code")
    assert f"NS12 ({own.id})" in error.what
    assert "NS99 (" in error.what
    assert len(casebook.incidents()) == len(casebook.reports()) == 1, (
        "nothing of it comes in as a stranger's word"
    )


def test_a_code_that_the_machine_gave_is_refused_and_no_code_is_given_twice(table, bring_in, casebook):
    bring_in(table([GED], "ged.csv"), Kind.UCDP_GED)
    refresh(casebook)
    (machine,) = casebook.incidents()
    assert machine.code == "AX-20170317-a"
    result = take(table([OLD | {"Unique Reference Code": machine.code}]), casebook)
    assert "is the name of the incident AX-20170317-a" in result.rows.errors[0].what
    take(table([OLD | {"Unique Reference Code": "AX-20170501-a", "Date": "2017-05-01"}]), casebook)
    bring_in(
        table([GED | {"id": 7, "date_start": "2017-05-01", "date_end": "2017-05-01"}], "b.csv"), Kind.UCDP_GED
    )
    refresh(casebook)
    codes = sorted(each.code for each in casebook.incidents())
    assert codes == ["AX-20170317-a", "AX-20170501-a", "AX-20170501-b"]


def test_nothing_joins_a_record_but_by_a_persons_word_and_then_the_machine_assesses(
    table, bring_in, casebook
):
    take(table([OLD]), casebook)
    bring_in(table([GED], "ged.csv"), Kind.UCDP_GED)
    refresh(casebook)
    assert sorted(len(each.reports) for each in casebook.incidents()) == [1, 1]
    own, other = sorted(casebook.incidents(), key=lambda each: each.code != "NS12")
    decide(casebook, Action.MERGE, own.id, incidents=[own.id, other.id])
    (row,) = table_of(casebook)
    assert (row["Unique Reference Code"], row["Independent Clusters"], row["Grading"]) == ("NS12", 2, "fair")
    assert "AX-20170317-a" in row["Aliases"]


LACKING = {
    "no number": {"Civilians Killed Min": "", "Civilians Killed Max": ""},
    "no place": {"Location": "", "Country": "", "Latitude": "", "Longitude": "", "Geolocation Accuracy": ""},
    "no day": {"Date": ""},
    "fighters alone": {"Civilians Killed Min": "", "Civilians Killed Max": "", "Militants Killed Min": 2},
}


@pytest.mark.parametrize("what", LACKING)
def test_what_a_team_kept_as_an_incident_is_none_the_less_one(table, casebook, what):
    take(table([OLD | LACKING[what]]), casebook)
    (incident,), (row,) = casebook.incidents(), table_of(casebook)
    assert (incident.status, incident.lacks, incident.code) == (RecordStatus.REVIEWED, (), "NS12")
    assert row["Civilians Killed Min"] == (3 if what in ("no place", "no day") else None)


def test_history_comes_in_as_signed_notes(table, casebook):
    told = {"Code": "NS12", "Who": "Bo Ek", "When": "2018-02-01", "What": "graded weak", "Why": "one source"}
    history = history_in(table([told, told | {"Code": "XX1"}], "history.csv"))
    for _ in range(2):
        result = take(table([OLD]), casebook, history)
    (note,) = said(casebook, Action.NOTE)
    assert note.reason.startswith("imported decision of Bo Ek, 2018-02-01: graded weak; one source")
    assert (note.change, note.author) == ({"visibility": "internal"}, "Cleo")
    assert result.unmatched == ("XX1",)
    before = casebook.custody()
    take(table([OLD]), casebook)
    assert casebook.custody() == before, "an import without the history takes nothing of it back"


def test_where_a_second_person_is_needed_nobody_is_signed_off_by_an_import(table, casebook, monkeypatch):
    monkeypatch.setattr(type(casebook.folder), "is_second_person_needed", True)
    result = take(table([OLD]), casebook)
    (row,) = table_of(casebook)
    assert (row["Grading"], row["Signed Off"]) == ("fair", "no")
    assert [(code, "second person" in why) for code, why in result.signed.refused] == [("NS12", True)]


WRONG = {
    "Grading": ("Likely", "grading"),
    "Strike Status": ("Perhaps", "strike_status"),
    "Signed Off": ("perhaps", "signed_off"),
    "Parties": ("N. Army", "parties"),
    "Civilians Killed Min": ("9", "civilians_killed_min"),
    "Aliases": ("x" * 80, "unique_reference_code"),
}


@pytest.mark.parametrize("column", WRONG)
def test_a_row_that_can_not_be_taken_over_is_named(table, casebook, column):
    cell, named = WRONG[column]
    result = take(
        table([OLD | {column: cell}, OLD | {"Unique Reference Code": "NS13", "Aliases": ""}]), casebook
    )
    assert [(error.row, error.column) for error in result.rows.errors] == [(2, named)]
    assert [each.code for each in casebook.incidents()] == ["NS13"]


def test_signed_off_without_a_grading_is_an_error(table, casebook):
    result = take(table([OLD | {"Grading": ""}]), casebook)
    assert [error.column for error in result.rows.errors] == ["signed_off"]


def test_a_run_that_stopped_before_it_signed_is_finished_by_the_next(table, casebook):
    def stopped(store):
        raise InvalidInput("stopped", code="x")

    order = Order(form=form_of(Kind.ARCHIVE), recorder="Lake Monitor")
    path = table([OLD])
    with pytest.raises(InvalidInput, match="stopped"):
        take_over(path, Taking(casebook, by="Cleo", refresh=stopped), order, vocabulary=VOCABULARY)
    assert casebook.incidents() == ()
    take(path, casebook)
    (row,) = table_of(casebook)
    assert (row["Unique Reference Code"], row["Grading"], row["Signed Off"]) == ("NS12", "fair", "yes")


def test_one_decision_names_an_incident_that_is_there(table, bring_in, casebook):
    bring_in(table([GED]), Kind.UCDP_GED)
    refresh(casebook)
    (before,) = casebook.incidents()
    adopted = Adopted(
        incident="a1b2c3d4", code="NS12", claim=before.founding_claim, archive="Lake Monitor", record="NS12",
        proposed_grading=Grading.WEAK,
    )  # fmt: skip
    decide(casebook, Action.ADOPT, "a1b2c3d4", **change_of(adopted))
    (after,) = casebook.incidents()
    assert (after.id, after.code) == ("a1b2c3d4", "NS12")
    assert after.aliases == (before.id, before.code)
    with pytest.raises(InvalidDecision, match="no claim"):
        decide(
            casebook,
            Action.ADOPT,
            "b1b2c3d4",
            **change_of(Adopted(incident="b1b2c3d4", code="N", claim="zzzzzz", archive="L", record="1")),
        )
    with pytest.raises(InvalidDecision, match="needs the record"):
        decide(casebook, Action.ADOPT, "b1b2c3d4")


def test_destroyed_its_words_are_gone_from_decisions_as_well_and_its_names_stay_taken(table, casebook):
    told = {
        "Code": "NS12",
        "Who": "Bo Ek",
        "When": "2018-02-01",
        "What": "graded weak",
        "Why": "Zubaydan saw it",
    }
    record = OLD | {"Graded Why": "Zubaydan told us"}
    take(table([record]), casebook, history_in(table([told], "history.csv")))
    from civharm.casebook.destroying import Wanted
    from civharm.casebook.doing_away import destroy_evidence

    assert str(casebook.decisions()).count("Zubaydan") > 1
    for sha256 in [each.sha256 for each in casebook.captures()]:
        wanted = Wanted(sha256=sha256, by="Mira", reason="the family asked")
        destroy_evidence(casebook, wanted, recompute)
    refresh(casebook)
    assert said(casebook, Action.ADOPT) == said(casebook, Action.NOTE) == []
    assert "Zubaydan" not in str(casebook.decisions())
    casebook.close()
    assert files_that_tell(casebook.folder.path, ["Zubaydan"]) == []
    assert (casebook.incidents(), casebook.verify(), casebook.rebuild(recompute)) == ((), (), ())
    other = OLD | {"Unique Reference Code": "NS99", "Date": "2018-01-01", "Aliases": "OLD-7"}
    (error,) = take(table([other], "other.csv"), casebook).rows.errors
    assert "NS12" in error.what, "somebody may have cited it"
