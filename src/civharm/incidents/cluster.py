"""Agglomerative clustering over explained scores: the surest pairs first, and no chain across a contradiction."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from civharm.incidents.bench import Bench
from civharm.incidents.judge import Bindings, ScoredPair
from civharm.incidents.ties import Ties

#: Members of a large group that speak for it: comparing all with all would be quadratic.
_SPEAKERS = 12
Group = tuple[str, ...]


def cluster(
    keys: Iterable[str], pairs: Sequence[ScoredPair], *, bench: Bench, bindings: Bindings
) -> list[Group]:
    """Groups of events by key, sorted. The order of events and pairs is of no matter.

    What people made one is put together in the end: a new report need not be likely for all that they joined.
    """
    ties = bindings.ties()
    group_of: dict[str, Group] = {key: (key,) for key in keys}
    for left, right in _likely(pairs, join=bench.rules.join):
        first, second = group_of[left], group_of[right]
        if first is not second and not ties.are_apart(left, right) and _may_join(first, second, bench=bench):
            joined = tuple(sorted((*first, *second)))
            for key in joined:
                group_of[key] = joined
            ties.merge(left, right)
    return _wholes(group_of, ties)


def _likely(pairs: Sequence[ScoredPair], *, join: float) -> list[tuple[str, str]]:
    """The pairs that reach the threshold, the surest first."""
    likely = sorted((pair for pair in pairs if pair.score >= join), key=lambda pair: (-pair.score, pair.pair))
    return [pair.pair for pair in likely]


def _may_join(first: Group, second: Group, *, bench: Bench) -> bool:
    scores = [bench.score(left, right) for left in first[:_SPEAKERS] for right in second[:_SPEAKERS]]
    return min(scores) > bench.rules.veto and sum(scores) / len(scores) >= bench.rules.doubt


def _wholes(group_of: Mapping[str, Group], ties: Ties) -> list[Group]:
    """The groups, those together that people made one."""
    wholes: dict[str, set[str]] = defaultdict(set)
    for key, group in group_of.items():
        wholes[ties.whole(key)].update(group)
    return sorted(tuple(sorted(whole)) for whole in wholes.values())
