"""The arithmetic of calibration, on cases worked out by hand; and the whole way on invented reports."""

import json
from pathlib import Path

import pytest

from civharm.claims.confidence import Whole, confidence_rules
from civharm.codebook import default_codebook, load_codebook
from civharm.model.casualties import Harm
from evals.calibration import agrees, answer_of, fitted_rules, main
from evals.reliability import BIAS, Judged, bins, calibration_error, fit, fold_of, ranking


def test_the_error_is_the_distance_by_the_size_of_the_bins():
    # 0.8 and 0.8: half right, 0.3 apart; 0.1: wrong, 0.1 apart; 1.0: right, 0 apart
    found = calibration_error([0.8, 0.8, 0.1, 1.0], [True, False, False, True])
    assert found == pytest.approx((2 * 0.3 + 1 * 0.1 + 1 * 0.0) / 4)


def test_a_bin_holds_its_lower_end_and_the_last_one_its_upper_too():
    sizes = [each.claims for each in bins([0.3, 0.39, 0.4, 0.95, 1.0], [True] * 5)]
    assert sizes == [2, 1, 2]


def test_nothing_has_no_error():
    assert calibration_error([], []) == 0.0


@pytest.mark.parametrize(
    ("confidences", "right", "expected"),
    [([0.9, 0.2], [True, False], 1.0), ([0.2, 0.9], [True, False], 0.0), ([0.5, 0.5], [True, False], 0.5)],
)
def test_ranking(confidences: list[float], right: list[bool], expected: float):
    assert ranking(confidences, right) == expected


def judged(number: int, *signs: str, right: bool, board: str = "b") -> Judged:
    return Judged(board=board, id=f"{board}{number}", language="en", signs=frozenset(signs), is_right=right)


def test_a_doubt_that_goes_with_being_wrong_weighs_and_one_that_helps_does_not():
    claims = [judged(number, "lesser", right=number % 4 == 0) for number in range(40)]
    claims += [judged(number, "hedged", right=number % 8 != 0) for number in range(40, 80)]
    weights = fit(claims)
    assert weights["lesser"] < -1
    assert "hedged" not in weights and weights[BIAS] > 0


def test_boards_count_alike_whatever_their_size():
    large = [judged(number, right=True, board="large") for number in range(90)]
    small = [judged(number, right=False, board="small") for number in range(10)]
    assert fit([*large, *small])[BIAS] == pytest.approx(0, abs=0.01)


def test_all_claims_of_an_item_are_held_out_together():
    assert fold_of(judged(1, "lesser", right=True)) == fold_of(judged(1, right=False))


def whole(harm: Harm, low: int | None, high: int | None) -> Whole:
    return Whole(harm=harm, low=low, high=high, counts=())


RANGE = {"killed_min": 9, "killed_max": 12, "injured_min": None, "injured_max": None}


@pytest.mark.parametrize(
    ("counted", "expected"),
    [
        ([(Harm.KILLED, 9, 9)], True),
        ([(Harm.KILLED, 10, 12)], True),
        ([(Harm.KILLED, None, 12)], True),
        ([(Harm.KILLED, 8, 12)], False),
        ([(Harm.KILLED, 13, 13)], False),
        ([(Harm.INJURED, 4, 4)], None),
        ([(Harm.KILLED, 9, 9), (Harm.INJURED, 4, 4)], True),
    ],
)
def test_a_claim_agrees_with_a_coded_range(counted: list, expected: bool | None):
    answer = answer_of(RANGE, "toll-gaza")
    assert agrees([whole(*each) for each in counted], answer) is expected


def test_no_injured_may_mean_unknown_on_one_board():
    assert answer_of({"killed": 0, "injured": 0}, "toll-iraq") == {Harm.KILLED: (0, 0)}
    assert answer_of({"killed": 0, "injured": 0}, "toll-gva") == {Harm.KILLED: (0, 0), Harm.INJURED: (0, 0)}


def test_the_version_counts_up_only_where_a_weight_has_changed():
    rules = confidence_rules(default_codebook())
    same = {BIAS: rules.bias, **rules.weights}
    assert fitted_rules(same, rules) == rules
    assert int(fitted_rules(same | {BIAS: 9.0}, rules).version) == int(rules.version) + 1


def test_one_command_writes_weights_figure_and_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = tmp_path / "gold" / "toll-iraq"
    folder.mkdir(parents=True)
    texts = {f"r{n}": f"A bomb on 3 May 2016 killed {n} people in Mosul, Iraq." for n in range(2, 8)}
    items = [{"id": name, "text": text, "lang": "en"} for name, text in texts.items()]
    gold = [{"id": name, "killed": int(name[1]) + (name == "r7"), "injured": 0} for name in texts]
    (folder / "items.jsonl").write_text("\n".join(map(json.dumps, items)))
    (folder / "gold.jsonl").write_text("\n".join(map(json.dumps, gold)))
    rules = tmp_path / "own" / "rules" / "confidence.yml"
    rules.parent.mkdir(parents=True)
    asked = ["--gold", str(tmp_path / "gold"), "--processes", "1", "--docs", str(tmp_path / "docs")]
    (tmp_path / "docs").mkdir()
    assert main([*asked, "--rules", str(rules)]) == 0
    assert "toll-iraq  6  0.833" in capsys.readouterr().out
    assert confidence_rules(load_codebook(tmp_path / "own")).bias > 0
    assert "| all claims | 6 | 0.833 |" in (tmp_path / "docs" / "confidence.md").read_text()
    assert (tmp_path / "docs" / "figures" / "reliability.svg").read_text().startswith("<svg")


def test_without_boards_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["--gold", str(tmp_path), "--rules", str(tmp_path / "c.yml")]) == 2
    assert "no toll board" in capsys.readouterr().err and not (tmp_path / "c.yml").exists()
