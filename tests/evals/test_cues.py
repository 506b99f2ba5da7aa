"""The fit of the net that knows cues, on a few invented articles."""

import json
from pathlib import Path

import numpy as np
import pytest

from civharm.claims.english.sayings.cue_net import CueNet
from civharm.claims.english.sayings.cue_signs import CueSigns
from evals.cues import Marked, is_held_out, main, token_f1

PEOPLE = ("mayor", "nurse", "driver", "clerk", "judge", "baker", "guard", "priest")


def article(number: int, person: str) -> tuple[dict[str, object], dict[str, object]]:
    text = f"The {person} said that the road was closed. " * 40
    cues = [{"start": at, "end": at + 4} for at in range(len(text)) if text.startswith("said", at)]
    told = [{"source": [], "cue": [cue], "content": []} for cue in cues]
    return {"id": f"n{number}", "text": text}, {"id": f"n{number}", "attributions": told}


def test_the_fit_writes_weights_that_know_the_cue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    board = tmp_path / "speakers"
    board.mkdir()
    items, answers = zip(*(article(number, person) for number, person in enumerate(PEOPLE)), strict=True)
    (board / "items.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    (board / "gold.jsonl").write_text("\n".join(map(json.dumps, answers)), encoding="utf-8")
    weights = tmp_path / "net.npz"
    asked = ["--gold", str(tmp_path), "--weights", str(weights), "--hidden", "8", "--sweeps", "120"]
    assert main(asked) == 0
    fitted, held_out = capsys.readouterr().out.splitlines()
    assert fitted.endswith("token F1 1.000")
    assert held_out.endswith("token F1 1.000")
    with np.load(weights) as kept:
        assert {name: kept[name].shape[-1] for name in ("near", "own", "bias", "out")} == dict.fromkeys(
            ("near", "own", "bias", "out"), 8
        )


def test_nothing_to_fit_on_is_said(tmp_path: Path) -> None:
    assert main(["--gold", str(tmp_path)]) == 2


def test_about_a_third_is_held_out() -> None:
    assert 0.25 < sum(is_held_out(f"report-{number}") for number in range(1_000)) / 1_000 < 0.38


def test_f1_counts_tokens_over_all_reports() -> None:
    net = CueNet(
        near=np.concatenate([np.zeros((2, 1, 1)), np.ones((1, 1, 1)), np.zeros((4, 1, 1))]).astype(
            np.float32
        ),
        own=np.zeros((2, 1, 1), dtype=np.float32),
        bias=np.zeros(1, dtype=np.float32),
        out=np.full(1, 4, dtype=np.float32),
        out_bias=-2.0,
    )
    signs = CueSigns(
        near=np.array([[1], [1], [0], [0]], dtype=np.uint8),
        own=np.zeros((4, 1), dtype=np.uint8),
        head=np.arange(4),
        tokens=np.arange(4),
    )
    marked = [Marked("a", signs, np.array([1, 0, 0, 0], dtype=np.uint8))]
    assert token_f1(net, marked) == pytest.approx(2 / 3)
