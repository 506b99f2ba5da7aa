"""A table of somebody's own, by a mapping that is said once."""

import json

import pytest

from civharm.exchange.kinds import Kind, form_of
from civharm.exchange.mapping import mapping_in, save_mapping, saved_mapping
from civharm.exchange.recorded import BadCell
from civharm.model.claims import ClaimKind
from civharm.model.errors import InvalidInput
from tests.exchange.conftest import claims_of, told
from tests.exchange.rows import TABLE

FORM = form_of(Kind.TABLE)
THEIRS = {"Ref": "A1", "Tag": "17/03/2017", "Ort": "Norhaven", "Tote": 4}
MAPPING = {
    "id": "Ref",
    "date": "Tag",
    "place": "Ort",
    "people_killed_min": "Tote",
    "people_killed_max": "Tote",
}


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"lat": "36,34"}, "lat"),
        ({"lat": "143.12", "lon": "36.34"}, "lat"),
        ({"date": "31/02/2017"}, "date"),
        ({"date": "42811"}, "date"),
        ({"civilians_killed_min": 9}, "civilians_killed_min"),
        ({"civilians_killed_max": "about ten"}, "civilians_killed_max"),
        ({"civilians_killed_max": -3}, "civilians_killed_max"),
        ({"place": "=A1"}, "place"),
        ({"precision": "roughly"}, "precision"),
    ],
)
def test_a_wrong_cell_is_named(changed, column):
    with pytest.raises(BadCell) as wrong:
        told(TABLE | changed, Kind.TABLE)
    assert wrong.value.column == column
    assert wrong.value.what and wrong.value.remedy


def test_a_row_with_nothing_but_an_id_and_a_day_is_an_attack_without_numbers():
    (claim,) = claims_of({"id": "A1", "date": "2017-03-17"}, Kind.TABLE)
    assert (claim.kind, claim.casualties, claim.where) == (ClaimKind.ATTACK, (), ())


def test_a_mapping_is_kept_in_the_casebook(tmp_path):
    assert saved_mapping(tmp_path, "Lake Monitor", FORM) is None
    save_mapping(tmp_path, "Lake Monitor", MAPPING, form_of(Kind.TABLE))
    assert saved_mapping(tmp_path, "Lake Monitor", FORM) == MAPPING
    assert saved_mapping(tmp_path, "Hill Watch", FORM) is None


@pytest.mark.parametrize("content", ["no json", "[]", '{"colour": "x"}', '{"id": 3}', '{"id": " "}'])
def test_a_mapping_that_is_none_is_refused(content, tmp_path):
    path = tmp_path / "mapping.json"
    path.write_text(content)
    with pytest.raises(InvalidInput, match="the fields are id, date"):
        mapping_in(path, FORM)


def test_a_mapping_file_may_be_one_that_was_kept(tmp_path):
    path = tmp_path / "mapping.json"
    path.write_text(json.dumps({"recorder": "Lake Monitor", "columns": MAPPING}))
    assert mapping_in(path, FORM) == MAPPING
