"""Confidence: more doubt gives a lower number, it stays within its bounds, and a wrong list is refused by name."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from civharm.claims.confidence import (
    DOUBTS,
    LEAST,
    MOST,
    SUPPORTS,
    ConfidenceRules,
    Told,
    confidence_rules,
    likelihood,
    rated,
    signs_of,
    wholes,
)
from civharm.codebook import load_codebook
from civharm.codebook.load import LISTS
from civharm.model.claims import ClaimKind, Stance
from civharm.model.errors import InvalidCodebook
from support.build import Story, people

SHIPPED = confidence_rules(load_codebook())
SIGNS = st.frozensets(st.sampled_from(sorted(DOUBTS | SUPPORTS)))


def told(*casualties: str, **fields: object) -> Story:
    """A report with one claim for each count."""
    story = Story()
    report = story.report("Wire")
    for counted in casualties:
        story.claim(report, casualties=tuple(people(each) for each in counted.split("; ")), **fields)
    return story


def signs(*casualties: str, **fields: object) -> frozenset[str]:
    """The signs of the first of the claims."""
    claims = told(*casualties, **fields).claims
    found = signs_of(claims[0], Told.of(claims, ()))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sign", "counted", "plain"),
    [
        ("vague", ["killed ~12-24 unknown"], ["killed 12 unknown"]),
        ("range", ["killed 12-15 unknown"], ["killed 12 unknown"]),
        ("open_above", ["killed 12+ unknown"], ["killed 12 unknown"]),
        ("open_below", ["killed <12 unknown"], ["killed 12 unknown"]),
        ("one_person", ["killed 1 unknown"], ["killed 2 unknown"]),
        ("added_up", ["killed 3 unknown men; killed 2 unknown women"], ["killed 3 unknown men"]),
        ("injured", ["injured 3 unknown"], ["killed 3 unknown"]),
        ("unsaid_harm", ["killed_or_injured 3 unknown"], ["killed 3 unknown"]),
        ("fighters", ["killed 3 combatant"], ["killed 3 civilian"]),
        ("lesser", ["killed 3 unknown", "killed 9 unknown"], ["killed 3 unknown", "injured 9 unknown"]),
        ("greater", ["killed 9 unknown", "killed 3 unknown"], ["killed 9 unknown", "killed 9 unknown"]),
        ("told_again", ["killed 9 unknown", "killed 9 unknown"], ["killed 9 unknown"]),
        ("told_once", ["killed 9 unknown", "injured 9 unknown"], ["killed 9 unknown", "killed 2 unknown"]),
    ],
)
def test_each_sign_of_numbers_is_seen_where_it_is(sign: str, counted: list[str], plain: list[str]):
    assert sign in signs(*counted)
    assert sign not in signs(*plain)


def test_stance_and_hedges_are_signs():
    assert {"alleged", "hedged"} <= signs("killed 3 unknown", stance=Stance.ALLEGED, hedges=("reportedly",))
    assert not {"alleged", "hedged"} & signs("killed 3 unknown")


def test_counts_of_another_event_compete_with_nothing():
    story = told("killed 3 unknown")
    story.claim(story.reports[0].id, occurrence="o2", casualties=(people("killed 40 unknown"),))
    found = signs_of(story.claims[0], Told.of(story.claims, ()))
    assert found is not None and "lesser" not in found and "several_events" in found


def test_parts_are_added_to_no_whole():
    (claim,) = told("killed 9 unknown; killed 3 unknown children part").claims
    assert [(whole.low, whole.high) for whole in wholes(claim)] == [(9, 9)]


@pytest.mark.parametrize("sign", sorted(DOUBTS))
@given(others=SIGNS)
def test_a_doubt_never_raises_confidence(sign: str, others: frozenset[str]):
    assert likelihood(others | {sign}, SHIPPED) <= likelihood(others - {sign}, SHIPPED)


@pytest.mark.parametrize("sign", sorted(SUPPORTS))
@given(others=SIGNS)
def test_a_support_never_lowers_confidence(sign: str, others: frozenset[str]):
    assert likelihood(others | {sign}, SHIPPED) >= likelihood(others - {sign}, SHIPPED)


@given(
    found=SIGNS,
    bias=st.floats(-1e6, 1e6),
    weight=st.floats(0, 1e300),
)
def test_confidence_stays_within_its_bounds(found: frozenset[str], bias: float, weight: float):
    extreme = SHIPPED.model_copy(
        update={
            "bias": bias,
            "doubts": dict.fromkeys(DOUBTS, -weight),
            "supports": dict.fromkeys(SUPPORTS, weight),
        }
    )
    assert 0 < LEAST <= likelihood(found, extreme) <= MOST < 1


def test_a_lesser_number_is_less_sure_than_the_greatest():
    lesser, greatest = rated(told("killed 3 unknown", "killed 9 unknown").claims, (), SHIPPED)
    alone = rated(told("killed 3 unknown").claims, (), SHIPPED)[0]
    assert lesser.confidence < greatest.confidence
    assert lesser.confidence < alone.confidence


def test_what_the_boards_judge_nothing_of_has_a_fixed_confidence():
    story = told("killed ? unknown", "killed 3 unknown children part")
    story.claim(story.reports[0].id, kind=ClaimKind.ATTACK)
    found = [claim.confidence for claim in rated(story.claims, (), SHIPPED)]
    assert found == [SHIPPED.uncounted, SHIPPED.parts, SHIPPED.kinds[ClaimKind.ATTACK]]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"doubts": {"lesser": 0.5}}, "doubts → lesser: Input should be less than or equal to 0"),
        (
            {"supports": {"told_again": -1}},
            "supports → told_again: Input should be greater than or equal to 0",
        ),
        ({"doubts": {"full_moon": -1}}, "doubts: Value error, no such sign: full_moon"),
        ({"supports": {"lesser": 1}}, "supports: Value error, no such sign: lesser"),
        ({"uncounted": 1}, "uncounted: Input should be less than 1"),
        ({"bias": "high"}, "bias: Input should be a valid number"),
        ({"kinds": {"attack": 0.5}}, "kinds: Value error, no confidence for the kinds aggregate"),
        ({"extra": 1}, "extra: Extra inputs are not permitted"),
    ],
)
def test_a_wrong_list_is_refused_by_name(change: dict[str, object], message: str, tmp_path: Path):
    rules = yaml.safe_load((LISTS / "rules" / "confidence.yml").read_text(encoding="utf-8"))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "confidence.yml").write_text(yaml.safe_dump(rules | change), encoding="utf-8")
    with pytest.raises(InvalidCodebook) as refused:
        confidence_rules(load_codebook(tmp_path))
    assert f"rules/confidence.yml: entry {message}" in str(refused.value)


def test_every_kind_of_claim_has_a_confidence():
    assert set(SHIPPED.kinds) | {ClaimKind.HARM} == set(ClaimKind)
    assert ConfidenceRules.model_validate(SHIPPED.model_dump()) == SHIPPED
