"""Atlos' export: what was ticked is told, at least one of whom it names; no sentence, no account, no guess of an attack."""

import pytest

from civharm.exchange.kinds import Kind
from civharm.exchange.recorded import BadCell
from tests.exchange.conftest import claims_of, lasted, said, told
from tests.exchange.rows import ATLOS


@pytest.mark.parametrize(
    ("kind_of_incident", "impact", "claims"),
    [
        ("Military Activity/Strike", "Death/Civilian", [("harm", ["killed civilian 1-None"])]),
        ("", "Death/Civilian, Injury/Civilian", [("harm", ["killed civilian 1-None", "injured civilian 1-None"])]),
        ("Military Activity/Combat", "Death/Combatant", [("attack", ["killed combatant 1-None"])]),
        ("Military Activity/Combat", "Death", [("attack", ["killed unknown 1-None"])]),
        ("Military Activity/Strike, Weather/Fire", "Structure/Residential", [("attack", [])]),
        ("Weather/Flooding", "Death/Civilian", []),
        ("Civilian Activity/Protest or March", "", []),
        ("", "Structure/Residential", []),
    ],
)  # fmt: skip
def test_what_is_claimed(kind_of_incident, impact, claims):
    found = claims_of(ATLOS | {"Incident Type": kind_of_incident, "Impact": impact}, Kind.ATLOS)
    assert [(claim.kind, said(claim)) for claim in found] == claims


def test_an_incident_that_nobody_ticked_as_violent_is_kept_in_words_that_say_so():
    text = told(ATLOS | {"Incident Type": "Weather/Flooding"}, Kind.ATLOS).rendition.text
    assert "an incident, not known to be an attack, at 36.34000, 43.12000" in text
    assert "killed" not in text


def test_material_that_deceives_is_no_claim():
    made = told(ATLOS | {"sensitive": "Graphic Violence, Deceptive or Misleading"}, Kind.ATLOS)
    assert made.reading.claims == ()
    assert "Material: Graphic Violence, Deceptive or Misleading." in made.rendition.text


@pytest.mark.parametrize(
    ("resolution", "rung", "radius"),
    [
        ("Exact", "exact_location", 10),
        ("Vicinity", "nearby_landmark", 100),
        ("Locality", "neighbourhood", 1000),
    ],
)
def test_where(resolution, rung, radius):
    (place,) = claims_of(ATLOS | {"geolocation_resolution": resolution}, Kind.ATLOS)[0].where
    assert (place.lat, place.lon, place.precision.value, place.radius_m) == (36.34, 43.12, rung, radius)


def test_a_degree_that_the_platform_disarmed_as_a_formula():
    (place,) = claims_of(ATLOS | {"longitude": "'-43.12"}, Kind.ATLOS)[0].where
    assert place.lon == -43.12


def test_no_sentence_no_account_and_no_option_of_a_projects_own_is_told():
    row = ATLOS | {"Impact": "Death/Civilian, Odo Vell's house", "status": "Ask Odo Vell"}
    made = told(row, Kind.ATLOS)
    assert "vell" not in made.rendition.text.lower()
    assert made.report.url is None
    assert str(lasted(made.reading.claims[0])) == str(lasted(claims_of(ATLOS, Kind.ATLOS)[0]))


def test_a_cancelled_incident_is_taken_back():
    assert claims_of(ATLOS | {"status": "Cancelled"}, Kind.ATLOS)[0].stance == "retracted"


def test_an_incident_that_is_found_not_to_be_an_attack_claims_nothing_any_more(table, bring_in, casebook):
    bring_in(table([ATLOS]), Kind.ATLOS)
    assert len(casebook.claims()) == 1
    result = bring_in(table([ATLOS | {"Incident Type": "Weather/Fire"}]), Kind.ATLOS)
    assert (result.kept.changed, result.wrong) == (1, 0)
    assert len(casebook.reports()) == 1
    assert casebook.claims() == ()
    assert casebook.verify() == ()


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"restrictions": "Frozen, Hidden"}, "restrictions"),
        ({"geolocation_resolution": "Somewhere"}, "resolution"),
        ({"latitude": "north"}, "latitude"),
        ({"longitude": ""}, "longitude"),
        ({"date": "spring"}, "date"),
        ({"slug": ""}, "slug"),
    ],
)
def test_a_wrong_cell_is_named(changed, column):
    with pytest.raises(BadCell) as wrong:
        told(ATLOS | changed, Kind.ATLOS)
    assert wrong.value.column == column
