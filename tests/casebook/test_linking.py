"""Merge, split, move and judgements on two claims: decisions that bind the machine and can be undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.model.times import When
from civharm.pipeline import recompute, refresh

FIRST = "Shells killed three people in Norhaven. A nurse said so."
SECOND = "In the port a mine killed nine fishermen, the guard wrote."
THIRD = "Gunmen shot a teacher and her pupil dead in the hills."
QUOTES = (
    (FIRST, "Shells killed three people", 3, 4),
    (SECOND, "a mine killed nine fishermen", 9, 14),
    (THIRD, "Gunmen shot a teacher and her pupil", 2, 24),
)
SAME, DIFFERENT, UNSURE = "positive", "negative", "unsure"


@pytest.fixture
def told(casebook, new_page, keep):
    """Three reports of three incidents, and a fourth that tells again of the first."""
    claims = []
    for number, (text, quote, killed, day) in enumerate(QUOTES):
        page = new_page(text, f"{number}.txt")
        claims.append(replace(page.claim(quote, killed), when=When.on(date(2021, 5, day))))
        keep(page, claims[-1])
    again = new_page("A driver saw how three people died under the shells.", "again.txt")
    claims.append(replace(again.claim("three people died under the shells"), when=When.on(date(2021, 5, 4))))
    keep(again, claims[-1])
    refresh(casebook)
    return casebook


@pytest.fixture
def claims(told):
    return {claim.quote.exact.split()[0]: claim.id for claim in told.claims()}


@pytest.fixture
def codes(told):
    return [incident.code for incident in told.incidents()]


def groups(casebook):
    """The first words of the claims of each incident, by code."""
    words = {claim.id: claim.quote.exact.split()[0] for claim in casebook.claims()}
    return {
        each.code: "+".join(sorted(words[claim] for claim in each.claims)) for each in casebook.incidents()
    }


def everything(casebook):
    state = casebook.state()
    return state.reviewed, state.incidents, state.assessments, state.linking, state.issues


APART = {"ZZ-20210504-a": "Shells+three", "ZZ-20210514-a": "a", "ZZ-20210524-a": "Gunmen"}


def test_the_machine_by_itself(told):
    assert groups(told) == APART


def test_merged_incidents_keep_the_id_given_first_and_the_other_leads_to_it(told, codes, decide):
    before = everything(told)
    old = {incident.code: incident for incident in told.incidents()}
    decision = decide(Action.MERGE, codes[1], incidents=[codes[1], codes[0]])
    refresh(told)
    assert groups(told) == {"ZZ-20210504-a": "Shells+a+three", "ZZ-20210524-a": "Gunmen"}
    (merged,) = (each for each in told.incidents() if each.code == "ZZ-20210504-a")
    assert merged.id == old["ZZ-20210504-a"].id
    assert merged.aliases == (old["ZZ-20210514-a"].id, "ZZ-20210514-a")
    assert told.rebuild(recompute) == ()
    decide(Action.UNDO, decision.id)
    refresh(told)
    assert everything(told) == before


def test_three_are_merged_at_once(told, codes, decide):
    decide(Action.MERGE, codes[0], incidents=codes)
    refresh(told)
    assert list(groups(told).values()) == ["Gunmen+Shells+a+three"]


def test_the_side_of_the_founding_claim_keeps_the_id_after_a_split(told, codes, claims, decide):
    before = {incident.code: incident for incident in told.incidents()}
    founding = before["ZZ-20210504-a"].founding_claim
    other = next(claims[word] for word in ("Shells", "three") if claims[word] != founding)
    decision = decide(Action.SPLIT, codes[0], claims=[other])
    refresh(told)
    now = {incident.code: incident for incident in told.incidents()}
    assert now["ZZ-20210504-a"].claims == (founding,)
    assert now["ZZ-20210504-b"].claims == (other,)
    assert not told.state().linking.get("doubtful")
    decide(Action.UNDO, decision.id)
    refresh(told)
    back = {incident.code: incident for incident in told.incidents()}
    alias = (now["ZZ-20210504-b"].id, "ZZ-20210504-b")
    expected = before | {"ZZ-20210504-a": replace(before["ZZ-20210504-a"], aliases=alias)}
    assert back == expected, "an id once given leads to where its claims are"


def test_a_claim_is_moved_and_moved_back(told, codes, claims, decide):
    before = everything(told)
    decision = decide(Action.MOVE, codes[0], claims=[claims["three"]], to=codes[2])
    refresh(told)
    assert groups(told) == APART | {"ZZ-20210504-a": "Shells", "ZZ-20210524-a": "Gunmen+three"}
    assert told.rebuild(recompute) == ()
    decide(Action.UNDO, decision.id)
    refresh(told)
    assert everything(told) == before


@pytest.mark.parametrize(
    "judgement",
    [
        ("Shells", "a", SAME, {"ZZ-20210504-a": "Shells+a+three", "ZZ-20210524-a": "Gunmen"}),
        ("Shells", "three", DIFFERENT, APART | {"ZZ-20210504-a": "Shells", "ZZ-20210504-b": "three"}),
        ("Shells", "three", UNSURE, APART | {"ZZ-20210504-a": "Shells", "ZZ-20210504-b": "three"}),
        ("Shells", "three", SAME, APART),
        ("Shells", "a", DIFFERENT, APART),
    ],
)
def test_a_judgement_on_two_claims(told, claims, decide, judgement):
    left, right, verdict, expected = judgement
    decide(Action.JUDGE, claims[left], claims=[claims[left], claims[right]], verdict=verdict)
    refresh(told)
    found = groups(told)
    if expected.get("ZZ-20210504-b"):
        assert set(found.values()) == set(expected.values())
    else:
        assert found == expected


REFUSED = [
    (Action.JUDGE, ["Shells", "three"], {"verdict": "maybe"}, "one of positive, negative, unsure"),
    (Action.JUDGE, ["Shells", "Shells"], {"verdict": SAME}, "two claims"),
    (Action.JUDGE, ["Shells", "nothing"], {"verdict": SAME}, "no claim nothing"),
    (Action.JUDGE, ["Shells", "CODE1"], {"verdict": SAME}, "that is an incident; name one of its claims"),
    (Action.MERGE, [], {"incidents": ["CODE0", "CODE0"]}, "not one already"),
    (Action.MERGE, [], {"incidents": ["CODE0", "IQ-1"]}, "no incident IQ-1"),
    (Action.MERGE, [], {"incidents": ["CODE0", "Shells"]}, "that is a claim"),
    (Action.SPLIT, ["Gunmen"], {}, "is not in ZZ-20210504-a"),
    (Action.SPLIT, ["Shells", "three"], {}, "nothing would remain"),
    (Action.SPLIT, [], {}, "name the claims"),
    (Action.MOVE, ["Shells"], {"to": "CODE0"}, "to another incident"),
    (Action.MOVE, ["Shells"], {"to": "d9"}, "no incident d9"),
    (Action.SPLIT, "Shells", {}, "must be a list of ids"),
]


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: refused[-1])
def test_what_makes_no_sense_is_refused(told, codes, claims, decide, refused):
    action, names, change, message = refused
    ids = claims | {f"CODE{number}": code for number, code in enumerate(codes)}
    change = {"claims": [ids.get(name, name) for name in names] if isinstance(names, list) else names} | {
        key: [ids.get(each, each) for each in value] if isinstance(value, list) else ids.get(value, value)
        for key, value in change.items()
    }
    with pytest.raises(InvalidDecision, match=message):
        decide(action, codes[0], **change)
    assert told.decisions() == ()


def test_a_contradiction_is_refused_with_the_chain_in_codes_and_words(told, claims, decide):
    def judge(left, right, verdict):
        return decide(Action.JUDGE, claims[left], claims=[claims[left], claims[right]], verdict=verdict)

    judge("Shells", "a", SAME)
    judge("a", "Gunmen", SAME)
    with pytest.raises(InvalidDecision) as refused:
        judge("Shells", "Gunmen", DIFFERENT)
    words = str(refused.value)
    assert "ZZ-20210504-a “Shells killed three people”" in words
    assert (
        words.index("“Shells killed") < words.index("= ZZ-20210514-a “a mine") < words.index("“Gunmen shot")
    )
    assert "[judge d0, Ada]" in words and "[judge d1, Ada]" in words and "different" in words
    assert len(told.decisions()) == 2


def test_undoing_an_undo_may_contradict_what_was_decided_since(told, claims, decide):
    pair = [claims["Shells"], claims["a"]]
    first = decide(Action.JUDGE, pair[0], claims=pair, verdict=SAME)
    undo = decide(Action.UNDO, first.id)
    decide(Action.JUDGE, pair[0], claims=pair, verdict=DIFFERENT)
    with pytest.raises(InvalidDecision, match="contradicts"):
        decide(Action.UNDO, undo.id)


def test_a_pair_is_judged_once(claims, decide):
    pair = [claims["Shells"], claims["a"]]
    decide(Action.JUDGE, pair[0], claims=pair, verdict=UNSURE)
    with pytest.raises(
        InvalidDecision, match="Ada has judged these two unsure already: undo the decision d0"
    ):
        decide(Action.JUDGE, pair[0], claims=pair[::-1], verdict=SAME)


def test_a_split_out_of_merged_incidents_leaves_the_rest_merged(told, codes, claims, decide):
    decide(Action.MERGE, codes[0], incidents=codes[:2])
    refresh(told)
    decide(Action.SPLIT, codes[0], claims=[claims["three"]])
    refresh(told)
    assert sorted(groups(told).values()) == ["Gunmen", "Shells+a", "three"]


def test_judgements_survive_a_new_reading(told, codes, decide, new_page, keep):
    decide(Action.MERGE, codes[0], incidents=[codes[0], codes[2]])
    refresh(told)
    before = groups(told)
    page = new_page(THIRD, "2.txt")
    wider = replace(
        page.claim("Gunmen shot a teacher and her pupil dead", 2), when=When.on(date(2021, 5, 24))
    )
    keep(page, wider, version="2")
    refresh(told)
    assert groups(told) == before
    assert told.rebuild(recompute) == ()


def test_a_correction_does_not_loosen_a_judgement(told, claims, decide):
    pair = [claims["Shells"], claims["a"]]
    decide(Action.JUDGE, pair[0], claims=pair, verdict=SAME)
    decide(Action.CORRECT_CLAIM, claims["a"], weapon="mine")
    refresh(told)
    assert "Shells+a+three" in groups(told).values()


def test_a_judgement_whose_claim_is_rejected_is_an_issue(told, codes, claims, decide):
    decide(Action.MOVE, codes[0], claims=[claims["three"]], to=codes[2])
    rejection = decide(Action.REJECT_CLAIM, claims["three"])
    refresh(told)
    assert [issue.code for issue in told.issues()] == ["judgement-without-claims"]
    decide(Action.UNDO, rejection.id)
    refresh(told)
    assert (told.issues(), groups(told)["ZZ-20210524-a"]) == ((), "Gunmen+three")


def test_a_merge_outlives_its_founding_claim(told, codes, claims, decide):
    decide(Action.MERGE, codes[0], incidents=codes[:2])
    refresh(told)
    (merged,) = (each for each in told.incidents() if each.code == codes[0])
    decide(Action.REJECT_CLAIM, merged.founding_claim)
    refresh(told)
    assert sorted(groups(told).values()) in (["Gunmen", "a+three"], ["Gunmen", "Shells+a"])


def test_a_claim_in_no_incident_is_judged_too(told, claims, decide, new_page, keep):
    """A doubtful pair may have a side that is no more than a lead."""
    page = new_page("Somebody died of it later.", "later.txt")
    keep(page, replace(page.claim("Somebody died of it", 1), when=None, where=()))
    refresh(told)
    late = next(claim.id for claim in told.claims() if claim.quote.exact.startswith("Somebody"))
    decide(Action.JUDGE, late, claims=[late, claims["Gunmen"]], verdict=SAME)
    refresh(told)
    assert groups(told)["ZZ-20210524-a"] == "Gunmen+Somebody"


def test_who_was_quicker_is_told(told, codes, decide, clock):
    clock.now += timedelta(minutes=1)
    (incident, *_) = told.incidents()
    seen = told.version(incident.id)
    decide(Action.SIGN_GRADING, codes[0], grading="weak")
    assert told.decisions()[-1].seen == (seen,)
    clock.now += timedelta(minutes=1)
    late = replace(told.decisions()[-1], id="late", author="Bo", seen=(seen,), change={"grading": "fair"})
    with pytest.raises(InvalidDecision, match=r"Ada decided sign_grading \(d0: read the report again\)"):
        told.decide(late)
    told.decide(replace(late, seen=(told.version(incident.id),)))
    assert [decision.author for decision in told.decisions()] == ["Ada", "Bo"]
