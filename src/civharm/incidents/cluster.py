"""Agglomerative clustering over explained scores: the surest pairs first, and no chain across a contradiction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any, Generic, Protocol, TypeVar

from civharm.incidents.bench import Bench
from civharm.incidents.judge import Bindings, ScoredPair
from civharm.incidents.rules import LinkageRules
from civharm.incidents.ties import Ties

#: Members of a large group that speak for it: comparing all with all would be quadratic.
_SPEAKERS = 12
Group = tuple[str, ...]
Key = TypeVar("Key", str, int)
_Key = TypeVar("_Key", str, int, contravariant=True)


class Scores(Protocol[_Key]):
    """How likely any two events are one, in log-odds; events have names or numbers."""

    @property
    def rules(self) -> LinkageRules:
        """What scores mean."""

    def between(self, first: Sequence[_Key], second: Sequence[_Key]) -> Sequence[float]:
        """Of each of these with each of those."""


class Verdicts(Protocol[_Key]):
    """What people said of pairs, which groups bear with them as they grow."""

    def are_apart(self, left: _Key, right: _Key) -> bool:
        """True if a person told their groups apart."""

    def merge(self, left: _Key, right: _Key) -> Any:
        """Their groups are one from now on."""


def cluster(
    keys: Iterable[str],
    pairs: Sequence[ScoredPair],
    *,
    bench: Bench,
    bindings: Bindings,
    held: Mapping[str, str] | None = None,
) -> list[Group]:
    """Groups of events by key, sorted. The order of events and pairs is of no matter.

    What people made one is put together in the end: a new report need not be likely for all that they joined. Events
    that are `held` by an incident are one, and nothing else joins them by being likely.
    """
    ties, held = bindings.ties(), held or {}
    free = [key for key in keys if key not in held]
    likely = sorted(
        (pair for pair in pairs if pair.score >= bench.rules.join and held.keys().isdisjoint(pair.pair)),
        key=lambda pair: (-pair.score, pair.pair),
    )
    groups = grown(free, (pair.pair for pair in likely), scores=bench, verdicts=ties)
    return _wholes([*groups, *_held_together(held)], ties)


def _held_together(held: Mapping[str, str]) -> Iterable[Group]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(held):
        groups[held[key]].append(key)
    return map(tuple, groups.values())


class _Growing(Generic[Key]):
    """A group as it grows. `speakers` are the first of its members in order; `state` differs after each joining."""

    __slots__ = ("members", "speakers", "state")

    def __init__(self, key: Key, state: int) -> None:
        self.members: list[Key] = [key]
        self.speakers: list[Key] = [key]
        self.state = state

    def take(self, other: "_Growing[Key]", state: int) -> None:
        """The other's members are its own from now on."""
        self.members += other.members
        self.speakers = sorted(self.speakers + other.speakers)[:_SPEAKERS]
        self.state = state


def grown(
    keys: Iterable[Key], likely: Iterable[tuple[Key, Key]], *, scores: Scores[Key], verdicts: Verdicts[Key]
) -> list[tuple[Key, ...]]:
    """The groups of events, grown by the pairs that reach the threshold, the surest of which come first."""
    states = count()
    group_of = {key: _Growing(key, next(states)) for key in keys}
    refused = set[tuple[int, int]]()
    for left, right in likely:
        first, second = group_of[left], group_of[right]
        if first is second:
            continue
        asked = (first.state, second.state)
        if asked in refused or verdicts.are_apart(left, right):
            continue
        if may_join(scores.between(first.speakers, second.speakers), scores.rules):
            _join(first, second, group_of=group_of, state=next(states))
            verdicts.merge(left, right)
        else:
            refused.add(asked)
    wholes = {id(group): group for group in group_of.values()}
    return [tuple(sorted(group.members)) for group in wholes.values()]


def _join(
    first: _Growing[Key], second: _Growing[Key], *, group_of: dict[Key, _Growing[Key]], state: int
) -> None:
    """The smaller group goes into the larger, so that no event changes its group often."""
    if len(first.members) < len(second.members):
        first, second = second, first
    for key in second.members:
        group_of[key] = first
    first.take(second, state)


def may_join(found: Sequence[float], rules: LinkageRules) -> bool:
    """True unless something between two groups contradicts, or most speaks against it: by the scores of all pairs of them."""
    return min(found) > rules.veto and sum(found) / len(found) >= rules.doubt


def _wholes(groups: Sequence[Group], ties: Ties) -> list[Group]:
    """The groups, those together that people made one."""
    for group in groups:
        for key in group[1:]:
            ties.merge(group[0], key)
    wholes: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        wholes[ties.whole(group[0])] += group
    return sorted(tuple(sorted(whole)) for whole in wholes.values())
