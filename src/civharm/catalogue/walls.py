"""Walls: what lies in a compartment is seen only by people who may look into all compartments that it lies in.

A report lies in the compartments that `accounts.compartments` says, a claim where its report lies, an incident wherever
one of its reports or its own place lies.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Self

from civharm.accounts.compartments import Rule, RuleKind
from civharm.accounts.compartments import Walls as InForce

#: Names of the compartments that a row lies in; open to everybody where there is none.
Wall = frozenset[str]
OPEN: Wall = frozenset()


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


def wall_of_countries(walls: InForce, countries: Iterable[str]) -> Wall:
    """The compartments of these countries."""
    rules = (Rule(RuleKind.COUNTRY, country.upper()) for country in countries)
    return OPEN.union(*(walls.by_rule.get(rule, OPEN) for rule in rules))


def every_compartment(walls: InForce) -> Wall:
    """All compartments that hold anything."""
    return OPEN.union(*walls.by_rule.values())
