"""UCDP's events: what the set says of civilians is civilians', what it says of all is nobody's in particular."""

from datetime import date

import pytest

from civharm.exchange.kinds import Kind
from civharm.exchange.recorded import BadCell
from civharm.model.claims import ClaimKind
from civharm.model.places import LocatedBy
from civharm.model.speakers import SpeakerKind
from tests.exchange.conftest import claims_of, lasted, said, told
from tests.exchange.rows import BATTLE, GED

CASES = [
    ("one-sided: the range is the civilians'", {}, ["killed civilian 3-7"], []),
    ("a battle: civilians, fighters, and all together apart", BATTLE,
     ["killed civilian 2-2", "killed combatant 14-14"], ["killed unknown 15-20"]),
    ("no civilian known: no word of civilians", BATTLE | {"deaths_civilians": 0, "deaths_unknown": 3},
     [], ["killed combatant 14-14", "killed unknown 15-20"]),
    ("nobody known to have died", BATTLE | dict.fromkeys(
        ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "low"), 0) | {"high": 4},
     [], ["killed unknown 0-4"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "harm", "beside"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_what_is_counted_of_whom(changed, harm, beside):
    found = {ClaimKind.HARM: [], ClaimKind.ATTACK: []}
    for claim in claims_of(GED | changed, Kind.UCDP_GED):
        found[claim.kind] += said(claim)
    assert found == {ClaimKind.HARM: harm, ClaimKind.ATTACK: beside}


def test_a_claim_says_whose_word_it_is_and_rests_on_words():
    made = told(GED, Kind.UCDP_GED)
    (claim,), report = made.reading.claims, made.report
    assert claim.anchored_in(made.rendition.text)
    assert claim.quote.exact == (
        "Uppsala Conflict Data Program says: 3–7 civilians killed at Norhaven, West province, Arlandia "
        "(36.34, 43.12; known to: town) on 2017-03-17; attacker suspected: N. Army."
    )
    assert (claim.speaker.name, claim.speaker.kind) == (report.source, SpeakerKind.CASUALTY_RECORDER)
    assert (claim.origin.by, claim.origin.name) == ("importer", "import-ucdp-ged")
    assert [(party.name, party.part.value) for party in claim.parties] == [("Northern Army", "attacker")]
    assert report.external_id == "101"
    (place,) = claim.where
    assert (place.country, place.located_by, place.precision.value) == ("AX", LocatedBy.RECORD, "town")


def test_free_words_stay_out_of_the_text():
    assert "Shells" not in told(GED, Kind.UCDP_GED).rendition.text


def test_a_battle_names_no_attacker():
    assert [claim.parties for claim in claims_of(GED | BATTLE, Kind.UCDP_GED)] == [(), ()]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (date(2017, 3, 17), date(2017, 3, 17), "day")),
        ({"date_prec": 3, "date_end": "2017-03-23"}, (date(2017, 3, 17), date(2017, 3, 23), "week")),
        ({"date_prec": 4, "date_start": "2017-03-01", "date_end": "2017-03-31"}, (date(2017, 3, 1), date(2017, 3, 31), "month")),
        ({"date_prec": 1, "date_end": "2017-03-18"}, (date(2017, 3, 17), date(2017, 3, 18), "range")),
        ({"date_start": "2017-03-17 00:00:00.000"}, (date(2017, 3, 17), date(2017, 3, 17), "day")),
    ],
)  # fmt: skip
def test_when(changed, expected):
    assert lasted(claims_of(GED | changed, Kind.UCDP_GED)[0]) == expected


@pytest.mark.parametrize(
    ("code", "rung"),
    [
        (1, "town"),
        (2, "unknown"),
        (3, "district"),
        (4, "province"),
        (5, "unknown"),
        (6, "country"),
        (7, "unknown"),
    ],
)
def test_how_exactly_where(code, rung):
    assert claims_of(GED | {"where_prec": code}, Kind.UCDP_GED)[0].where[0].precision.value == rung


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"low": 9}, "low"),
        ({"best": 9, "deaths_civilians": 9}, "best"),
        ({"best": 6}, "best"),
        ({"latitude": 136.1}, "latitude"),
        ({"longitude": ""}, "longitude"),
        ({"where_prec": 9}, "where_prec"),
        ({"date_start": "42811"}, "date_start"),
        ({"date_end": "2017-03-16"}, "date_end"),
        ({"deaths_civilians": "=SUM(A1:A4)"}, "deaths_civilians"),
        ({"high": "7,5"}, "high"),
        ({"id": ""}, "id"),
    ],
)
def test_a_wrong_cell_is_named(changed, column):
    with pytest.raises(BadCell) as wrong:
        told(GED | changed, Kind.UCDP_GED)
    assert wrong.value.column == column
    assert wrong.value.what and wrong.value.remedy
