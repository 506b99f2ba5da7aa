"""Events as columns: what an occurrence knows, as numbers that a database compares."""

from collections.abc import Hashable, Iterable, Iterator

import pyarrow as pa

from civharm.engine.linking.blocks import EventBlocks
from civharm.engine.linking.numbers import Numbers
from civharm.incidents.blocking import is_vague_in_time, span_of
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.said_days import days_of, weekdays
from civharm.model.places import Place
from civharm.model.times import When

_INTS = pa.list_(pa.int32())
_SCHEMA = pa.schema(
    [
        ("event", pa.int32()),
        ("report", pa.int32()),
        ("origin", pa.int32()),
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
        ("events", _INTS),
        ("attackers", _INTS),
        ("names", _INTS),
        ("speakers", _INTS),
        ("ages", _INTS),
        ("reports", _INTS),
    ]
)
_AT_ONCE = 20_000
#: No count of people is larger; what a report says beyond it compares as this.
_MOST_PEOPLE = 2**62
_Some = tuple[int, ...]


class Sets:
    """Sets of things as numbers. Most are empty or come again."""

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._known: dict[frozenset[str], _Some] = {frozenset(): ()}

    def of(self, things: frozenset[str]) -> _Some:
        """The numbers of the things."""
        found = self._known.get(things)
        if found is None:
            found = self._known[things] = tuple(sorted(self._numbers.all_of(sorted(things))))
        return found


class EventColumns:
    """Collects events. An event's number is its place in the order of coming, so that they may be streamed."""

    def __init__(self, reports: Numbers, vague_kinds: Iterable[str]) -> None:
        self.reports = reports
        self.places: list[tuple[Place, ...]] = []
        self.blocks = EventBlocks()
        self._origins, self._place_numbers = Numbers(), Numbers()
        self._told_by: list[_Some] = []
        self._kinds, self._attackers, self._names, self._speakers, self._days = (Sets() for _ in range(5))
        self._known_days: dict[Hashable, tuple[_Some, _Some]] = {}
        self._vague = frozenset(vague_kinds)
        self._rows: list[tuple[object, ...]] = []
        self._batches: list[pa.RecordBatch] = []

    def __len__(self) -> int:
        return len(self._told_by)

    def add(self, event: Occurrence) -> int:
        """The number of the event."""
        number, place = len(self), self._place(event.places)
        self.blocks.add(event, place)
        told_by = tuple(self.reports.all_of(sorted(event.reports)))
        self._told_by.append(told_by)
        report, origin = self.reports.of(event.report_id), self._origins.of(event.text_origin)
        self._rows.append(
            (number, report, origin, place, *_when(event), *_tolls(event), *self._sets(event), told_by)
        )
        if len(self._rows) >= _AT_ONCE:
            self._set_down()
        return number

    def reports_of(self, number: int) -> _Some:
        """The reports that tell of an event."""
        return self._told_by[number]

    def table(self) -> pa.Table:
        """All events, a row each."""
        self._set_down()
        return pa.Table.from_batches(self._batches, schema=_SCHEMA)

    def _set_down(self) -> None:
        if self._rows:
            columns = zip(*self._rows, strict=True)
            arrays = [pa.array(column, field.type) for column, field in zip(columns, _SCHEMA, strict=True)]
            self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=_SCHEMA))
            self._rows = []

    def _sets(self, event: Occurrence) -> tuple[object, ...]:
        return (
            bool(event.events & self._vague),
            event.is_earlier,
            *self._said(event.when, event.said_days),
            self._kinds.of(event.events),
            self._attackers.of(event.attackers),
            self._names.of(event.names),
            self._speakers.of(event.speakers),
            tuple(sorted(event.ages)),
        )

    def _said(self, when: When | None, said: frozenset[str]) -> tuple[_Some, _Some]:
        """Dates and days of the week that can be compared; many events have the same."""
        key = (when.start, when.end) if when else None, said
        if key not in self._known_days:
            days = days_of(when, said)
            self._known_days[key] = self._days.of(days - weekdays(days)), self._days.of(weekdays(days))
        return self._known_days[key]

    def _place(self, places: tuple[Place, ...]) -> int | None:
        if not places:
            return None
        number = self._place_numbers.of(tuple(map(_compared, places)))
        if number == len(self.places):
            self.places.append(places)
            self.blocks.add_place(places)
        return number


def _compared(place: Place) -> Hashable:
    """What of a place counts when it is compared: not where in a report it is named."""
    if place.id and not place.alternatives and place.lat is not None:
        return place.id, place.lat, place.lon, place.precision, place.radius_m, place.name, place.within
    known = (place.id, place.name, place.within, place.lat, place.lon, place.precision, place.radius_m)
    return known, tuple((other.lat, other.lon) for other in place.alternatives)


def _when(event: Occurrence) -> tuple[object, ...]:
    """From `dated` to `span_last`."""
    when, published = event.when, event.published
    return (
        when is not None,
        when.start.toordinal() if when and when.start else None,
        when.end.toordinal() if when and when.end else None,
        when.days if when else None,
        published.toordinal() if published else None,
        is_vague_in_time(event),
        *span_of(event),
    )


def _tolls(event: Occurrence) -> Iterator[int | None]:
    for bounds in (event.killed, event.injured):
        yield from (min(bound, _MOST_PEOPLE) for bound in bounds) if bounds else (None, None)
