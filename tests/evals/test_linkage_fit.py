"""What Splink learns of the weights of linking, from a synthetic war."""

import pytest

from benchmarks.synthetic_claims import War
from civharm.engine.linking.levels import comparisons
from civharm.incidents.rules import linkage_rules
from evals.linkage_fit import Estimate, estimates


@pytest.fixture(scope="module")
def learned() -> dict[tuple[str, str], Estimate]:
    told = ((each.report, each.text, each.claims) for each in War(1_500).reports())
    return {(each.comparison, each.level): each for each in estimates(told)}


def test_every_weight_of_the_list_has_a_row(learned: dict[tuple[str, str], Estimate]) -> None:
    weighed = {
        (each.name, level.label)
        for each in comparisons(linkage_rules())
        for level in each.levels
        if level.weight is not None
    }
    assert learned.keys() == weighed


def test_what_ties_two_events_is_learned_without_labels(learned: dict[tuple[str, str], Estimate]) -> None:
    same_day = learned["time", "same day"].estimated
    assert same_day is not None and same_day > 1
    large, small = (
        learned["killed", "the same, from 5"].estimated,
        learned["killed", "the same, from 0"].estimated,
    )
    assert large is not None and small is not None and large > small


def test_what_was_not_seen_is_not_learned(learned: dict[tuple[str, str], Estimate]) -> None:
    assert learned["place", "same place: street"].estimated is None
