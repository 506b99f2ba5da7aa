"""Likeness of many reports at once is that of two by themselves."""

import random
from itertools import product

import numpy as np
import pytest

from civharm.engine.linking import report_words
from civharm.engine.linking.report_words import ReportWords
from civharm.incidents.likeness import Likeness, Rarity

_WORDS = [*(f"mot{at}" for at in range(90)), "قصف", "قَصْف", "Été", "x_y"]
_TELLING = [f"rare{at}" for at in range(30)]


def _texts() -> dict[str, str]:
    """Without words, of a few, of some hundreds; some that share rare ones."""
    chance = random.Random(5)
    lengths = [0, 1, 31, 32, 33, 64, 65, 300, *(chance.randrange(200) for _ in range(40))]
    return {
        f"r{at:02}": "\n".join(chance.choices(_WORDS, k=length) + chance.choices(_TELLING, k=length // 4))
        for at, length in enumerate(lengths)
    }


@pytest.mark.parametrize("at_once", [7, 10_000])
@pytest.mark.parametrize("rarity", [None, Rarity(texts=50, spread={"mot1": 40, "été": 3})])
def test_the_same_cosines(monkeypatch: pytest.MonkeyPatch, at_once: int, rarity: Rarity | None) -> None:
    monkeypatch.setattr(report_words, "_TEXTS_AT_ONCE", at_once)
    texts = _texts()
    words = ReportWords()
    for report, text in texts.items():
        words.add(report, text)
    left, right = np.array(list(product(range(len(texts)), repeat=2))).T
    found = words.vectors(rarity).cosines(left, right)
    likeness, names = Likeness(texts, rarity), list(texts)
    expected = [
        likeness.between(names[a], names[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)
    ]
    assert found == pytest.approx(expected, abs=1e-6)
    assert max(expected) == pytest.approx(1)


def test_the_same_like_reports() -> None:
    texts = _texts()
    words = ReportWords()
    for report, text in texts.items():
        words.add(report, text)
    names = list(texts)
    left, right = words.vectors().alike(0.15)
    found = {(names[a], names[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)}
    assert found == set(Likeness(texts).alike(0.15)) != set()


def test_no_reports() -> None:
    left, right = ReportWords().vectors().alike(0.15)
    assert not len(left)
    assert not len(right)
