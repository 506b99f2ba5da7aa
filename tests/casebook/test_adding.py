"""Claims that people make of words that no reader claimed."""

import pytest

from civharm.casebook.review import in_force
from civharm.model.claims import claim_id
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.pipeline import recompute, refresh

ADD, UNDO = Action.ADD_CLAIM, Action.UNDO
WORDS = "Mayor Odo Vell denied it"
DENIED = {"kind": "statement", "words": WORDS, "stance": "denied"}
HARM = {
    "kind": "harm",
    "words": "shells killed three people in Norhaven",
    "casualties": [{"harm": "killed", "status": "civilian", "min": 3, "max": None, "words": "three"}],
}


@pytest.fixture
def read(page, keep):
    claim = page.claim("shells killed three people")
    keep(page, claim)
    return claim


def by_hand(casebook):
    return [claim for claim in casebook.claims() if claim.origin.by == "hand"]


def test_a_made_claim_stands_at_its_words_beside_those_that_were_read(casebook, read, page, decide):
    decide(ADD, page.report.id, **DENIED)
    (made,) = by_hand(casebook)
    assert made.quote.exact == WORDS == made.span.of(page.text)
    assert (made.stance, made.origin.name, made.confidence) == ("denied", "Ada", 1.0)
    assert made.id == claim_id(report_sha256=page.report.sha256, kind=made.kind, words=WORDS, ordinal=0)
    assert (casebook.claims(), casebook.reviews()) == ((read, made), {made.id: "added"})
    assert casebook.verify() == ()


def test_an_unknown_number_stays_unknown(casebook, read, page, decide):
    decide(ADD, page.report.id, **HARM)
    (made,) = by_hand(casebook)
    assert (made.casualties[0].count.min, made.casualties[0].count.max) == (3, None)


def test_it_is_undone_and_brought_back(casebook, read, page, decide):
    decision = decide(ADD, page.report.id, **DENIED)
    undo = decide(UNDO, decision.id)
    assert casebook.claims() == (read,)
    decide(UNDO, undo.id)
    assert len(by_hand(casebook)) == 1


def test_it_is_corrected_accepted_and_rejected_as_any_claim(casebook, read, page, decide):
    decide(ADD, page.report.id, **DENIED)
    (made,) = by_hand(casebook)
    decide(Action.CORRECT_CLAIM, made.id, stance="asserted")
    (corrected,) = by_hand(casebook)
    assert (corrected.stance, corrected.supersedes) == ("asserted", made.id)
    decide(Action.ACCEPT_CLAIM, corrected.id)
    assert by_hand(casebook) == [corrected]
    decide(Action.REJECT_CLAIM, made.id)
    assert casebook.claims() == (read,)


def test_what_was_decided_on_a_made_claim_goes_with_it(casebook, read, page, decide):
    decision = decide(ADD, page.report.id, **DENIED)
    decide(Action.CORRECT_CLAIM, by_hand(casebook)[0].id, stance="asserted")
    decide(UNDO, decision.id)
    assert casebook.claims() == (read,)
    assert len(in_force(casebook.decisions())) == 2


def test_it_tells_of_the_event_that_the_person_named(casebook, read, page, decide):
    decide(ADD, page.report.id, **DENIED, event_of=read.id)
    decide(ADD, page.report.id, **HARM)
    with_event, alone = sorted(by_hand(casebook), key=lambda claim: claim.kind, reverse=True)
    assert with_event.occurrence == read.occurrence
    assert alone.occurrence == f"hand-{alone.id}"


def test_an_event_that_is_gone_is_told(casebook, read, page, decide):
    decide(ADD, page.report.id, **DENIED, event_of=read.id)
    decide(Action.REJECT_CLAIM, read.id)
    assert [issue.code for issue in casebook.issues()] == ["event-of-added-claim"]
    assert by_hand(casebook)[0].occurrence == f"hand-{by_hand(casebook)[0].id}"


