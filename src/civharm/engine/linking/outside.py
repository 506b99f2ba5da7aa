"""What SQL can't tell of two events: how their places lie, and how much alike their reports are."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from civharm.engine.linking.columns import EventColumns
from civharm.engine.linking.likeness import Floats, Ints, Vectors
from civharm.incidents.distance import PLACE_LEVELS, place_level, weight_of_level
from civharm.incidents.rules import LinkageRules

_NUMBER_OF = {level: number for number, level in enumerate(PLACE_LEVELS)}
_NO_LEVEL = len(PLACE_LEVELS)
_NOWHERE = -1


class Outside:
    """What pairs weigh by their places and texts."""

    def __init__(self, events: EventColumns, vectors: Vectors, rules: LinkageRules) -> None:
        table = events.table()
        self._events = events
        self._reports = table["report"].to_numpy().astype(np.int64)
        self._origins = table["origin"].to_numpy()
        self._places = table["place"].fill_null(_NOWHERE).to_numpy().astype(np.int64)
        self._vectors = vectors
        self._steps = sorted(rules.texts, key=lambda step: step.from_)
        self._known: dict[int, int] = {}
        self._of_places = np.array([*(weight_of_level(level, rules.place) for level in PLACE_LEVELS), 0.0])
        self._of_texts = np.array([step.weight for step in self._steps])

    def weights(self, left: NDArray[np.int32], right: NDArray[np.int32]) -> Floats:
        """Of pairs in the order of the left events, in log-odds."""
        places = self.lies(self._places[left], self._places[right])
        texts = self._of_texts[self._likenesses(self._reports[left], self._reports[right])]
        texts[self._of_one_report(left, right)] = 0.0
        found: Floats = self._of_places[places] + texts
        return found

    def _likenesses(self, left: Ints, right: Ints) -> Ints:
        """The number of the step."""
        above = np.array([step.from_ for step in self._steps[1:]])
        return np.searchsorted(above, self._vectors.cosines(left, right), side="right")

    def _of_one_report(self, left: NDArray[np.int32], right: NDArray[np.int32]) -> Ints:
        """The pairs that a report tells both of: they are of one text."""
        of_one_text = np.flatnonzero(self._origins[left] == self._origins[right])
        ends = zip(left[of_one_text].tolist(), right[of_one_text].tolist(), strict=True)
        told = (not set(self._events.reports_of(a)).isdisjoint(self._events.reports_of(b)) for a, b in ends)
        return of_one_text[np.fromiter(told, np.bool_, len(of_one_text))]

    def lies(self, left: Ints, right: Ints) -> Ints:
        """The number of the level; one more than there are where nothing is known."""
        keys = np.where((left < 0) | (right < 0), _NOWHERE, (left << 32) | right)
        coded = pa.array(keys).dictionary_encode()
        found = np.fromiter(map(self._lie, coded.dictionary.to_pylist()), np.int64, len(coded.dictionary))
        return np.asarray(found[coded.indices.to_numpy()])

    def _lie(self, key: int) -> int:
        if key < 0:
            return _NO_LEVEL
        if key not in self._known:
            places = self._events.places
            level = place_level(places[key >> 32], places[key & 0xFFFFFFFF])
            self._known[key] = _NUMBER_OF[level] if level else _NO_LEVEL
        return self._known[key]
