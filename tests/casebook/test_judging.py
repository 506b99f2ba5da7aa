"""What decisions on linking come to when claims are read anew: pure functions of decisions."""

from datetime import UTC, datetime

import pytest

from civharm.casebook.judging import judging_issues, judging_of
from civharm.model.decisions import Action, Decision

AT = datetime(2021, 5, 4, tzinfo=UTC)
JUDGE, MERGE, SPLIT, MOVE = Action.JUDGE, Action.MERGE, Action.SPLIT, Action.MOVE


def decision(number: int, action: Action, **change: object) -> Decision:
    return Decision(
        id=f"d{number}",
        action=action,
        target="i1",
        author="Ada",
        reason="looked at both",
        decided_at=AT,
        change=change,
    )


def pair(words: str) -> dict[str, object]:
    verdict = {"=": "positive", "≠": "negative", "?": "unsure"}[words[1]]
    return {"claims": [words[0], words[2]], "verdict": verdict}


def come_to(*decisions: Decision, gone: str = "", heirs: str = "") -> str:
    """The judgements as "a=b a≠c"; `gone` are claims that nothing stands for, `heirs` says "ab": b stands for a."""
    stands = dict(heirs.split(">") for heirs in heirs.split())
    judging = judging_of(decisions, lambda claim: None if claim in gone else stands.get(claim, claim))
    signs = {"positive": "=", "negative": "≠", "unsure": "?"}
    return " ".join(f"{each.left}{signs[each.verdict]}{each.right}" for each in judging.judged.judgements)


CASES = [
    ([(JUDGE, pair("a=b"))], "", "", "a=b"),
    ([(JUDGE, pair("a?b"))], "", "a>c", "c?b"),
    ([(JUDGE, pair("a=b"))], "b", "", ""),
    ([(MERGE, {"claims": [["a", "b"], ["c", "d"]]})], "", "", "a=c"),
    ([(MERGE, {"claims": [["a", "b"], ["c", "d"]]})], "a", "c>e", "b=e"),
    ([(MERGE, {"claims": [["a"], ["b"], ["c"]]})], "", "", "a=b a=c"),
    ([(MERGE, {"claims": [["a", "b"], ["c"]]})], "ab", "", ""),
    ([(SPLIT, {"claims": ["a", "b"], "rest": ["c", "d"]})], "", "", "a=b a≠c a≠d b≠c b≠d"),
    ([(SPLIT, {"claims": ["a", "b"], "rest": ["c", "d"]})], "ac", "", "b≠d"),
    ([(MOVE, {"claims": ["a"], "rest": ["b"], "others": ["c", "d"]})], "", "", "a=c a≠b"),
    ([(MOVE, {"claims": ["a"], "rest": ["b"], "others": ["c", "d"]})], "c", "", "a=d a≠b"),
    ([(MOVE, {"claims": ["a"], "rest": ["b"], "others": ["c"]})], "c", "", ""),
]


@pytest.mark.parametrize(("made", "gone", "heirs", "expected"), CASES)
def test_what_decisions_come_to(made, gone, heirs, expected):
    decisions = [decision(number, action, **change) for number, (action, change) in enumerate(made)]
    assert come_to(*decisions, gone=gone, heirs=heirs) == expected


def test_a_claim_that_was_taken_out_since_stands_for_nothing_merged():
    merge = decision(1, MERGE, claims=[["a", "b"], ["c"]])
    split = decision(2, SPLIT, claims=["b"], rest=["a", "c"])
    assert come_to(merge, split, gone="a") == "b≠c"


def test_what_came_to_contradict_is_set_aside_and_told():
    decisions = [decision(1, JUDGE, **pair("a=b")), decision(2, JUDGE, **pair("c≠b"))]
    judging = judging_of(decisions, lambda claim: {"c": "a"}.get(claim, claim))
    (issue,) = judging_issues(judging, {each.id: each for each in decisions}, str)
    assert issue.code == "contradicting-judgement"
    assert "decision d2 (judge, by Ada)" in issue.message and "a = b, but a ≠ b" in issue.message


def test_what_binds_nothing_any_more_is_told():
    decisions = [decision(1, JUDGE, **pair("a=b"))]
    judging = judging_of(decisions, lambda claim: None)
    (issue,) = judging_issues(judging, {}, str)
    assert (issue.code, judging.judged.judgements) == ("judgement-without-claims", ())
