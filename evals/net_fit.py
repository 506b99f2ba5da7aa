"""Fits a small net by gradient descent (Adam, with dropout); the same examples give the same net."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from civharm.places.ties.net import Net

HIDDEN, NETS = 16, 3
_EPOCHS, _BATCH, _STEP = 40, 512, 3e-3
_DROPPED, _RIDGE = 0.2, 0.01
#: A feature rarer than this says too little to be weighed.
_RAREST = 15
#: Rare features would otherwise be stretched without bounds when all are brought to one scale.
_LEAST_SPREAD = 0.2
_DECAY, _DECAY_SQUARES = 0.9, 0.999

Floats = NDArray[np.float32]
Weights = dict[str, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One place beside one event, and whether the event happened there."""

    features: frozenset[str]
    is_right: bool


def fitted_net(examples: Sequence[Example]) -> Net:
    """Several nets that begin elsewhere, side by side in one: their outcomes are averaged."""
    names = _names(examples)
    held = np.array([[name in each.features for name in names] for each in examples], dtype=np.float32)
    right = np.array([each.is_right for each in examples], dtype=np.float32)
    mean, spread = held.mean(axis=0), np.maximum(held.std(axis=0), _LEAST_SPREAD)
    nets = [_descended((held - mean) / spread, right, np.random.default_rng(seed)) for seed in range(NETS)]
    direct = np.mean([net["direct"] for net in nets], axis=0)[:, None]
    outcome = np.mean([net["start"] for net in nets], axis=0)
    weights = np.hstack([direct, *(net["hidden"] for net in nets)]) / spread[:, None]
    start = np.concatenate([outcome, *(net["hidden_start"] for net in nets)])
    return Net(
        rows={name: at for at, name in enumerate(names)},
        weights=weights.astype(np.float64),
        start=(start - mean @ weights).astype(np.float64),
        out=np.concatenate([net["out"] for net in nets]).astype(np.float64) / NETS,
    )


def _names(examples: Sequence[Example]) -> list[str]:
    counted: dict[str, int] = {}
    for each in examples:
        for name in each.features:
            counted[name] = counted.get(name, 0) + 1
    return sorted(name for name, count in counted.items() if count >= _RAREST)


def _descended(held: Floats, right: Floats, chance: np.random.Generator) -> Weights:
    weights = _first_weights(held.shape[1], chance)
    means = {name: np.zeros_like(each) for name, each in weights.items()}
    squares = {name: np.zeros_like(each) for name, each in weights.items()}
    steps = 0
    for epoch in range(_EPOCHS):
        order = chance.permutation(len(held))
        for first in range(0, len(order), _BATCH):
            batch = order[first : first + _BATCH]
            kept = chance.random((len(batch), held.shape[1])) > _DROPPED
            slopes = _slopes(held[batch] * kept / np.float32(1 - _DROPPED), right[batch], weights)
            steps += 1
            for name, slope in slopes.items():
                means[name] += (1 - _DECAY) * (slope - means[name])
                squares[name] += (1 - _DECAY_SQUARES) * (slope**2 - squares[name])
                step = means[name] / (1 - _DECAY**steps)
                scale = np.sqrt(squares[name] / (1 - _DECAY_SQUARES**steps)) + 1e-8
                weights[name] -= np.float32(_STEP * (1 - epoch / _EPOCHS)) * step / scale
    return weights


def _first_weights(features: int, chance: np.random.Generator) -> Weights:
    return {
        "direct": np.zeros(features, dtype=np.float32),
        "start": np.full(1, -1.0, dtype=np.float32),
        "hidden": (chance.standard_normal((features, HIDDEN)) * 0.7 / features**0.5).astype(np.float32),
        "hidden_start": np.zeros(HIDDEN, dtype=np.float32),
        "out": (chance.standard_normal(HIDDEN) / HIDDEN**0.5).astype(np.float32),
    }


def _slopes(held: Floats, right: Floats, weights: Weights) -> Weights:
    """How the mean logistic loss, with a ridge on the hidden layer, rises with each weight."""
    sums = held @ weights["hidden"] + weights["hidden_start"]
    hidden = np.maximum(sums, 0)
    total = hidden @ weights["out"] + held @ weights["direct"] + weights["start"]
    error = (1 / (1 + np.exp(-total)) - right) / np.float32(len(right))
    back = np.outer(error, weights["out"]) * (sums > 0)
    return {
        "direct": held.T @ error,
        "start": error.sum(keepdims=True),
        "hidden": held.T @ back + _RIDGE * weights["hidden"],
        "hidden_start": back.sum(axis=0),
        "out": hidden.T @ error + _RIDGE * weights["out"],
    }
