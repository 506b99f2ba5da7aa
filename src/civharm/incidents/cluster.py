"""Agglomerative clustering over explained scores: the surest pairs first, and no chain across a contradiction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

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
    group_of = grown(free, (pair.pair for pair in likely), scores=bench, verdicts=ties)
    return _wholes(group_of | _held_together(held), ties)


def _held_together(held: Mapping[str, str]) -> dict[str, Group]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key in sorted(held):
        groups[held[key]].append(key)
    return {key: tuple(group) for group in groups.values() for key in group}


def grown(
    keys: Iterable[Key], likely: Iterable[tuple[Key, Key]], *, scores: Scores[Key], verdicts: Verdicts[Key]
) -> dict[Key, tuple[Key, ...]]:
    """The group of each event, grown by the pairs that reach the threshold, the surest of which come first."""
    group_of: dict[Key, tuple[Key, ...]] = {key: (key,) for key in keys}
    refused = set[
        tuple[Key, int, Key, int]
    ]()  # groups only grow: the first key and how many there are tell which
    for left, right in likely:
        if group_of[left] is group_of[right] or verdicts.are_apart(left, right):
            continue
        first, second = group_of[left], group_of[right]
        asked = (first[0], len(first), second[0], len(second))
        if asked in refused:
            continue
        if _may_join(first, second, scores=scores):
            joined = _joined(first, second)
            group_of |= dict.fromkeys(joined, joined)
            verdicts.merge(left, right)
        else:
            refused.add(asked)
    return group_of


def _joined(first: tuple[Key, ...], second: tuple[Key, ...]) -> tuple[Key, ...]:
    return tuple(sorted(first + second))


def _may_join(first: tuple[Key, ...], second: tuple[Key, ...], *, scores: Scores[Key]) -> bool:
    """True unless something between the two contradicts, or most speaks against it."""
    found = scores.between(first[:_SPEAKERS], second[:_SPEAKERS])
    return min(found) > scores.rules.veto and sum(found) / len(found) >= scores.rules.doubt


def _wholes(group_of: Mapping[str, Group], ties: Ties) -> list[Group]:
    """The groups, those together that people made one."""
    for group in group_of.values():
        for key in group[1:]:
            ties.merge(group[0], key)
    wholes: dict[str, set[str]] = defaultdict(set)
    for key, group in group_of.items():
        wholes[ties.whole(key)].update(group)
    return sorted(tuple(sorted(whole)) for whole in wholes.values())
