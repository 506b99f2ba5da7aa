"""Sums over incidents of which some may count the same people: shared maxima (METHOD 1.6 and section 5, R18).

Recorders write "the figures may overlap" and keep both records. The arithmetic follows T1 and T3: a figure that may
belong to another incident enters the maximum only, and a maximum that two may share is counted once.

- **May overlap.** The minimum counts the people of one of the two alone: the greatest sum of minima over incidents
  no two of which may overlap. For the maximum either both are apart and each counts with its minimum, or the greater
  maximum has all people of both: 3–10 and 2–10 are 3–10, and 10 and 10 are 10–20.
- **Part of**, said by a person. The whole has the people of its parts: its bounds, raised to theirs where those are
  higher. What a machine proposes as a part is held to be an overlap: nothing is taken out of a sum on its word alone.
- Where very many incidents hang together, the best choice is not searched for: the minimum may then be lower than it
  could be, and the maximum is the plain sum. Neither states too much.

So a sum is never below the range of one of its incidents nor above the plain sum, and incidents without a relation
add exactly their bounds. An unknown bound adds nothing; who sums counts it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from civharm.model.incidents import Relation

#: More incidents than that in one chain are not searched for the best choice.
_SEARCHED = 16
_Near = Mapping[str, frozenset[str]]


class Range(NamedTuple):
    """A minimum and a maximum; None is unknown."""

    min: int | None
    max: int | None

    @property
    def filled(self) -> "Range":
        """An unknown maximum is at least the minimum (METHOD 1.6, pitfall a)."""
        return Range(self.min, self.min if self.max is None else self.max)

    def plus(self, other: "Range") -> "Range":
        """Both added up; an unknown end adds nothing."""
        return Range(_sum(self.min, other.min), _sum(self.max, other.max))


UNKNOWN = Range(None, None)


class Overlaps:
    """Which incidents may count the same people, ready for sums over any of them. The order is of no matter."""

    def __init__(self, relations: Iterable[Relation] = ()) -> None:
        """`relations` are by incident."""
        listed = list(relations)
        self._wholes = _acyclic((one.left, one.right) for one in listed if one.is_sure_part)
        self._near = _neighbours(((one.left, one.right) for one in listed), self._wholes)

    def sum(self, ranges: Mapping[str, Range]) -> Range:
        """The range of all these incidents together, by incident id."""
        if all(ends == UNKNOWN for ends in ranges.values()):
            return UNKNOWN
        filled = {one: ends.filled for one, ends in ranges.items()}
        parts: dict[str, list[str]] = defaultdict(list)
        for one in self._near.keys() & filled.keys():
            if home := self._home(one, filled):
                parts[home].append(one)
        inside = {part for found in parts.values() for part in found}
        return self._together([one for one in filled if one not in inside], filled, parts)

    def among(self, incidents: Collection[str]) -> frozenset[str]:
        """Those of them that may share people with another of them."""
        # a set, since an intersection with anything else walks through all of it
        names = frozenset(incidents)
        return frozenset(one for one in names if not self._near.get(one, frozenset()).isdisjoint(names))

    def shares(self, incident: str) -> bool:
        """True if it may share people with any other: all else adds up by itself."""
        return incident in self._near

    def _home(self, part: str, ranges: Mapping[str, Range]) -> str | None:
        """The one smallest whole among these that surely has its people; None where there are several or none."""
        above = _above(part, self._wholes) & ranges.keys()
        nearest = [one for one in above if not any(one in _above(other, self._wholes) for other in above)]
        return nearest[0] if len(nearest) == 1 else None

    def _together(
        self, names: Iterable[str], ranges: Mapping[str, Range], parts: Mapping[str, Sequence[str]]
    ) -> Range:
        """Incidents side by side, each raised to the range of its parts together."""
        raised = {one: ranges[one] for one in names}
        for one in raised.keys() & parts.keys():
            inside = self._together(parts[one], ranges, parts)
            raised[one] = Range(_greater(raised[one].min, inside.min), _greater(raised[one].max, inside.max))
        groups = _hanging_together(raised, self._near)
        return _plain(
            _beside({one: raised[one] for one in group}, self._near) if len(group) > 1 else raised[group[0]]
            for group in groups
        )


def _neighbours(pairs: Iterable[tuple[str, str]], wholes: Mapping[str, frozenset[str]]) -> _Near:
    """All that may share people with an incident: a part and its wholes share with what the other shares with."""
    kin: dict[str, set[str]] = defaultdict(set)
    near: dict[str, set[str]] = defaultdict(set)
    for part in wholes:
        for whole in (above := _above(part, wholes)):
            kin[part].add(whole)
            kin[whole].add(part)
        _join(near, [part], above)
        _join(near, wholes[part], wholes[part])
    for left, right in pairs:
        if right not in kin[left]:
            _join(near, {left} | kin[left], {right} | kin[right])
    return {one: frozenset(others) for one, others in near.items()}


def _join(near: Mapping[str, set[str]], ones: Iterable[str], others: Collection[str]) -> None:
    for one in ones:
        for other in others:
            if one != other:
                near[one].add(other)
                near[other].add(one)


def _beside(ranges: Mapping[str, Range], near: _Near) -> Range:
    """Incidents of which neighbours may overlap: see the module's rules."""
    plain = _plain(ranges.values())
    least = {one: ends.min or 0 for one, ends in ranges.items()}
    low = plain.min if plain.min is None else _heaviest(least, near)
    if plain.max is None or len(ranges) > _SEARCHED:
        return Range(low, plain.max)
    return Range(low, _heaviest(*_apart_or_whole(ranges, near)))


