"""Judgements of people: what holds together, and what contradicts what came before it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from civharm.incidents.judge import without_contradictions
from civharm.model.incidents import Judgement, Verdict

SIGNS = {"=": Verdict.POSITIVE, "≠": Verdict.NEGATIVE, "?": Verdict.UNSURE}


def judgements(words: str) -> list[Judgement]:
    """ "a=b a≠c": judgements, each named by its words."""
    return [
        Judgement(left=each[0], right=each[2], verdict=SIGNS[each[1]], decision_id=each)
        for each in words.split()
    ]


@pytest.mark.parametrize(
    "words",
    ["", "a=b b=c a=c", "a≠b a≠c b≠c", "a=b b≠c a≠c", "a?b b=c", "a≠b a?b", "a=a", "a=b c=d b≠c"],
)
def test_judgements_that_hold_together(words):
    judged = without_contradictions(judgements(words))
    assert (list(judged.judgements), judged.set_aside) == (judgements(words), ())


CONTRADICTIONS = [
    ("a=b b=c a≠c", "a≠c", "a = b = c, but a ≠ c"),
    ("a=b b=c c=d a=d a≠d", "a≠d", "a = d, but a ≠ d"),
    ("a≠c a=b b=c", "b=c", "a = b = c, but a ≠ c"),
    ("a≠d a=b c=d b=c", "b=c", "a = b = c = d, but a ≠ d"),
    ("a=b a?b", "a?b", "a = b, but a ≠ b"),
    ("a?b a=b", "a=b", "a = b, but a ≠ b"),
    ("a≠a", "a≠a", "a, but a ≠ a"),
]


@pytest.mark.parametrize(("words", "set_aside", "chain"), CONTRADICTIONS)
def test_the_later_judgement_is_set_aside_with_the_chain(words, set_aside, chain):
    judged = without_contradictions(judgements(words))
    (found,) = map(judged.contradiction, judged.set_aside)
    assert (found.judgement.decision_id, str(found)) == (set_aside, chain)
    assert len(found.links) == len(found.chain) - 1


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("=≠?"), st.sampled_from("abcdef"))))
def test_nothing_is_lost_and_what_is_kept_holds_together(triples):
    made = judgements(" ".join(map("".join, triples)))
    judged = without_contradictions(made)
    assert len(judged.judgements) + len(judged.set_aside) == len(made)
    assert without_contradictions(judged.judgements).set_aside == ()
    ties = judged.ties()
    for each in judged.judgements:
        is_same = each.verdict is Verdict.POSITIVE
        assert ties.are_one(each.left, each.right) == is_same
        assert ties.are_apart(each.left, each.right) != is_same
    for each in map(judged.contradiction, judged.set_aside):
        assert all(link.verdict is Verdict.POSITIVE for link in each.links)
        assert {each.chain[0], each.chain[-1]} == {each.apart.left, each.apart.right}


def test_many_contradictions_cost_little():
    """Half of a thousand that one person tied, parted by another."""
    tied = [Judgement(left="c0", right=f"c{number}", verdict=Verdict.POSITIVE) for number in range(1, 1000)]
    parted = [
        Judgement(left=f"c{left}", right=f"c{right}", verdict=Verdict.NEGATIVE)
        for left in range(100)
        for right in range(500, 1000)
    ]
    judged = without_contradictions([*tied, *parted])
    assert (len(judged.judgements), len(judged.set_aside)) == (999, 50_000)
    assert str(judged.contradiction(judged.set_aside[-1])) == "c99 = c0 = c999, but c99 ≠ c999"
