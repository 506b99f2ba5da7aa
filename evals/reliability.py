"""How far confidences can be believed: bins, expected calibration error, and the fit of the weights."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5

import numpy as np
from numpy.typing import NDArray

from civharm.claims.confidence import DOUBTS, SUPPORTS

BINS, FOLDS = 10, 5
#: How much a weight must earn: claims' worth of evidence that it weighs nothing.
_RIDGE = 2.0
_SWEEPS = 300

Floats = NDArray[np.float64]
Weights = Mapping[str, float]
BIAS = "bias"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A harm claim that a board's answer judges: its signs, and whether its numbers agree with the answer."""

    board: str
    id: str
    language: str
    signs: frozenset[str]
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The claims whose confidence lies in one tenth, how confident they are on average, and how many are right."""

    claims: int
    confidence: float
    right: float


def bins(confidences: Sequence[float], are_right: Sequence[bool]) -> list[Bin]:
    """Ten bins of equal width from 0 to 1; those without claims are left out."""
    filled: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in zip(confidences, are_right, strict=True):
        filled.setdefault(min(BINS - 1, int(confidence * BINS + 1e-9)), []).append((confidence, is_right))
    return [_bin(filled[number]) for number in sorted(filled)]


def _bin(claims: Sequence[tuple[float, bool]]) -> Bin:
    count = len(claims)
    confidence = sum(confidence for confidence, _ in claims) / count
    return Bin(claims=count, confidence=confidence, right=sum(right for _, right in claims) / count)


def calibration_error(confidences: Sequence[float], are_right: Sequence[bool]) -> float:
    """Expected calibration error: how far confidence and share of right claims lie apart, over the bins by their size."""
    apart = sum(abs(each.confidence - each.right) * each.claims for each in bins(confidences, are_right))
    return apart / len(confidences) if confidences else 0.0


def ranking(confidences: Sequence[float], are_right: Sequence[bool]) -> float:
    """How often a right claim is more confident than a wrong one (the area under the ROC curve)."""
    scores, right = np.array(confidences), np.array(are_right, dtype=bool)
    above, below = scores[right], np.sort(scores[~right])
    if not len(above) or not len(below):
        return 0.5
    wins = np.searchsorted(below, above, "left") + np.searchsorted(below, above, "right")
    return float(wins.sum() / 2 / len(above) / len(below))


def fit(judged: Sequence[Judged]) -> dict[str, float]:
    """Weights by logistic regression with a ridge: each board counts alike, no doubt helps, no support harms.

    A sign whose weight would have the wrong sense is left out.
    """
    signs = sorted(DOUBTS | SUPPORTS)
    held = np.array([[1.0, *(sign in each.signs for sign in signs)] for each in judged])
    right = np.array([each.is_right for each in judged], dtype=np.float64)
    low = np.array([-np.inf, *(-np.inf if sign in DOUBTS else 0.0 for sign in signs)])
    high = np.array([np.inf, *(np.inf if sign in SUPPORTS else 0.0 for sign in signs)])
    weights = _descended(held, right, _shares(judged), (low, high))
    fitted = {name: round(float(weight), 2) for name, weight in zip((BIAS, *signs), weights, strict=True)}
    return {name: weight for name, weight in fitted.items() if weight or name == BIAS}


def _shares(judged: Sequence[Judged]) -> Floats:
    """What each claim counts, so that every board counts alike; the mean is 1."""
    boards = [each.board for each in judged]
    sizes = {board: boards.count(board) for board in set(boards)}
    return np.array([len(judged) / len(sizes) / sizes[board] for board in boards])


def _descended(held: Floats, right: Floats, shares: Floats, limits: tuple[Floats, Floats]) -> Floats:
    """Newton's step for one weight after the other, kept within its limits, until none of them moves."""
    weights = np.zeros(held.shape[1])
    total = held @ weights
    for _ in range(_SWEEPS):
        before = weights.copy()
        for at in range(len(weights)):
            likely = 1 / (1 + np.exp(-total))
            ridge = _RIDGE if at else 0.0
            slope = held[:, at] @ (shares * (right - likely)) - ridge * weights[at]
            bend = (held[:, at] ** 2) @ (shares * likely * (1 - likely)) + ridge
            moved = np.clip(weights[at] + slope / (bend + 1e-9), limits[0][at], limits[1][at])
            total += held[:, at] * (moved - weights[at])
            weights[at] = moved
        if np.abs(weights - before).max() < 1e-4:
            break
    return weights


def fold_of(judged: Judged) -> int:
    """In which part a claim is held out: by the id of its report, so that a report is in one part alone."""
    return int(md5(judged.id.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def held_out(judged: Sequence[Judged], rate: Callable[[Judged, Weights], float]) -> list[float]:
    """Each claim's confidence by weights that were fitted without its part."""
    fitted = {fold: fit(_others(judged, fold)) for fold in {fold_of(each) for each in judged}}
    return [rate(each, fitted[fold_of(each)]) for each in judged]


def _others(judged: Iterable[Judged], fold: int) -> list[Judged]:
    return [each for each in judged if fold_of(each) != fold]
