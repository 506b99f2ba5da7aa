"""Relations between incidents: what a machine proposes, what people say in its place, undone and as known on a day."""

from dataclasses import replace
from datetime import date

import pytest

from civharm.assessments.totals import Counting, Known, total
from civharm.incidents.relations import by_incident
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import RelationKind
from civharm.model.places import Place, PlacePrecision
from civharm.model.times import When
from civharm.pipeline import recompute, refresh

SHORE = Place(words="the shore", name="the shore of Norhaven", id="test:2", country="ZZ", lat=1.51, lon=2.26,
              precision=PlacePrecision.NEIGHBOURHOOD, radius_m=800, within="Norhaven")  # fmt: skip
CITY = Place(words="Norhaven", name="Norhaven", id="test:1", country="ZZ", lat=1.5, lon=2.25,
             precision=PlacePrecision.CITY, radius_m=8_000)  # fmt: skip
OTHER = replace(CITY, words="Westerby", name="Westerby", id="test:3", lat=5.0, lon=9.0)
TOLD = (
    ("A nurse wrote of four dead on the shore.", "four dead on the shore", 4, SHORE),
    (
        "Thirty people died in Norhaven, the mayor's office counted.",
        "Thirty people died in Norhaven",
        30,
        CITY,
    ),
    ("A mine killed nine fishermen off Westerby.", "A mine killed nine fishermen", 9, OTHER),
)
DAY = date(2021, 5, 4)


@pytest.fixture
def told(casebook, new_page, keep):
    """A family on the shore, a strike on the city on that day, and a mine far away."""
    for number, (text, quote, killed, where) in enumerate(TOLD):
        page = new_page(text, f"{number}.txt")
        keep(page, replace(page.claim(quote, killed), where=(where,), when=When.on(DAY)))
    refresh(casebook)
    return casebook


@pytest.fixture
def codes(told):
    """Codes by the number of killed."""
    killed = {claim.id: claim.casualties[0].count.min for claim in told.claims()}
    return {killed[each.founding_claim]: each.code for each in told.incidents()}


def related(casebook, as_known_on=None):
    incidents = casebook.incidents(as_known_on)
    named = {each.id: each.code for each in incidents}
    found = by_incident(casebook.relations(as_known_on), incidents)
    return {(named[each.left], named[each.right], each.kind, each.is_decided) for each in found}


def killed(casebook, as_known_on=None):
    incidents = casebook.incidents(as_known_on)
    assessments = {each.incident_id: each for each in casebook.assessments(as_known_on)}
    known = Known(
        incidents=incidents,
        assessments=assessments,
        relations=by_incident(casebook.relations(as_known_on), incidents),
    )
    added = total(known.alleged, known, Counting())
    return added.min, added.max


def test_a_family_within_a_larger_strike_is_proposed_as_a_part(told, codes):
    assert related(told) == {(codes[4], codes[30], RelationKind.PART_OF, False)}
    assert killed(told) == (39, 43)
    assert told.rebuild(recompute) == ()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (RelationKind.PART_OF, (39, 39)),
        (RelationKind.MAY_OVERLAP, (39, 43)),
        ("apart", (43, 43)),
    ],
)
def test_what_a_person_says_stands_in_its_place(told, codes, decide, word, expected):
    decision = decide(Action.RELATE, codes[4], incidents=[codes[4], codes[30]], relation=word)
    refresh(told)
    assert related(told) == (set() if word == "apart" else {(codes[4], codes[30], word, True)})
    assert killed(told) == expected
    decide(Action.UNDO, decision.id)
    assert related(told) == {(codes[4], codes[30], RelationKind.PART_OF, False)}


def test_a_person_relates_what_no_machine_does(told, codes, decide):
    decide(Action.RELATE, codes[9], incidents=[codes[9], codes[30]], relation="may_overlap")
    assert (codes[9], codes[30], RelationKind.MAY_OVERLAP, True) in related(told)
    assert killed(told) == (30, 43)


def test_the_relation_is_known_from_its_day_on(told, codes, decide, clock):
    clock.next_day()
    decide(Action.RELATE, codes[4], incidents=[codes[4], codes[30]], relation="part_of")
    assert killed(told, DAY) == (39, 43)
    assert killed(told) == (39, 39)


def test_a_relation_survives_reading_anew(told, codes, decide, keep, new_page):
    decide(Action.RELATE, codes[4], incidents=[codes[4], codes[30]], relation="part_of")
    decide(Action.CORRECT_CLAIM, told.claims()[0].id, weapon="mortar")
    refresh(told)
    assert related(told) == {(codes[4], codes[30], RelationKind.PART_OF, True)}


@pytest.mark.parametrize("gone", ["merged", "rejected"])
def test_a_relation_of_what_is_no_longer_two_is_an_issue(told, codes, decide, gone):
    decide(Action.RELATE, codes[4], incidents=[codes[4], codes[30]], relation="part_of")
    if gone == "merged":
        decide(Action.MERGE, codes[4], incidents=[codes[4], codes[30]])
    else:
        decide(Action.REJECT_CLAIM, told.claims()[0].id)
    refresh(told)
    assert [issue.code for issue in told.issues()] == ["relation-without-incidents"]
    assert related(told) == set()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (((4, 4), "part_of"), "are one incident"),
        (((4,), "part_of"), "takes two incidents"),
        (((4, 30), "within"), "may_overlap, part_of, apart"),
        (((4, 30), None), "may_overlap, part_of, apart"),
    ],
)
def test_what_can_t_be_related_is_refused(told, codes, decide, said, why):
    names, word = said
    with pytest.raises(InvalidDecision, match=why):
        decide(Action.RELATE, codes[4], incidents=[codes[each] for each in names], relation=word)


def test_what_is_unknown_is_refused(told, codes, decide):
    with pytest.raises(InvalidDecision, match="no incident ZZ-1"):
        decide(Action.RELATE, codes[4], incidents=[codes[4], "ZZ-1"], relation="part_of")


def test_a_second_word_on_one_pair_is_refused_until_the_first_is_undone(told, codes, decide):
    first = decide(Action.RELATE, codes[4], incidents=[codes[4], codes[30]], relation="part_of")
    with pytest.raises(InvalidDecision, match=f"undo the decision {first.id} first"):
        decide(Action.RELATE, codes[4], incidents=[codes[30], codes[4]], relation="apart")
    decide(Action.UNDO, first.id)
    decide(Action.RELATE, codes[4], incidents=[codes[30], codes[4]], relation="apart")
    assert related(told) == set()


def test_a_circle_of_parts_is_refused_with_its_chain(told, codes, decide):
    decide(Action.RELATE, codes[4], incidents=[codes[4], codes[30]], relation="part_of")
    decide(Action.RELATE, codes[30], incidents=[codes[30], codes[9]], relation="part_of")
    chain = f"{codes[4]} is part of {codes[30]} is part of {codes[9]}"
    with pytest.raises(InvalidDecision, match=chain):
        decide(Action.RELATE, codes[9], incidents=[codes[9], codes[4]], relation="part_of")
