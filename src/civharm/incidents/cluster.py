"""Agglomerative clustering over explained scores: the surest pairs first, and no chain across a contradiction."""

from collections.abc import Sequence

from civharm.incidents.bench import Bench
from civharm.incidents.judge import Bindings, ScoredPair
from civharm.model.incidents import Verdict

#: Members of a large group that speak for it: comparing all with all would be quadratic.
_SPEAKERS = 12
Group = tuple[str, ...]


def cluster(bench: Bench, pairs: Sequence[ScoredPair], *, bindings: Bindings) -> list[Group]:
    """Groups of events by key, sorted. The order of events and pairs is of no matter."""
    group_of: dict[str, Group] = {key: (key,) for key in bench.events}
    for left, right in _in_order(pairs, bindings, join=bench.rules.join):
        first, second = group_of[left], group_of[right]
        if first is not second and _may_join(first, second, bindings=bindings, bench=bench):
            joined = tuple(sorted((*first, *second)))
            for key in joined:
                group_of[key] = joined
    return sorted(set(group_of.values()))


def _in_order(pairs: Sequence[ScoredPair], bindings: Bindings, *, join: float) -> list[tuple[str, str]]:
    """People's positive judgements, then the pairs that reach the threshold, the surest first."""
    judged = sorted(pair for pair, verdict in bindings.verdicts.items() if verdict is Verdict.POSITIVE)
    likely = sorted((pair for pair in pairs if pair.score >= join), key=lambda pair: (-pair.score, pair.pair))
    return [*judged, *(pair.pair for pair in likely)]


def _may_join(first: Group, second: Group, *, bindings: Bindings, bench: Bench) -> bool:
    verdicts = bindings.between(first, second)
    if verdicts & {Verdict.NEGATIVE, Verdict.UNSURE}:
        return False
    if Verdict.POSITIVE in verdicts:
        return True
    scores = [bench.score(left, right) for left in first[:_SPEAKERS] for right in second[:_SPEAKERS]]
    return min(scores) > bench.rules.veto and sum(scores) / len(scores) >= bench.rules.doubt