def _apart_or_whole(ranges: Mapping[str, Range], near: _Near) -> tuple[dict[str, int], _Near]:
    """The choices for a maximum: an incident beside its neighbours with its minimum, or alone with its maximum."""
    apart, whole = "apart", "whole"
    weights = {f"{apart} {one}": ends.min or 0 for one, ends in ranges.items()}
    weights |= {
        f"{whole} {one}": ends.max or 0 for one, ends in ranges.items() if (ends.max or 0) > (ends.min or 0)
    }
    excluded: dict[str, set[str]] = defaultdict(set)
    for one in ranges:
        for other in {one} | (near.get(one, frozenset()) & ranges.keys()):
            excluded[f"{whole} {one}"] |= {f"{apart} {other}"} | ({f"{whole} {other}"} - {f"{whole} {one}"})
    both = {(left, right) for left, others in excluded.items() for right in others}
    both |= {(right, left) for left, right in both}
    close = {
        name: frozenset(right for left, right in both if left == name and right in weights)
        for name in weights
    }
    return weights, close


def _heaviest(weights: Mapping[str, int], near: _Near) -> int:
    """The greatest sum of weights over names no two of which are neighbours; a safe lower one for very many."""
    if len(weights) > 2 * _SEARCHED:
        return _greedily(weights, near)
    return _searched(frozenset(weights), weights, near)


def _searched(left: frozenset[str], weights: Mapping[str, int], near: _Near) -> int:
    busiest = max(sorted(left), key=lambda one: len(near.get(one, frozenset()) & left), default=None)
    if busiest is None or not near.get(busiest, frozenset()) & left:
        return sum(weights[one] for one in left)
    without = left - {busiest}
    return max(
        weights[busiest] + _searched(without - near[busiest], weights, near),
        _searched(without, weights, near),
    )


def _greedily(weights: Mapping[str, int], near: _Near) -> int:
    taken: set[str] = set()
    for one in sorted(weights, key=lambda one: (-weights[one], one)):
        if not near.get(one, frozenset()) & taken:
            taken.add(one)
    return sum(weights[one] for one in taken)


def _plain(ranges: Iterable[Range]) -> Range:
    """The sum of the known minima and of the known maxima; None where there is none."""
    listed = list(ranges)
    lows = [ends.min for ends in listed if ends.min is not None]
    highs = [ends.max for ends in listed if ends.max is not None]
    return Range(sum(lows) if lows else None, sum(highs) if highs else None)


def _sum(one: int | None, other: int | None) -> int | None:
    return one + other if one is not None and other is not None else other if one is None else one


def _greater(one: int | None, other: int | None) -> int | None:
    return max((each for each in (one, other) if each is not None), default=None)


def _hanging_together(names: Collection[str], near: _Near) -> list[list[str]]:
    """The names in groups, each sorted: those that a chain of neighbours joins."""
    groups, left = [], set(names)
    for first in sorted(names):
        if first in left:
            left.remove(first)
            group = [first]
            for one in group:
                found = near.get(one, frozenset()) & left
                left -= found
                group.extend(sorted(found))
            groups.append(sorted(group))
    return groups


def _acyclic(pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """The wholes of each part; nothing is a part of itself, and who would make it so is passed over."""
    wholes: dict[str, frozenset[str]] = {}
    for part, whole in sorted(set(pairs)):
        if part != whole and part not in _above(whole, wholes):
            wholes[part] = wholes.get(part, frozenset()) | {whole}
    return wholes


def _above(part: str, wholes: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All that it is a part of, through whatever lies between."""
    found, ways = set[str](), list(wholes.get(part, ()))
    for whole in ways:
        if whole not in found:
            found.add(whole)
            ways.extend(wholes.get(whole, ()))
    return frozenset(found)
