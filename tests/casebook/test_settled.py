"""What a person signed stays: what the machine would change is proposed, accepted or refused."""

from dataclasses import replace

import pytest

from civharm import recomputing
from civharm.casebook.proposing import acceptance
from civharm.incidents.relations import by_incident
from civharm.model.casualties import Casualties, Count, Harm, Status
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import RecordStatus, RelationKind
from civharm.pipeline import recompute, refresh
from civharm.recomputing import Extent

FIRST = "On Tuesday shells killed three people in Norhaven. Mayor Odo Vell denied it."
SECOND = "A doctor said three people died when shells hit the market of Norhaven on Tuesday."
THIRD = "Neighbours counted three people killed by shells in Norhaven on Tuesday afternoon."
FAR = "Shells killed nine people in a village that nobody else wrote about."


@pytest.fixture
def signed(casebook, new_page, keep, decide):
    """An incident of two reports that a person signed."""
    first, second = new_page(FIRST, "a.txt"), new_page(SECOND, "b.txt")
    keep(first, first.claim("shells killed three people in Norhaven"))
    keep(second, second.claim("three people died when shells hit the market"))
    refresh(casebook)
    (incident,) = casebook.incidents()
    decide(Action.SIGN_GRADING, incident.id, grading="fair")
    refresh(casebook)
    return casebook


@pytest.fixture
def third(new_page, keep):
    """A third report of what two tell."""
    page = new_page(THIRD, "c.txt")
    claim = page.claim("three people killed by shells in Norhaven")
    keep(page, claim)
    return claim


def accept(casebook, decide, proposal):
    comes_to = acceptance(proposal, casebook.state().signed)
    made = decide(comes_to.action, comes_to.target, **comes_to.change)
    refresh(casebook)
    return made


def codes(casebook):
    return [issue.code for issue in casebook.issues()]


def test_a_new_report_is_proposed_and_changes_nothing(signed, third):
    before, assessed = signed.incidents(), signed.assessments()
    refresh(signed)
    beside = [incident for incident in signed.incidents() if incident not in before]
    assert signed.incidents()[0] == before[0]
    assert signed.assessments()[0] == assessed[0]
    assert [incident.claims for incident in beside] == [(third.id,)]
    (proposal,) = signed.proposals()
    assert (proposal.kind, proposal.incident, proposal.other) == ("join", before[0].id, beside[0].id)
    assert (proposal.claims, proposal.is_whole) == ((third.id,), True)
    assert {"time", "place", "killed"} <= {feature.name for feature in proposal.features}
    assert codes(signed) == ["proposal"]
    assert signed.rebuild(recompute) == ()


def test_what_waits_for_a_person_may_count_the_same_people(signed, third, decide):
    refresh(signed)
    (proposal,) = signed.proposals()
    (relation,) = by_incident(signed.relations(), signed.incidents())
    assert {relation.left, relation.right} == {proposal.incident, proposal.other}
    assert (relation.kind, relation.is_decided) == (RelationKind.MAY_OVERLAP, False)
    decide(Action.REFUSE_PROPOSAL, proposal.id)
    refresh(signed)
    assert signed.relations() == ()


def test_without_a_signature_it_joins(signed, third, decide):
    decide(Action.UNDO, signed.decisions()[0].id)
    refresh(signed)
    (incident,) = signed.incidents()
    assert third.id in incident.claims
    assert signed.proposals() == ()


def test_accepted_it_joins_and_the_signature_is_stale(signed, third, decide, clock):
    refresh(signed)
    clock.next_day()
    accept(signed, decide, signed.proposals()[0])
    (incident,) = signed.incidents()
    assert (len(incident.claims), incident.status) == (3, RecordStatus.REVIEWED)
    assert (signed.proposals(), codes(signed)) == ((), ["signed-incident-changed"])
    decide(Action.SIGN_GRADING, incident.id, grading="fair")
    refresh(signed)
    assert codes(signed) == []


def test_what_joins_after_a_sign_off_is_not_signed_off(signed, third, decide, clock):
    decide(Action.SIGN_OFF, signed.incidents()[0].id, alone=True)
    refresh(signed)
    clock.next_day()
    assert signed.assessments()[0].is_signed_off, "what is only proposed changes nothing"
    accept(signed, decide, signed.proposals()[0])
    assert (signed.assessments()[0].grading, signed.assessments()[0].is_signed_off) == ("fair", False)


def test_what_was_accepted_can_be_undone(signed, third, decide):
    refresh(signed)
    before, proposals = signed.incidents(), signed.proposals()
    accepted = accept(signed, decide, proposals[0])
    decide(Action.UNDO, accepted.id)
    refresh(signed)
    assert (signed.incidents(), signed.proposals(), codes(signed)) == (before, proposals, ["proposal"])


