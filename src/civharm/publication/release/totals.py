"""The totals of a release as rows: whoever has `tolls` and `relations` can work them out again."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from civharm.assessments.groupings import By, ProvinceOf, in_order, names_of
from civharm.assessments.overlaps import Overlaps
from civharm.assessments.totals import HEADLINE, Counting, Running, Total, grading_of, is_alleged, range_of
from civharm.model.assessments import Assessment
from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Incident, Relation
from civharm.publication.release.incidents import Published
from civharm.publication.release.tables import Column, Kind, Table

_COUNTED = (Counting(harm=Harm.KILLED), Counting(harm=Harm.INJURED), Counting(status=Status.COMBATANT))
_BY = (By.GRADE, By.MONTH, By.COUNTRY, By.PROVINCE, By.PARTY)
_ByName = tuple[str, str | None]
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

    def take(self, some: Iterable[Published]) -> None:
        """Add incidents in which harm to civilians is alleged; the others are in no total."""
        for each in some:
            if is_alleged(each.incident, each.assessment) and each.assessment:
                self._add(each.incident, each.assessment)

    def _add(self, incident: Incident, assessment: Assessment) -> None:
        grading = grading_of(assessment)
        named = [_ALL, *([_HEADLINE] if grading in HEADLINE else [])]
        for by in _BY:
            names = names_of(incident, by, grading, province_of=self._province_of)
            named += [(by.value, name) for name in dict.fromkeys(names)]
        ranges = [range_of(assessment, counting) for counting in _COUNTED]
        for by_name in named:
            for running, ends in zip(self._running(by_name), ranges, strict=True):
                running.add(incident.id, ends)

    def _running(self, by_name: _ByName) -> Sequence[Running]:
        """A sum of each sort of people, for one name."""
        found = self._sums.get(by_name)
        if found is None:
            found = self._sums[by_name] = tuple(Running(self._overlaps) for _ in _COUNTED)
        return found

    def totals(self) -> Iterator[TotalOf]:
        """What was added up, in the order of a reader."""
        named = (_HEADLINE, _ALL, *self._names())
        for number, counting in enumerate(_COUNTED):
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
