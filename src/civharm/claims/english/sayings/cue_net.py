"""A small net that says how likely each token is a word of a cue. Fitted by `python -m evals.cues`."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from civharm.claims.english.sayings.cue_signs import CueSigns, Flags, Indices

Floats = NDArray[np.float32]
WEIGHTS = Path(__file__).with_name("cue_net.npz")
#: Whose signs count beside a token's own: itself, its neighbours, its head, and its head's head.
_NEIGHBOURS = (-2, -1, 0, 1, 2)


@dataclass(frozen=True, slots=True)
class CueNet:
    """One hidden layer. `near` has a slice of weights for each place that it is looked at in, `own` two."""

    near: Floats
    own: Floats
    bias: Floats
    out: Floats
    out_bias: float

    def chances(self, signs: CueSigns) -> Floats:
        """For each token how likely it is a word of a cue that nobody else's words hold."""
        hidden = self.bias + sum(
            _looked_up(columns.astype(np.float32) @ weights, rows)
            for columns, slices in ((signs.near, self.near), (signs.own, self.own))
            for weights, rows in zip(slices, places(signs, columns), strict=True)
        )
        chances: Floats = 1 / (1 + np.exp(-(np.maximum(hidden, 0) @ self.out + self.out_bias)))
        return chances


def places(signs: CueSigns, columns: Flags) -> list[Indices]:
    """Which row stands in each place, -1 for none."""
    own, size = np.arange(len(signs.head)), len(signs.head)
    if columns is signs.own:
        return [own, signs.head]
    shifted = [np.where((own + by >= 0) & (own + by < size), own + by, -1) for by in _NEIGHBOURS]
    return [*shifted, signs.head, signs.head[signs.head]]


def _looked_up(values: Floats, rows: Indices) -> Floats:
    """The values of the rows, 0 where there is none."""
    found: Floats = np.where((rows >= 0)[:, None], values[rows], 0)
    return found


@lru_cache(maxsize=1)
def cue_net() -> CueNet:
    """The net that is shipped."""
    with np.load(WEIGHTS) as kept:
        arrays = {name: kept[name].astype(np.float32) for name in kept.files}
    return CueNet(
        near=arrays["near"],
        own=arrays["own"],
        bias=arrays["bias"],
        out=arrays["out"],
        out_bias=float(arrays["out_bias"]),
    )
