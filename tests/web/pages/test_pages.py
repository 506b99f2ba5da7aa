"""What the pages say of the invented record."""

import re
from dataclasses import replace

import pytest

from civharm.catalogue.masking import masked
from civharm.catalogue.record import Index
from civharm.model.assessments import End, Grading, Override
from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Relation, RelationKind
from civharm.model.proposals import Proposal, ProposalKind
from civharm.web.pages.incident import incident_page
from civharm.web.pages.incidents import incidents_page
from civharm.web.pages.others import issues_page, situation_page
from civharm.web.pages.report import report_page
from civharm.web.pages.totals import killed_words
from civharm.web.setup import ready
from civharm.web.snapshot import leaves

ready()

WITNESS = "Salim Qadduri"


@pytest.fixture(scope="module")
def index(record):
    return Index(masked(record))


def test_incidents_stand_by_day_the_undated_last(index):
    assert [row.day for row in incidents_page(index).rows] == ["2021-03-09", "2021-03-12", ""]


def test_the_headline_counts_fair_and_confirmed_alone(index):
    totals = incidents_page(index).totals
    words = killed_words(totals.supported), killed_words(totals.all)
    assert (*words, totals.all.unknown_min) == ("12–16", "15–19", 1)


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


def as_assessed(record) -> Index:
    """The record after a person set an end, signed a grade, and related and merged incidents."""
    airstrike, *others = record.assessments
    override = Override(
        harm=Harm.KILLED, status=Status.CIVILIAN, group="all", end=End.MIN, value=14, author="Mira", decision_id="d9"
    )  # fmt: skip
    assessed = replace(airstrike, grading=Grading.CONFIRMED, overrides=(override,))
    relation = Relation(left="i-airstrike", right="i-market", kind=RelationKind.PART_OF, reason="one family")
    proposal = Proposal(
        id="p1", kind=ProposalKind.REASSESS, incident="i-airstrike", changes=(f"seen by {WITNESS}",)
    )
    return Index(
        masked(
            replace(
                record,
                assessments=(assessed, *others),
                relations=(
                    relation,
                    replace(relation, left="i-shelling", right="i-airstrike", is_decided=True),
                ),
                proposals=(proposal,),
            )
        )
    )


def test_what_a_person_set_and_the_machines_end_stand_apart(record):
    index = as_assessed(record)
    low = incident_page(index, index.incidents["i-airstrike"]).tolls[0].min
    assert (low.value, low.is_by_hand, low.machine.value, low.machine.is_by_hand) == (14, True, 12, False)


def test_relations_are_told_from_the_incidents_side_with_who_says_so(record):
    index = as_assessed(record)
    found = incident_page(index, index.incidents["i-airstrike"]).relations
    assert [(each.kind, each.incident.id, each.is_decided) for each in found] == [
        ("part of", "i-market", False),
        ("has as its part", "i-shelling", True),
    ]


def test_a_proposal_stands_with_its_incident_alone_and_names_nobody(record):
    index = as_assessed(record)
    (found,) = incident_page(index, index.incidents["i-airstrike"]).proposals
    assert WITNESS not in found.words and "would come out otherwise" in found.words
    assert incident_page(index, index.incidents["i-market"]).proposals == ()


def test_the_pages_words_keep_person_and_machine_apart(record):
    index = as_assessed(record)
    (html,) = (leaf.html for leaf in leaves(index) if leaf.path == "/incident/i-airstrike")
    words = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "confirmed signed machine: fair" in words
    assert "14 set by hand machine: 12" in words
    assert "Machine proposal, not reviewed." not in words
