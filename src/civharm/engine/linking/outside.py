"""What SQL can't tell of two events: how their places lie, and how much alike their reports are.

Both come to a pair as one small number, its code, which Splink hands through with the pair.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from civharm.engine.linking.likeness import Ints, Vectors
from civharm.incidents.distance import PLACE_LEVELS, place_level, weight_of_level
from civharm.incidents.rules import LinkageRules
from civharm.model.places import Place

_NUMBER_OF = {level: number for number, level in enumerate(PLACE_LEVELS)}
_NO_LEVEL = len(PLACE_LEVELS)


class Outside:
    """Codes of pairs, and what each code weighs."""

    def __init__(self, places: Sequence[tuple[Place, ...]], vectors: Vectors, rules: LinkageRules) -> None:
        self._places = places
        self._vectors = vectors
        self._steps = sorted(rules.texts, key=lambda step: step.from_)
        self._known: dict[int, int] = {}
        of_places = [*(weight_of_level(level, rules.place) for level in PLACE_LEVELS), 0.0]
        of_texts = [*(step.weight for step in self._steps), 0.0]
        self.weights = [place + text for place in of_places for text in of_texts]

    def codes(self, pairs: Mapping[str, NDArray[Any]]) -> NDArray[np.int32]:
        """For pairs with both reports and places, and whether a report is shared; in the order of `report`."""
        places = self.lies(pairs["place"], pairs["other_place"])
        texts = self._likenesses(pairs["report"].astype(np.int64), pairs["other_report"].astype(np.int64))
        texts[pairs["is_shared"].astype(bool)] = len(self._steps)
        return (places * (len(self._steps) + 1) + texts).astype(np.int32)

    def _likenesses(self, left: Ints, right: Ints) -> Ints:
        """The number of the step; events of one report are given one more than there are."""
        above = np.array([step.from_ for step in self._steps[1:]])
        return np.searchsorted(above, self._vectors.cosines(left, right), side="right")

    def lies(self, left: NDArray[Any], right: NDArray[Any]) -> Ints:
        """The number of the level; one more than there are where nothing is known."""
        unknown = np.ma.getmaskarray(left) | np.ma.getmaskarray(right)
        keys = np.where(unknown, -1, (np.ma.getdata(left).astype(np.int64) << 32) | np.ma.getdata(right))
        distinct, places = np.unique(keys, return_inverse=True)
        found = np.fromiter(map(self._lie, distinct.tolist()), dtype=np.int64, count=len(distinct))
        return np.asarray(found[places])

    def _lie(self, key: int) -> int:
        if key < 0:
            return _NO_LEVEL
        if key not in self._known:
            level = place_level(self._places[key >> 32], self._places[key & 0xFFFFFFFF])
            self._known[key] = _NUMBER_OF[level] if level else _NO_LEVEL
        return self._known[key]