def test_refused_it_does_not_come_back_until_its_grounds_change(signed, third, decide, new_page, keep):
    refresh(signed)
    decide(Action.REFUSE_PROPOSAL, signed.proposals()[0].id)
    refresh(signed, extent=Extent.RECOUNTED)
    assert (signed.proposals(), codes(signed)) == ((), [])
    page = new_page(THIRD, "c.txt")
    more = replace(third, casualties=(_killed(4),))
    keep(page, more, version="2")
    refresh(signed)
    assert [proposal.claims for proposal in signed.proposals()] == [(third.id,)]


def _killed(number):
    count = Count(min=number, max=number, words="some")
    return Casualties(harm=Harm.KILLED, status=Status.CIVILIAN, count=count)


def test_what_nobody_proposes_can_not_be_refused(signed, decide):
    with pytest.raises(InvalidDecision, match="no proposal x"):
        decide(Action.REFUSE_PROPOSAL, "x")


def test_read_otherwise_its_claims_stay_as_they_were_signed(signed, new_page, keep):
    before, assessed = signed.incidents(), signed.assessments()
    page = new_page(SECOND, "b.txt")
    keep(page, page.claim("three people died when shells hit the market", killed=30), version="2")
    refresh(signed)
    assert (signed.incidents(), signed.assessments()) == (before, assessed)
    assert codes(signed) == ["machine-reads-otherwise"]
    assert "casualties" in signed.issues()[0].message
    assert signed.reviews() == {}


def test_claims_that_are_read_no_longer_stay_in_a_signed_incident(signed, new_page, keep):
    before = signed.incidents()
    keep(new_page(SECOND, "b.txt"), version="2")
    refresh(signed)
    assert (signed.incidents(), codes(signed)) == (before, ["machine-reads-no-longer"])


def test_a_claim_that_is_new_in_a_signed_report_is_proposed(signed, new_page, keep):
    page = new_page(SECOND, "b.txt")
    known = page.claim("three people died when shells hit the market")
    new = page.claim("hit the market of Norhaven", killed=1)
    keep(page, known, new, version="2")
    refresh(signed)
    assert [(each.kind, each.claims) for each in signed.proposals()] == [("join", (new.id,))]
    assert new.id not in signed.incidents()[0].claims


def test_new_rules_propose_another_grading_or_toll(signed, monkeypatch):
    real = recomputing.assess

    def lenient(*given, **terms):
        return replace(real(*given, **terms), independent_clusters=9)

    monkeypatch.setattr(recomputing, "assess", lenient)
    before = signed.assessments()
    refresh(signed, extent=Extent.ALL)
    assert signed.assessments() == before
    (proposal,) = signed.proposals()
    assert proposal.kind == "reassess"
    assert proposal.changes == (f"independent clusters: {before[0].independent_clusters}, now 9",)
    comes_to = acceptance(proposal, signed.state().signed)
    assert (comes_to.action, comes_to.target) == (Action.UNDO, signed.decisions()[0].id)


def test_a_person_who_rejects_a_claim_changes_a_signed_incident(signed, decide):
    gone = signed.claims()[1].id
    decide(Action.REJECT_CLAIM, gone)
    refresh(signed)
    (incident,) = signed.incidents()
    assert gone not in incident.claims
    assert codes(signed) == ["signed-incident-changed"]


def test_of_two_signed_incidents_that_would_be_one_each_stays(casebook, new_page, keep, decide):
    pages = [new_page(FIRST, "a.txt"), new_page(SECOND, "b.txt")]
    claims = [pages[0].claim("shells killed three people"), pages[1].claim("three people died")]
    for page, claim in zip(pages, claims, strict=True):
        keep(page, claim)
    apart = decide(Action.JUDGE, claims[0].id, claims=[claim.id for claim in claims], verdict="negative")
    refresh(casebook)
    for incident in casebook.incidents():
        decide(Action.SIGN_GRADING, incident.id, grading="weak")
    decide(Action.UNDO, apart.id)
    refresh(casebook)
    assert len(casebook.incidents()) == 2
    (proposal,) = casebook.proposals()
    assert {proposal.incident, proposal.other} == {incident.id for incident in casebook.incidents()}
    accept(casebook, decide, proposal)
    assert len(casebook.incidents()) == 1
    assert set(codes(casebook)) == {"signed-incident-changed", "signed-incident-merged"}


def test_what_an_older_program_wrote_of_a_signed_incident_stays(signed):
    from civharm.casebook.models import IncidentRow

    (held,) = signed.state().composed_rows.values()
    older = {key: value for key, value in held.payload.items() if key != "other_events"}
    assert older != held.payload
    IncidentRow(recorded_at=signed.clock(), incident_id=held.incident_id, payload=older).save(
        using=signed.alias
    )
    assert refresh(signed) == 0
    assert codes(signed) == []
