"""Importing once, again, changed, and with rows gone; and what a file that is none comes to."""

import pytest

from civharm.exchange.importing import Order, import_file
from civharm.exchange.kinds import Kind, form_of
from civharm.incidents.records import records_among
from civharm.model.claims import Stance
from civharm.model.errors import InvalidInput
from civharm.model.store import Kept
from civharm.pipeline import built_in_terms, read_kept, refresh
from tests.exchange.conftest import NOW, VOCABULARY, said
from tests.exchange.rows import GED, TABLE


def test_the_same_file_adds_nothing(table, bring_in, casebook):
    path = table([GED, GED | {"id": 102}])
    assert bring_in(path, Kind.UCDP_GED).kept == Kept(new=2)
    before = casebook.custody()
    assert bring_in(path, Kind.UCDP_GED).kept == Kept(same=2)
    assert casebook.custody() == before
    assert casebook.verify() == ()


def test_a_changed_row_is_the_same_report_read_anew(table, bring_in, casebook):
    bring_in(table([GED, GED | {"id": 102}]), Kind.UCDP_GED)
    (old, _) = casebook.claims()
    result = bring_in(table([GED | {"high": 9}, GED | {"id": 102}]), Kind.UCDP_GED)
    assert result.kept == Kept(changed=1, same=1)
    assert len(casebook.reports()) == 2
    new = next(claim for claim in casebook.claims() if claim.report_id == old.report_id)
    assert (said(old), said(new)) == (["killed civilian 3-7"], ["killed civilian 3-9"])
    assert new.supersedes == old.id
    assert casebook.verify() == ()


def test_a_row_that_changes_back_is_read_as_before(table, bring_in, casebook):
    for high in (7, 9, 7):
        bring_in(table([GED | {"high": high}]), Kind.UCDP_GED)
    assert said(*casebook.claims()) == ["killed civilian 3-7"]


def test_a_row_that_is_gone_is_told_and_stays(table, bring_in, casebook):
    bring_in(table([GED, GED | {"id": 102}]), Kind.UCDP_GED)
    result = bring_in(table([GED]), Kind.UCDP_GED)
    assert (result.missing, result.withdrawn) == (("102",), 0)
    assert {claim.stance for claim in casebook.claims()} == {Stance.ASSERTED}


def test_a_row_gone_from_the_whole_set_is_withdrawn_and_may_come_back(table, bring_in, casebook):
    both = [GED, GED | {"id": 102, "date_start": "2017-05-01", "date_end": "2017-05-01"}]
    bring_in(table(both), Kind.UCDP_GED)
    for expected in (1, 0):  # once more changes nothing
        assert bring_in(table([GED]), Kind.UCDP_GED, is_complete=True).withdrawn == expected
    assert sorted(claim.stance for claim in casebook.claims()) == ["asserted", "retracted"]
    refresh(casebook)
    assert len(casebook.incidents()) == 1
    assert bring_in(table(both), Kind.UCDP_GED).kept == Kept(changed=1, same=1)
    assert {claim.stance for claim in casebook.claims()} == {Stance.ASSERTED}
    assert casebook.verify() == ()


def test_two_recorders_of_one_kind_do_not_meet(table, bring_in, casebook):
    path = table([TABLE])
    for recorder in ("Lake Monitor", "Hill Watch"):
        assert bring_in(path, Kind.TABLE, recorder=recorder).kept == Kept(new=1)
    assert bring_in(table([TABLE | {"id": "A2"}]), Kind.TABLE, recorder="Hill Watch").missing == ("A1",)


def test_an_id_that_stands_twice_is_an_error(table, bring_in):
    result = bring_in(table([GED, GED | {"high": 9}]), Kind.UCDP_GED)
    assert [(error.row, error.column) for error in result.errors] == [(3, "id")]
    assert result.kept == Kept(new=1)


def test_all_wrong_rows_are_told_and_the_first_are_held(table, casebook):
    path = table([GED | {"id": number, "low": "many"} for number in range(1_200)])
    order = Order(form=form_of(Kind.UCDP_GED), recorder="Lake Monitor")
    told = []
    result = import_file(path, casebook, order, vocabulary=VOCABULARY, on_error=told.append)
    assert (result.wrong, len(result.errors), len(told)) == (1_200, 1_000, 1_200)
    assert told[-1].row == 1_201


def test_a_file_of_many_batches_is_one_chain_in_the_order_of_its_rows(table, bring_in, casebook):
    rows = [GED | {"id": number} for number in range(1_100)]
    assert bring_in(table(rows), Kind.UCDP_GED).kept == Kept(new=1_100)
    changed = [row | {"high": 9} if row["id"] % 2 else row for row in rows]
    assert bring_in(table(changed), Kind.UCDP_GED).kept == Kept(changed=550, same=550)
    assert casebook.verify() == ()
    ids = {report.id: report.external_id for report in casebook.reports()}
    read = [ids[entry.subject] for entry in casebook.custody() if entry.action == "read"]
    assert read == [str(row["id"]) for row in rows] + [str(number) for number in range(1, 1_100, 2)]


def test_two_records_of_one_list_are_two_incidents_however_alike(table, bring_in, casebook):
    bring_in(table([GED, GED | {"id": 102}]), Kind.UCDP_GED)
    refresh(casebook)
    assert [len(each.reports) for each in casebook.incidents()] == [1, 1]


def test_records_of_two_recorders_meet_in_one_incident(table, bring_in, casebook):
    bring_in(table([GED]), Kind.UCDP_GED)
    bring_in(table([TABLE | {"civilians_killed_max": 7}], "own.csv"), Kind.TABLE)
    refresh(casebook)
    (incident,), (assessment,) = casebook.incidents(), casebook.assessments()
    assert len(incident.reports) == 2
    assert assessment.independent_clusters == 2


def test_records_are_not_read_again_as_words(table, bring_in, casebook):
    bring_in(table([GED]), Kind.UCDP_GED)
    before = casebook.claims()
    assert list(read_kept(casebook.kept(), casebook, built_in_terms(lambda: NOW))) == []
    assert casebook.claims() == before
    assert records_among(before) == {casebook.reports()[0].id}


THEIRS = {"Ref": "A1", "Tag": "17/03/2017", "Ort": "Norhaven", "Tote": 4, "Note": "Shells hit the town"}
MAPPING = {
    "id": "Ref",
    "date": "Tag",
    "place": "Ort",
    "people_killed_min": "Tote",
    "people_killed_max": "Tote",
}


def test_their_columns_are_read_by_the_mapping_and_named_in_errors(table, bring_in, casebook):
    rows = [THEIRS, THEIRS | {"Ref": "A2", "Tote": "viele"}, THEIRS | {"Ref": "A3", "Ort": "x" * 2000}]
    result = bring_in(table(rows, encoding="utf-16"), Kind.TABLE, columns=MAPPING)
    assert [(error.row, error.column) for error in result.errors] == [(3, "tote"), (4, "ort")]
    assert result.unread == ("note",)
    assert said(*casebook.claims()) == ["killed unknown 4-4"]
    assert "Shells" not in "".join(casebook.texts().values())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"id,date_start\n", "empty"),
        (b"name,age\nA,1\n", "columns"),
        (b"%PDF-1.4 a table", "not-text"),
    ],
    ids=["empty", "a header alone", "another table", "a PDF"],
)
def test_a_file_that_is_none_is_refused_whole(content, code, tmp_path, bring_in, casebook):
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as refused:
        bring_in(path, Kind.UCDP_GED)
    assert refused.value.code == code
    assert casebook.captures() == ()
