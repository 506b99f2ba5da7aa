"""The blocks of `incidents.blocking` as rows of numbers.

Which days an event has is known for each event, which areas for each place: the two meet only when all have come.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa

from civharm.engine.linking.likeness import Ints, ragged
from civharm.engine.linking.numbers import Numbers
from civharm.incidents.blocking import areas_of, days_to_meet, own_blocks_of, place_names_of
from civharm.incidents.occurrences import Occurrence
from civharm.model.places import Place

#: Bits that hold the number of any day.
_DAY = 22


class EventBlocks:
    """Collects what events share, event by event."""

    def __init__(self) -> None:
        self._own, self._areas, self._names = Numbers(), Numbers(), Numbers()
        self._own_blocks, self._own_events = array("q"), array("q")
        self._places, self._first_days, self._days = array("q"), array("q"), array("q")
        self._areas_of_places, self._names_of_places = _Ragged(), _Ragged()

    def add_place(self, places: Sequence[Place]) -> None:
        """The places of events, in the order of their number."""
        self._areas_of_places.add(self._areas.all_of(areas_of(places)))
        self._names_of_places.add(self._names.all_of(place_names_of(places)))

    def add(self, event: Occurrence, place: int | None) -> None:
        """The next event, with the number of its places."""
        days = days_to_meet(event)
        for block in set(own_blocks_of(event)):
            self._own_blocks.append(self._own.of(block))
            self._own_events.append(len(self._places))
        self._places.append(-1 if place is None else place)
        self._first_days.append(days.start)
        self._days.append(len(days))

    def table(self) -> pa.Table:
        """The rows: `block` and `event`."""
        places, days = _ints(self._places), _ints(self._days)
        with_days = np.flatnonzero((places >= 0) & (days > 0))
        events = np.repeat(with_days, days[with_days])
        on_days = ragged(_ints(self._first_days)[with_days], days[with_days])
        at, areas = self._telling_areas().rows(places[events])
        blocks = (areas << _DAY) | on_days[at]
        own = -1 - _ints(self._own_blocks)  # no other block is less than 0
        return _table(np.concatenate([own, blocks]), np.concatenate([_ints(self._own_events), events[at]]))

    def _telling_areas(self) -> "_Ragged":
        """Of the areas of each place those that bring together what no other of its areas does."""
        areas = list(self._areas_of_places)
        places: dict[int, set[int]] = defaultdict(set)
        for place, some in enumerate(areas):
            for area in some:
                places[area].add(place)
        order = {area: (len(found), area) for area, found in places.items()}
        superfluous = {
            area
            for area, found in places.items()
            if any(
                order[area] < order[other] and found <= places[other] for other in areas[next(iter(found))]
            )
        }
        telling = _Ragged()
        for some in areas:
            telling.add(area for area in some if area not in superfluous)
        return telling

    def named_places(self) -> pa.Table:
        """The same for the names of places."""
        places = _ints(self._places)
        events = np.flatnonzero(places >= 0)
        at, names = self._names_of_places.rows(places[events])
        return _table(names, events[at])


class _Ragged:
    """Some numbers for each of several things."""

    def __init__(self) -> None:
        self._numbers, self._ends = array("q"), array("q", [0])

    def add(self, numbers: Iterable[int]) -> None:
        self._numbers.extend(numbers)
        self._ends.append(len(self._numbers))

    def __iter__(self) -> Iterator[Sequence[int]]:
        return (self._numbers[first:until] for first, until in pairwise(self._ends))

    def rows(self, things: Ints) -> tuple[Ints, Ints]:
        """Of these things all numbers, each with the place at which the thing stands."""
        ends = _ints(self._ends)
        lengths = ends[things + 1] - ends[things]
        return np.repeat(np.arange(len(things)), lengths), _ints(self._numbers)[ragged(ends[things], lengths)]


def _ints(held: "array[int]") -> Ints:
    return np.array(held, dtype=np.int64)


def _table(blocks: Ints, events: Ints) -> pa.Table:
    return pa.table({"block": blocks, "event": events.astype(np.int32)})
