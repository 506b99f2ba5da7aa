"""ACLED's events: one number of all sides together is never taken for civilians, nor an actor for the attacker."""

import pytest

from civharm.exchange.kinds import Kind
from civharm.exchange.recorded import BadCell
from tests.exchange.conftest import claims_of, lasted, said, told
from tests.exchange.rows import ACLED


@pytest.mark.parametrize(
    ("changed", "kind", "counts"),
    [
        ({}, "attack", ["killed unknown 5-5"]),
        ({"civilian_targeting": "Civilian targeting"}, "attack", ["killed unknown 5-5"]),
        ({"event_type": "Violence against civilians", "sub_event_type": "Attack"}, "harm", ["killed unknown 5-5"]),
        ({"fatalities": 0}, "attack", []),
        ({"fatalities": ""}, "attack", []),
    ],
)  # fmt: skip
def test_what_is_counted_of_whom(changed, kind, counts):
    (claim,) = claims_of(ACLED | changed, Kind.ACLED)
    assert (claim.kind, said(claim), claim.parties) == (kind, counts, ())


@pytest.mark.parametrize("inter", [("1", "7"), ("State forces", "Civilians")], ids=["numbers", "labels"])
def test_kinds_of_actors_by_number_and_by_label(inter):
    text = told(ACLED | {"inter1": inter[0], "inter2": inter[1]}, Kind.ACLED).rendition.text
    assert "Actors, without direction: N. Army (state forces) and Civilians (Arlandia) (civilians)." in text
    assert "Odo Vell" not in text


@pytest.mark.parametrize(
    ("code", "days"),
    [
        (1, ("2017-03-17", "2017-03-17", "day")),
        (2, ("2017-03-11", "2017-03-23", "week")),
        (3, ("2017-03-01", "2017-03-31", "month")),
    ],
)
def test_when(code, days):
    start, end, precision = lasted(claims_of(ACLED | {"time_precision": code}, Kind.ACLED)[0])
    assert (str(start), str(end), precision) == days


@pytest.mark.parametrize(("code", "rung"), [(1, "town"), (2, "subdistrict"), (3, "province")])
def test_how_exactly_where(code, rung):
    assert claims_of(ACLED | {"geo_precision": code}, Kind.ACLED)[0].where[0].precision.value == rung


def test_a_deletion_takes_the_record_back():
    (claim,) = claims_of({"event_id_cnty": "ARL1", "deleted_timestamp": "1490000000"}, Kind.ACLED)
    assert claim.stance == "retracted"


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"fatalities": "many"}, "fatalities"),
        ({"geo_precision": 7}, "geo_precision"),
        ({"inter1": 12}, "inter1"),
        ({"timestamp": "yesterday"}, "timestamp"),
        ({"event_date": "17 Mars 2017"}, "event_date"),
    ],
)
def test_a_wrong_cell_is_named(changed, column):
    with pytest.raises(BadCell) as wrong:
        told(ACLED | changed, Kind.ACLED)
    assert wrong.value.column == column