def test_a_reader_that_claims_the_same_words_later_finds_the_claim_made(casebook, read, page, decide, keep):
    decide(ADD, page.report.id, **HARM)
    (made,) = by_hand(casebook)
    keep(page, read, page.claim(HARM["words"]), version="2")
    assert by_hand(casebook) == [made.__class__(**{**fields(made), "occurrence": "o1"})]
    assert len(casebook.claims()) == 2
    assert [issue.code for issue in casebook.issues()] == ["machine-reads-otherwise"]


def fields(claim):
    return {name: getattr(claim, name) for name in claim.__dataclass_fields__}


def test_a_made_claim_moves_with_its_words(casebook, read, page, decide, keep):
    decide(ADD, page.report.id, **DENIED)
    moved = page.rendered("Correction. " + page.text)
    keep(moved, moved.claim("shells killed three people"))
    (made,) = by_hand(casebook)
    assert made.quote.exact == WORDS == made.span.of(moved.text)


def test_words_that_are_gone_leave_an_issue(casebook, read, page, decide, keep):
    decide(ADD, page.report.id, **DENIED)
    keep(page.rendered("Nothing of it is left."))
    assert by_hand(casebook) == []
    assert [issue.code for issue in casebook.issues()] == ["decision-without-words"]


def test_a_made_claim_counts_and_is_rebuilt(casebook, page, keep, decide):
    keep(page)
    decide(
        ADD,
        page.report.id,
        **HARM,
        when={"start": "2021-05-04", "end": "2021-05-04", "precision": "day"},
        where=[
            {
                "words": "Norhaven",
                "name": "Norhaven",
                "id": "test:1",
                "country": "ZZ",
                "lat": 1.5,
                "lon": 2.25,
            }
        ],
    )
    refresh(casebook)
    (incident,) = casebook.incidents()
    assert [link.claim_id for link in incident.links] == [by_hand(casebook)[0].id]
    assert casebook.rebuild(recompute) == ()


REFUSED = [
    ({**DENIED, "words": "nobody wrote this"}, "stand 0 times"),
    ({**DENIED, "words": "e"}, "times in the report"),
    ({"kind": "statement"}, "rests on words"),
    ({"kind": "statement", "span": [5, 5]}, "rests on words"),
    ({"kind": "statement", "span": [0, 9999]}, "rests on words"),
    ({**DENIED, "kind": "rumour"}, "a claim is one of"),
    ({**DENIED, "stance": "shouted"}, "does not make a claim"),
    ({**DENIED, "colour": "red"}, "can't write 'colour'"),
    ({**DENIED, "confidence": 1}, "can't write 'confidence'"),
    ({**DENIED, "event_of": "nothing"}, "no claim nothing"),
    ({"kind": "harm", "words": WORDS}, "says who was harmed"),
    ({**HARM, "casualties": [{"harm": "killed", "status": "civilian", "min": 9, "max": 3}]}, "does not make"),
    (
        {**HARM, "casualties": [{"harm": "killed", "status": "civilian", "min": 9**9, "max": None}]},
        "more than",
    ),
]


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: refused[1])
def test_what_makes_no_claim_is_refused(casebook, read, page, decide, refused):
    change, message = refused
    with pytest.raises(InvalidDecision, match=message):
        decide(ADD, page.report.id, **change)
    assert casebook.decisions() == ()


def test_no_claim_is_made_of_a_report_that_is_not_there(casebook, read, decide):
    with pytest.raises(InvalidDecision, match="no report nothing"):
        decide(ADD, "nothing", **DENIED)


def test_the_same_claim_made_twice_is_refused_and_another_of_the_same_words_is_not(
    casebook, read, page, decide
):
    decide(ADD, page.report.id, **DENIED)
    with pytest.raises(InvalidDecision, match="Ada made this claim"):
        decide(ADD, page.report.id, **DENIED)
    decide(ADD, page.report.id, **DENIED, event="shelling")
    assert sorted(claim.ordinal for claim in by_hand(casebook)) == [0, 1]
