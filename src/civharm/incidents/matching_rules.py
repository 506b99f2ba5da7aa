"""The typed form of rules/matching.yml."""

from functools import lru_cache

from pydantic import Field

from civharm.codebook import Codebook, Rule, default_codebook


class _Day(Rule):
    same: float
    apart: float
    longest_gap: int


class _Toll(Rule):
    agrees: float
    same: float
    near: float
    differs: float
    no_civilians: float


class _Likeness(Rule):
    from_: float = Field(alias="from")
    weight: float


class MatchingRules(Rule):
    """All of matching.yml."""

    version: str
    prior: float
    propose: float
    day: _Day
    period: float
    name: tuple[_Likeness, ...]
    alike: float
    around: float
    same_area: float
    near: float
    near_m: int
    apart: float
    apart_m: int
    wide: float
    way: float
    toll: _Toll
    columns: dict[str, tuple[str, ...]]
    kinds: frozenset[str]
    ways: frozenset[str]

    def worth_of(self, likeness: float) -> float:
        """What names that are so much alike are worth."""
        return next(step.weight for step in self.name if likeness >= step.from_)


@lru_cache(maxsize=4)
def matching_rules(codebook: Codebook | None = None) -> MatchingRules:
    """The rules of a codebook, the shipped one by default. Raises InvalidCodebook."""
    return (codebook or default_codebook()).rules("matching", MatchingRules)
