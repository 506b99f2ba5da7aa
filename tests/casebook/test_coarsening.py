"""How coarsely a place is shown is a decision: signed, undoable, and neither merging nor splitting uncovers the place."""

from dataclasses import replace
from datetime import date

import pytest

from civharm.casebook.settling import settled_target
from civharm.catalogue.masking import masked, public
from civharm.catalogue.stored import stored_record
from civharm.model.coarsening import mark_of
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.model.places import Place
from civharm.model.times import When
from civharm.pipeline import refresh

FIRST = "Shells killed three people in Norhaven. A nurse said so."
SECOND = "In the port a mine killed nine fishermen, the guard wrote."
KNOWN, ON_GRID = (1.5, 2.25), (1.525, 2.275)


@pytest.fixture
def told(casebook, new_page, keep):
    for number, (text, quote, day) in enumerate(
        [(FIRST, "Shells killed three people in Norhaven", 4), (SECOND, "a mine killed nine fishermen", 14)]
    ):
        page = new_page(text, f"{number}.txt")
        keep(page, replace(page.claim(quote, 3), when=When.on(date(2021, 5, day))))
    refresh(casebook)
    return casebook


@pytest.fixture
def codes(told):
    return [incident.code for incident in told.incidents()]


def points(casebook, *, of=masked):
    """Where each incident is shown, by the first word of its first claim."""
    record = of(stored_record(casebook))
    words = {claim.id: claim.quote.exact.split()[0] for claim in casebook.claims()}
    return {
        words[each.founding_claim]: each.where and (each.where.lat, each.where.lon)
        for each in record.incidents
    }


def test_one_incident_is_shown_coarsely_and_no_other(told, codes, decide):
    decision = decide(Action.COARSEN_PLACE, codes[0], to="5km")
    assert points(told) == {"Shells": ON_GRID, "a": KNOWN}
    decide(Action.UNDO, decision.id)
    assert points(told) == {"Shells": KNOWN, "a": KNOWN}


def test_the_last_decision_on_an_incident_holds(told, codes, decide):
    decide(Action.COARSEN_PLACE, codes[0], to="country")
    decide(Action.COARSEN_PLACE, codes[0], to="5km", name="the coast")
    assert points(told)["Shells"] == ON_GRID
    decide(Action.COARSEN_PLACE, codes[0], to="as_known")
    assert points(told)["Shells"] == KNOWN


def test_the_claims_of_the_incident_are_shown_as_coarsely(told, codes, decide):
    decide(Action.COARSEN_PLACE, codes[0], to="country")
    record = masked(stored_record(told))
    shown = {claim.quote.exact.split()[0]: claim.where[0].lat for claim in record.claims}
    assert shown == {"Shells": None, "a": KNOWN[0]}


def test_a_merged_incident_is_as_coarse_as_its_coarsest_part(told, codes, decide):
    decide(Action.COARSEN_PLACE, codes[1], to="country")
    decide(Action.MERGE, codes[0], incidents=codes)
    refresh(told)
    assert list(points(told).values()) == [(None, None)]


def test_a_split_uncovers_nothing(told, codes, decide):
    decide(Action.MERGE, codes[0], incidents=codes)
    refresh(told)
    (whole,) = told.incidents()
    decide(Action.COARSEN_PLACE, whole.id, to="5km")
    decide(Action.SPLIT, whole.id, claims=[whole.claims[1]])
    refresh(told)
    assert set(points(told).values()) == {ON_GRID}


def test_what_leaves_the_team_does_not_tell_the_place_in_words(told, codes, decide):
    assert "Norhaven" in str(public(stored_record(told)))
    decide(Action.COARSEN_PLACE, codes[0], to="country")
    decide(Action.COARSEN_PLACE, codes[1], to="country")
    assert "Norhaven" not in str(replace(public(stored_record(told)), decisions=()))
    assert "Norhaven" in str(masked(stored_record(told)).texts)


def test_the_catalogue_follows(told, codes, decide):
    from civharm.catalogue.updating import bring_up_to_date  # needs a casebook opened

    bring_up_to_date(told)
    decide(Action.COARSEN_PLACE, codes[0], to="5km")
    changed = bring_up_to_date(told)
    assert 0 < changed <= 4  # the incident, its claim, and their neighbours; not all over again


@pytest.mark.parametrize(
    ("change", "told_back"),
    [
        ({}, "as_known, 1km"),
        ({"to": "2km"}, "as_known, 1km"),
        ({"to": "5km", "lat": 1}, "no field 'lat'"),
        ({"to": "5km", "name": "x" * 201}, "200 at most"),
        ({"to": "district"}, "choose 10km or country"),
    ],
)
def test_what_says_nothing_is_refused(told, codes, decide, change, told_back):
    with pytest.raises(InvalidDecision, match=told_back):
        decide(Action.COARSEN_PLACE, codes[0], **change)
    assert points(told)["Shells"] == KNOWN


def test_the_area_that_is_shown_stays_that_of_the_decision(casebook, new_page, keep, decide):
    """A place that is settled elsewhere afterwards is not shown in the wrong province, but by its country alone."""
    page = new_page(FIRST, "a.txt")
    mosul = Place(
        words="Norhaven", name="Norhaven", id=None, within="Nineveh", country="IQ", lat=36.34, lon=43.13
    )
    keep(page, replace(page.claim("Shells killed three people"), where=(mosul,)))
    refresh(casebook)
    decide(Action.COARSEN_PLACE, casebook.incidents()[0].id, to="province")
    (incident,) = public(stored_record(casebook)).incidents
    assert incident.where.precision == "province"
    assert incident.where.radius_m >= 50_000
    keep(
        page,
        replace(page.claim("Shells killed three people"), where=(replace(mosul, lat=34.0),)),
        version="2",
    )
    refresh(casebook)
    (incident,) = masked(stored_record(casebook)).incidents
    assert (incident.where.lat, incident.where.precision) == (None, "country")


EXACT = {
    "words": "Norhaven",
    "name": "the mill",
    "within": "Nineveh",
    "country": "IQ",
    "lat": 36.3417,
    "lon": 43.1187,
    "precision": "nearby_landmark",
}


def test_decisions_do_not_tell_the_place(told, codes, decide):
    """Not where people corrected a claim to, nor where they settled a name, nor by the mark of what was hidden."""
    claim = next(each for each in told.claims() if each.quote.exact.startswith("Shells"))
    decide(Action.CORRECT_CLAIM, claim.id, where=[EXACT])
    refresh(told)
    settled = {key: EXACT[key] for key in ("name", "country", "lat", "lon", "precision")}
    decide(Action.SETTLE_PLACE, settled_target("the mill"), **settled, radius_m=300)
    (whole,) = (each for each in told.incidents() if each.where.lat == EXACT["lat"])
    decide(Action.COARSEN_PLACE, whole.id, to="province")
    refresh(told)
    assert "36.3417" in str(stored_record(told).decisions)
    mark = mark_of(whole.where)
    assert mark in str(stored_record(told).decisions)
    inside = masked(stored_record(told))
    corrections = [each for each in inside.decisions if each.action is not Action.SETTLE_PLACE]
    for shown in (str(replace(inside, decisions=tuple(corrections))), str(public(stored_record(told)))):
        assert "36.3417" not in shown
        assert mark not in shown
