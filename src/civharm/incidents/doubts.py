"""Pairs that may be one incident: kept apart, listed for a person, the likeliest first."""

from collections.abc import Iterable, Sequence

from civharm.incidents.bench import Bench
from civharm.incidents.judge import Bindings, ScoredPair
from civharm.model.incidents import DoubtfulPair


def doubtful_pairs(
    pairs: Iterable[ScoredPair], groups: Sequence[tuple[str, ...]], *, bench: Bench, bindings: Bindings
) -> tuple[DoubtfulPair, ...]:
    """The likeliest pair between any two groups of which one tells of harm to civilians.

    None between groups that people told apart: that is no longer in doubt.
    """
    number_of = {key: number for number, group in enumerate(groups) for key in group}
    tells_of_harm = [_tells_of_harm(group, bench) for group in groups]
    best: dict[tuple[int, int], ScoredPair] = {}
    for pair in sorted(pairs, key=lambda pair: (-pair.score, pair.pair)):
        left, right = sorted((number_of[pair.left], number_of[pair.right]))
        if left != right and (tells_of_harm[left] or tells_of_harm[right]):
            best.setdefault((left, right), pair)
    in_doubt = (
        pair
        for (left, right), pair in best.items()
        if not bindings.are_told_apart(groups[left], groups[right])
    )
    return in_order(_named_by_claims(pair, bench) for pair in in_doubt)


def in_order(pairs: Iterable[DoubtfulPair]) -> tuple[DoubtfulPair, ...]:
    """The likeliest first."""
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.left, pair.right)))


def _tells_of_harm(keys: Iterable[str], bench: Bench) -> bool:
    return any(bench.events[key].alleges_civilian_harm for key in keys)


def _named_by_claims(pair: ScoredPair, bench: Bench) -> DoubtfulPair:
    return DoubtfulPair(
        left=bench.events[pair.left].founding_claim,
        right=bench.events[pair.right].founding_claim,
        score=pair.score,
        features=pair.features,
    )
