"""The totals of a release as rows: whoever has `tolls` and `relations` can work them out again."""

from collections.abc import Iterable, Iterator
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
_HEADLINE: tuple[str, str | None] = ("headline", "confirmed and fair")
_ALL: tuple[str, str | None] = ("all", "all")


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
        self._sums: dict[tuple[Counting, str, str | None], Running] = {}

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
        for counting in _COUNTED:
            ends = range_of(assessment, counting)
            for by_name in named:
                self._sum(counting, *by_name).add(incident.id, ends)

    def _sum(self, counting: Counting, by: str, name: str | None) -> Running:
        key = (counting, by, name)
        if key not in self._sums:
            self._sums[key] = Running(self._overlaps)
        return self._sums[key]

    def totals(self) -> Iterator[TotalOf]:
        """What was added up, in the order of a reader."""
        for counting in _COUNTED:
            for by, name in (_HEADLINE, _ALL, *self._names(counting)):
                yield TotalOf(by=by, name=name, counting=counting, total=self._sum(counting, by, name).total)

    def _names(self, counting: Counting) -> Iterator[tuple[str, str | None]]:
        for by in _BY:
            found = [name for of, told, name in self._sums if of == counting and told == by.value]
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
