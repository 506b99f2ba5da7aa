"""The typed form of rules/victims.yml."""

from functools import lru_cache

from civharm.codebook import Codebook, Rule, default_codebook


class WithinRules(Rule):
    """Two mentions in the reports of one incident."""

    prior: float
    join: float
    doubt: float
    apart: float
    local_share: float
    margin: float


class AcrossRules(Rule):
    """Two people of different incidents."""

    prior: float
    propose: float


class ListedRules(AcrossRules):
    """A person and a row of a list of others."""

    best: int


class NameRules(Rule):
    """What words of two names that are alike or differ are worth."""

    alike: float
    most: float
    given_differs: float
    contradicts: float
    other_kind: float
    order: float
    rest: float
    given_rest: float
    kunya: float


class AgeRules(Rule):
    """Two ages at the incident, in years."""

    same: float
    near: float
    near_years: int
    far_years: int
    far: float
    differs: float


class SexRules(Rule):
    """Two sexes told."""

    same: float
    differs: float


class BornRules(Rule):
    """A birth date of a list, and an age told."""

    same: float
    differs: float


class DiedRules(Rule):
    """The day of a death in a list, and the incident's."""

    same: float
    near: float
    near_days: int
    late_days: int
    late: float
    before: float
    apart: float


class PlaceRules(Rule):
    """The place in a list, and the incident's."""

    same: float


class CommonName(Rule):
    """A name that many bear, with its usual Latin spellings."""

    name: str
    of_thousand: float
    latin: tuple[str, ...]


class VictimRules(Rule):
    """All of victims.yml."""

    version: str
    within: WithinRules
    across: AcrossRules
    listed: ListedRules
    name: NameRules
    age: AgeRules
    sex: SexRules
    role: float
    family: float
    same_report: float
    two_in_a_report: float
    killed_and_injured: float
    born: BornRules
    died: DiedRules
    place: PlaceRules
    columns: dict[str, tuple[str, ...]]
    sexes: dict[str, frozenset[str]]
    titles: frozenset[str]
    links: frozenset[str]
    kunyas: dict[str, str]
    common: tuple[CommonName, ...]


@lru_cache(maxsize=4)
def victim_rules(codebook: Codebook | None = None) -> VictimRules:
    """The rules of a codebook, the shipped one by default. Raises InvalidCodebook."""
    return (codebook or default_codebook()).rules("victims", VictimRules)
