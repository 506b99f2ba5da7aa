"""Events as columns: what an occurrence knows, as numbers that a database compares."""

from array import array
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import count
from typing import Any

import pyarrow as pa

from civharm.incidents.blocking import blocks_of, is_vague_in_time, place_names_of, span_of
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.said_days import days_of, weekdays
from civharm.model.places import Place
from civharm.model.times import When

_INTS = pa.list_(pa.int32())
_SCHEMA = pa.schema(
    [
        ("event", pa.int32()),
        ("report", pa.int32()),
        ("place", pa.int32()),
        ("dated", pa.bool_()),
        ("first_day", pa.int32()),
        ("last_day", pa.int32()),
        ("days", pa.int32()),
        ("published", pa.int32()),
        ("vague_in_time", pa.bool_()),
        ("span_first", pa.int32()),
        ("span_last", pa.int32()),
        ("killed_low", pa.int64()),
        ("killed_high", pa.int64()),
        ("injured_low", pa.int64()),
        ("injured_high", pa.int64()),
        ("vague", pa.bool_()),
        ("earlier", pa.bool_()),
        ("dates", _INTS),
        ("weekdays", _INTS),
        ("reports", _INTS),
        ("events", _INTS),
        ("attackers", _INTS),
        ("names", _INTS),
        ("speakers", _INTS),
        ("ages", _INTS),
    ]
)
_AT_ONCE = 20_000
#: No count of people is larger; what a report says beyond it compares as this.
_MOST_PEOPLE = 2**62


class Numbers:
    """Things by number, in the order in which they came."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = defaultdict(count().__next__)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._numbers)

    def of(self, thing: Hashable) -> int:
        """The number of a thing, a new one if it wasn't seen yet."""
        return self._numbers[thing]

    def all_of(self, things: Iterable[Hashable]) -> Iterator[int]:
        """The numbers of several things."""
        return map(self._numbers.__getitem__, things)


class Blocks:
    """What events share: a row for each event and each of its keys."""

    def __init__(self) -> None:
        self._keys, self._events = array("q"), array("i")

    def put(self, keys: Iterable[Hashable], event: int) -> None:
        """Keys are kept as hashes: should two fall together, a pair more is compared and told apart."""
        found = {hash(key) for key in keys}
        self._keys.extend(found)
        self._events.extend([event] * len(found))

    def table(self) -> pa.Table:
        """The rows: `block` and `event`."""
        columns = (pa.int64(), self._keys), (pa.int32(), self._events)
        filled = [
            pa.Array.from_buffers(kind, len(held), [None, pa.py_buffer(held)]) for kind, held in columns
        ]
        return pa.table(filled, names=["block", "event"])


class EventColumns:
    """Collects events. An event's number is its place in the order of coming, so that they may be streamed."""

    def __init__(self, reports: Numbers, vague_kinds: Iterable[str]) -> None:
        self.reports = reports
        self.places: list[tuple[Place, ...]] = []
        self.blocks, self.named_places = Blocks(), Blocks()
        self._place_numbers = Numbers()
        self._kinds, self._attackers, self._names, self._speakers = (Numbers() for _ in range(4))
        self._days = Numbers()
        self._known_days: dict[Hashable, tuple[list[int], list[int]]] = {}
        self._vague = frozenset(vague_kinds)
        self._rows: list[dict[str, Any]] = []
        self._batches: list[pa.RecordBatch] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, event: Occurrence) -> int:
        """The number of the event."""
        number = self._count
        self._count += 1
        self.blocks.put(blocks_of(event), number)
        self.named_places.put(place_names_of(event), number)
        self._rows.append({"event": number} | self._known(event) | _when(event.when) | _tolls(event))
        if len(self._rows) >= _AT_ONCE:
            self._set_down()
        return number

    def table(self) -> pa.Table:
        """All events, a row each."""
        self._set_down()
        return pa.Table.from_batches(self._batches, schema=_SCHEMA)

    def _set_down(self) -> None:
        self._batches.append(pa.RecordBatch.from_pylist(self._rows, schema=_SCHEMA))
        self._rows = []

    def _known(self, event: Occurrence) -> dict[str, Any]:
        dates, days_of_the_week = self._said(event.when, event.said_days)
        first, last = span_of(event)
        return {
            "report": self.reports.of(event.report_id),
            "reports": list(self.reports.all_of(sorted(event.reports))),
            "place": self._place(event.places),
            "published": event.published.toordinal() if event.published else None,
            "vague": bool(event.events & self._vague),
            "vague_in_time": is_vague_in_time(event),
            "span_first": first,
            "span_last": last,
            "earlier": event.is_earlier,
            "dates": dates,
            "weekdays": days_of_the_week,
            "events": list(self._kinds.all_of(sorted(event.events))),
            "attackers": list(self._attackers.all_of(sorted(event.attackers))),
            "names": list(self._names.all_of(sorted(event.names))),
            "speakers": list(self._speakers.all_of(sorted(event.speakers))),
            "ages": sorted(event.ages),
        }

    def _said(self, when: When | None, said: frozenset[str]) -> tuple[list[int], list[int]]:
        """Dates and days of the week that can be compared; many events have the same."""
        key = (when.start, when.days) if when else None, said
        if key not in self._known_days:
            days = days_of(when, said)
            parts = sorted(days - weekdays(days)), sorted(weekdays(days))
            self._known_days[key] = list(self._days.all_of(parts[0])), list(self._days.all_of(parts[1]))
        return self._known_days[key]

    def _place(self, places: tuple[Place, ...]) -> int | None:
        if not places:
            return None
        number = self._place_numbers.of(tuple(map(_compared, places)))
        if number == len(self.places):
            self.places.append(places)
        return number


def _compared(place: Place) -> Hashable:
    """What of a place counts when it is compared: not where in a report it is named."""
    if place.id and not place.alternatives and place.lat is not None:
        return place.id, place.lat, place.lon, place.precision, place.radius_m, place.name, place.within
    known = (place.id, place.name, place.within, place.lat, place.lon, place.precision, place.radius_m)
    return known, tuple((other.lat, other.lon) for other in place.alternatives)


def _when(when: When | None) -> dict[str, Any]:
    if when is None:
        return {"dated": False}
    return {
        "dated": True,
        "first_day": when.start.toordinal() if when.start else None,
        "last_day": when.end.toordinal() if when.end else None,
        "days": when.days,
    }


def _tolls(event: Occurrence) -> dict[str, int | None]:
    killed, injured = event.killed or (None, None), event.injured or (None, None)
    bounds = dict(
        zip(("killed_low", "killed_high", "injured_low", "injured_high"), (*killed, *injured), strict=True)
    )
    return {name: None if bound is None else min(bound, _MOST_PEOPLE) for name, bound in bounds.items()}
