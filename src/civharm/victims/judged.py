"""What people judged of mentions: these are one person, those are not. It binds, and must not contradict itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Judgement, Verdict

_Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Pairs of mentions, or of a mention and a key of a list, that people judged, the lesser first."""

    same: frozenset[_Pair] = frozenset()
    different: frozenset[_Pair] = frozenset()
    groups: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[_Pair] = frozenset()

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> "Judged":
        """All of them together. Raises InvalidDecision with the chain where they contradict each other."""
        pairs: dict[Verdict, set[_Pair]] = defaultdict(set)
        for each in judgements:
            pairs[each.verdict].add(_ordered(each.left, each.right))
        same, different = frozenset(pairs[Verdict.POSITIVE]), frozenset(pairs[Verdict.NEGATIVE])
        groups = _groups(same, different)
        for left, right in sorted(different):
            if groups[left] == groups[right]:
                chain = " = ".join(_chain(left, right, same))
                raise InvalidDecision(f"judgements contradict each other: {chain}, but {left} ≠ {right}")
        apart = frozenset(_ordered(groups[left], groups[right]) for left, right in different)
        return cls(same=same, different=different, groups=groups, apart=apart)

    def __contains__(self, name: str) -> bool:
        return name in self.groups

    def group_of(self, name: str) -> str:
        """The least of those judged to be one person with this."""
        return self.groups.get(name, name)

    def verdict(self, left: str, right: str) -> bool | None:
        """True for one person, False for two, also where that only follows; None where nobody judged."""
        one, other = self.group_of(left), self.group_of(right)
        if one == other:
            return True
        return False if _ordered(one, other) in self.apart else None


def _ordered(left: str, right: str) -> _Pair:
    return (left, right) if left <= right else (right, left)


def _groups(same: Iterable[_Pair], different: Iterable[_Pair]) -> dict[str, str]:
    """The least of each group, by every name that was judged."""
    beside = _beside(same)
    names = {name for pair in (*same, *different) for name in pair}
    group_of: dict[str, str] = {}
    for name in sorted(names):
        if name not in group_of:
            group_of |= dict.fromkeys(_reached(name, beside), name)
    return group_of


def _beside(same: Iterable[_Pair]) -> Mapping[str, set[str]]:
    beside: dict[str, set[str]] = defaultdict(set)
    for left, right in same:
        beside[left].add(right)
        beside[right].add(left)
    return beside


def _reached(start: str, beside: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = {start}, [start]
    while waiting:
        found = beside.get(waiting.pop(), set()) - seen
        seen |= found
        waiting += found
    return seen


def _chain(start: str, goal: str, same: Iterable[_Pair]) -> list[str]:
    """The shortest way from one to the other by judgements of sameness."""
    beside, seen, ways = _beside(same), {start}, [[start]]
    for way in ways:
        if way[-1] == goal:
            return way
        for following in sorted(beside.get(way[-1], set()) - seen):
            seen.add(following)
            ways.append([*way, following])
    return [start, goal]
