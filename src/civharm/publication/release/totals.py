"""The totals of a release as rows: whoever has `tolls` and `relations` can work them out again."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from civharm.assessments.groupings import By, ProvinceOf, area_name, in_order
from civharm.assessments.overlaps import Overlaps, Range
from civharm.assessments.totals import HEADLINE, Counting, Running, Total
from civharm.model.incidents import Relation
from civharm.publication.release.rows import COUNTED, Area, Counts, IncidentRows
from civharm.publication.release.tables import Column, Kind, Table

_BY = (By.GRADE, By.MONTH, By.COUNTRY, By.PROVINCE, By.PARTY)
_ByName = tuple[str, str | None]
#: Of one incident, one for each sort of people that is counted.
_Ranges = Sequence[tuple[int | None, int | None]]
_OF_HEADLINE = frozenset(grading.value for grading in HEADLINE)
_HEADLINE: _ByName = ("headline", "confirmed and fair")
_ALL: _ByName = ("all", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalOf:
    """A total, by what it is told apart and for which name of that; None is what can't be told."""

    by: str
    name: str | None
    counting: Counting
    total: Total


class Tally:
    """Adds up incident after incident: the headline (confirmed and fair), all, and each grade, month, country …"""

    def __init__(self, relations: Iterable[Relation], province_of: ProvinceOf) -> None:
        self._overlaps, self._province_of = Overlaps(relations), province_of
        self._sums: dict[_ByName, Sequence[Running]] = {}
        self._provinces: dict[tuple[str | None, ...], str | None] = {}

    def take(self, some: Iterable[IncidentRows]) -> None:
        """Add incidents in which harm to civilians is alleged; the others are in no total."""
        alone: dict[_ByName, list[_Ranges]] = defaultdict(list)
        for each in some:
            if each.counts is None:
                continue
            ranges = each.counts.ranges
            named = self._named(each.counts)
            if self._overlaps.shares(each.id):
                for by_name in named:
                    self._add(by_name, each.id, ranges)
            else:
                for by_name in named:
                    alone[by_name].append(ranges)
        for by_name, found in alone.items():
            for running, column in zip(self._running(by_name), zip(*found, strict=True), strict=True):
                running.add_alone(column)

    def _named(self, counts: Counts) -> list[_ByName]:
        """All totals that an incident is in."""
        named = [(by, name) for by, found in counts.names.items() for name in found]
        named += (_ALL, (By.PROVINCE.value, self._province(counts.area)))
        if counts.grading in _OF_HEADLINE:
            named.append(_HEADLINE)
        return named

    def _province(self, area: Area | None) -> str | None:
        if area is None:
            return None
        if area not in self._provinces:
            self._provinces[area] = area_name(area.place, By.PROVINCE, self._province_of)
        return self._provinces[area]

    def _add(self, by_name: _ByName, incident_id: str, ranges: _Ranges) -> None:
        for running, ends in zip(self._running(by_name), ranges, strict=True):
            running.add(incident_id, Range(*ends))

    def _running(self, by_name: _ByName) -> Sequence[Running]:
        """A sum of each sort of people, for one name."""
        found = self._sums.get(by_name)
        if found is None:
            found = self._sums[by_name] = tuple(Running(self._overlaps) for _ in COUNTED)
        return found

    def totals(self) -> Iterator[TotalOf]:
        """What was added up, in the order of a reader."""
        named = (_HEADLINE, _ALL, *self._names())
        for number, counting in enumerate(COUNTED):
            for by, name in named:
                yield TotalOf(
                    by=by, name=name, counting=counting, total=self._running((by, name))[number].total
                )

    def _names(self) -> Iterator[_ByName]:
        for by in _BY:
            found = [name for told, name in self._sums if told == by.value]
            yield from ((by.value, name) for name in in_order(by, found))


TOTALS: Table[TotalOf] = Table(
    name="totals",
    title="What the incidents add up to. Parties overlap: never add their rows up.",
    key=("by", "name", "harm", "status"),
    columns=(
        Column(name="by", meaning="headline, all, grade, month, country, province or party.", of=lambda each: each.by),
        Column(name="name", meaning="Which of these; empty where it can't be told.", of=lambda each: each.name),
        Column(name="harm", meaning="killed or injured.", of=lambda each: each.counting.harm.value),
        Column(name="status", meaning="civilian or combatant.", of=lambda each: each.counting.status.value),
        Column(name="incidents", meaning="Incidents added up.", kind=Kind.INTEGER, of=lambda each: each.total.incidents),
        Column(name="min", meaning="Minimum, people who may be counted twice counted once.", kind=Kind.INTEGER,
               of=lambda each: each.total.min),
        Column(name="max", meaning="Maximum, likewise.", kind=Kind.INTEGER, of=lambda each: each.total.max),
        Column(name="unknown_min", meaning="Incidents without a minimum.", kind=Kind.INTEGER,
               of=lambda each: each.total.unknown_min),
        Column(name="unknown_max", meaning="Incidents without a maximum.", kind=Kind.INTEGER,
               of=lambda each: each.total.unknown_max),
        Column(name="overlapping", meaning="Incidents that may share people with another.", kind=Kind.INTEGER,
               of=lambda each: each.total.overlapping),
        Column(name="apart_min", meaning="Plain sum of the minima, as if none overlapped.", kind=Kind.INTEGER,
               of=lambda each: each.total.apart.min),
        Column(name="apart_max", meaning="Plain sum of the maxima (a minimum where there is no maximum).",
               kind=Kind.INTEGER, of=lambda each: each.total.apart.max),
    ),
)  # fmt: skip
