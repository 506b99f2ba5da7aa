"""What the pages say of the invented record."""

import pytest

from civharm.web.masking import masked
from civharm.web.pages.incident import incident_page
from civharm.web.pages.incidents import incidents_page
from civharm.web.pages.others import issues_page, situation_page
from civharm.web.pages.report import report_page
from civharm.web.record import Index
from civharm.web.setup import ready

ready()


@pytest.fixture(scope="module")
def index(record):
    return Index(masked(record))


def test_incidents_stand_by_day_the_undated_last(index):
    assert [row.day for row in incidents_page(index).rows] == ["2021-03-09", "2021-03-12", ""]


def test_the_headline_counts_fair_and_confirmed_alone(index):
    page = incidents_page(index)
    assert (page.supported.killed, page.total.killed, page.total.unknown) == ("12–16", "15–19", 1)


def test_an_incident_without_a_point_is_counted_beside_the_map(index):
    scene = incidents_page(index).scene
    assert (len(scene.spots), scene.unplaced) == (2, 1)


def test_each_bound_of_a_toll_names_its_claims(index):
    toll = incident_page(index, index.incidents["i-airstrike"]).tolls[0]
    assert [card.report_id for card in (*toll.min.claims, *toll.max.claims)] == ["r1", "r2"]


def test_conceded_numbers_stand_apart(index):
    (position,) = incident_page(index, index.incidents["i-airstrike"]).positions
    assert (position.position, position.conceded) == ("investigating", "unknown")


def test_claims_of_a_cluster_stand_as_in_the_text(index):
    first, second = incident_page(index, index.incidents["i-airstrike"]).clusters
    assert [card.number for card in first.claims] == [1, 2, 3, 4]
    assert [card.part for card in second.claims] == ["maximum only"]


def test_a_claim_shows_all_its_fields(index):
    claims = report_page(index, index.reports["r1"]).claims
    labels = {field.label for field in claims[1].fields}
    assert {
        "stance",
        "speaker",
        "party",
        "civilians killed",
        "when",
        "where",
        "confidence",
        "read by",
    } <= labels


def test_a_ledger_entry_names_the_incidents_it_may_include(index):
    (row,) = situation_page(index).ledger
    assert row.overlaps == (("i-airstrike", "IQ-20210309-a"),)


def test_a_doubtful_pair_shows_the_claims_of_both_occurrences(index):
    (pair,) = issues_page(index).pairs
    assert [len(side.claims) for side in pair.sides] == [4, 1]


def test_failures_stand_apart_from_notes(index):
    page = issues_page(index)
    assert [view.title for view in page.failures] == ["nothing.txt"]
    assert len(page.notes) == 1


def test_decisions_on_an_incident_are_its_history(index):
    (decision,) = incident_page(index, index.incidents["i-market"]).decisions
    assert decision.decision.author == "Mira"
