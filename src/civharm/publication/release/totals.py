"""The totals of a release as rows: whoever has `tolls` and `relations` can work them out again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from civharm.assessments.groupings import By, ProvinceOf, named_totals
from civharm.assessments.totals import Counting, Total, headline, total
from civharm.model.casualties import Harm, Status
from civharm.publication.release.source import Source
from civharm.publication.release.tables import Column, Kind, Table

_COUNTED = (Counting(harm=Harm.KILLED), Counting(harm=Harm.INJURED), Counting(status=Status.COMBATANT))
_BY = (By.GRADE, By.MONTH, By.COUNTRY, By.PROVINCE, By.PARTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalOf:
    """A total, by what it is told apart and for which name of that; None is what can't be told."""

    by: str
    name: str | None
    counting: Counting
    total: Total


def totals(source: Source, province_of: ProvinceOf) -> Iterator[TotalOf]:
    """The headline (confirmed and fair), all, and one total for each grade, month, country, province and party."""
    for counting in _COUNTED:
        spoken = headline(source.known, counting).total
        yield TotalOf(by="headline", name="confirmed and fair", counting=counting, total=spoken)
        everything = total(source.known.alleged, source.known, counting)
        yield TotalOf(by="all", name="all", counting=counting, total=everything)
        for by in _BY:
            named: Mapping[str | None, Total] = named_totals(
                by, source.known, counting, province_of=province_of
            )
            for name, found in named.items():
                yield TotalOf(by=by.value, name=name, counting=counting, total=found)


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
