"""Airwars' incidents, new and old columns: their grading is told as theirs, and never taken over."""

import pytest

from civharm.exchange.kinds import Kind
from civharm.exchange.recorded import BadCell
from tests.exchange.conftest import claims_of, lasted, said, told
from tests.exchange.rows import AIRWARS, OLD_AIRWARS


@pytest.mark.parametrize(
    ("row", "counts", "rung", "attackers"),
    [
        (AIRWARS, ["killed civilian 3-5", "killed civilian 1-2 children"], "neighbourhood", []),
        (OLD_AIRWARS, ["killed civilian 3-5", "killed combatant 2-2"], "exact_location", ["Northern Army", "Reds"]),
    ],
    ids=["new", "old"],
)  # fmt: skip
def test_new_and_old_columns(row, counts, rung, attackers):
    made = told(row, Kind.AIRWARS)
    (claim,) = made.reading.claims
    assert (said(claim), claim.where[0].precision.value) == (counts, rung)
    assert [party.name for party in claim.parties] == attackers
    assert "Grading by the recorder: Fair." in made.rendition.text
    assert (made.report.external_id, made.report.url) == ("NS12", "https://recorder.example/ns12")


@pytest.mark.parametrize(
    ("date", "days"),
    [
        ("2017-03-17/2017-03-20", ("2017-03-17", "2017-03-20", "range")),
        ("../2017-03-20", ("None", "2017-03-20", "range")),
        ("March 17, 2017", ("2017-03-17", "2017-03-17", "day")),
    ],
)
def test_when(date, days):
    start, end, precision = lasted(claims_of(OLD_AIRWARS | {"Date": date}, Kind.AIRWARS)[0])
    assert (str(start), str(end), precision) == days


def test_a_withdrawn_record_is_retracted():
    assert claims_of(AIRWARS | {"post_status": "withdrawn"}, Kind.AIRWARS)[0].stance == "retracted"


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"latitude": "4239.00416"}, "latitude"),
        ({"civilians_killed_min": 6}, "civilians_killed_min"),
        ({"geolocation_accuracy_name": "somewhere"}, "accuracy"),
        ({"code": ""}, "code"),
    ],
)
def test_a_wrong_cell_is_named(changed, column):
    with pytest.raises(BadCell) as wrong:
        told(AIRWARS | changed, Kind.AIRWARS)
    assert wrong.value.column == column
