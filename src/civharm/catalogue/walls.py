"""Walls: what lies in a compartment is seen only by people who may look into all compartments that it lies in.

A compartment covers sources, countries or single reports. A report lies in every compartment that covers it, a claim
where its report lies, an incident wherever one of its reports or its own place lies.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, Self

#: Ids of the compartments that a row lies in; open to everybody where there is none.
Wall = frozenset[str]
OPEN: Wall = frozenset()


class Compartment(Protocol):
    """What the catalogue needs of a compartment (`accounts` keeps them)."""

    @property
    def id(self) -> str: ...

    @property
    def sources(self) -> Collection[str]: ...

    @property
    def countries(self) -> Collection[str]: ...

    @property
    def reports(self) -> Collection[str]: ...


@dataclass(frozen=True, slots=True)
class Walls:
    """The compartments that somebody may look into; None is all of them (`Person.compartments`)."""

    ids: frozenset[str] | None

    @classmethod
    def of(cls, ids: Iterable[str] | None) -> Self:
        """Those compartments, all where `ids` is None."""
        return cls(None if ids is None else frozenset(ids))

    def open(self, wall: Collection[str]) -> bool:
        """True if what lies in these compartments may be seen."""
        return self.ids is None or self.ids.issuperset(wall)


#: Who may see everything: a person alone with their casebook.
EVERYTHING = Walls(None)


@dataclass(frozen=True, slots=True)
class Covers:
    """All compartments, ready to say in which of them something lies."""

    by_source: Mapping[str, Wall]
    by_country: Mapping[str, Wall]
    by_report: Mapping[str, Wall]

    @classmethod
    def of(cls, compartments: Iterable[Compartment]) -> Self:
        """The compartments by what they cover; sources and countries are compared without case."""
        known = tuple(compartments)
        return cls(
            by_source=_by((fold(name), each.id) for each in known for name in each.sources),
            by_country=_by((fold(name), each.id) for each in known for name in each.countries),
            by_report=_by((name, each.id) for each in known for name in each.reports),
        )

    def report(self, report_id: str, source: str | None, countries: Iterable[str]) -> Wall:
        """The compartments of a report that names places in these countries."""
        return self.by_report.get(report_id, OPEN).union(
            self.by_source.get(fold(source or ""), OPEN), self.countries(countries)
        )

    def countries(self, countries: Iterable[str]) -> Wall:
        """The compartments of these countries."""
        return OPEN.union(*(self.by_country.get(fold(country), OPEN) for country in countries))


def _by(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Wall]:
    found: dict[str, set[str]] = {}
    for name, compartment in pairs:
        found.setdefault(name, set()).add(compartment)
    return {name: frozenset(ids) for name, ids in found.items()}


def fold(name: str) -> str:
    return " ".join(name.casefold().split())
