"""Scored pairs of events, and people's judgements on claims, which bind the machine.

Judgements are taken in the order in which people made them. One that contradicts those before it is set aside with
the chain that it contradicts, never dropped silently: a casebook refuses it at the moment of deciding, and lists as
an issue what came to contradict each other by a later reading.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from civharm.incidents.occurrences import Occurrence
from civharm.incidents.ties import Ties
from civharm.model.incidents import Feature, Judgement, Verdict
from civharm.model.ways import shortest_way

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredPair:
    """Two events by key, with what speaks for and against their being one."""

    left: str
    right: str
    score: float
    features: tuple[Feature, ...]

    @property
    def pair(self) -> Pair:
        """Both keys, the lesser first."""
        return self.left, self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A judgement that can't hold beside earlier ones.

    `chain` are the claims, each one with the next, that lead from one claim of `apart` to the other; `links` are
    the judgements between them. Both are short of what the machine thinks: people alone contradict each other.
    """

    judgement: Judgement
    chain: tuple[str, ...]
    links: tuple[Judgement, ...]
    apart: Judgement

    def __str__(self) -> str:
        return f"{' = '.join(self.chain)}, but {self.apart.left} ≠ {self.apart.right}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A judgement that contradicts those before it: so many of those that hold together."""

    judgement: Judgement
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Judgements that hold together, and those that had to be set aside."""

    judgements: tuple[Judgement, ...] = ()
    set_aside: tuple[SetAside, ...] = ()

    def contradiction(self, each: SetAside) -> Contradiction:
        """What a judgement that was set aside contradicts; worked out when somebody asks, for there may be many."""
        return _contradiction(each.judgement, self.judgements[: each.before])

    def ties(self) -> Ties:
        """The ties between claims, to be carried on."""
        ties = Ties()
        for judgement in self.judgements:
            _tie(judgement, ties)
        return ties

    @property
    def claims(self) -> frozenset[str]:
        """All claims that people have judged."""
        return frozenset(claim for each in self.judgements for claim in (each.left, each.right))


def without_contradictions(judgements: Iterable[Judgement]) -> Judged:
    """The judgements that hold together; of two that contradict each other the earlier."""
    ties, kept, set_aside = Ties(), list[Judgement](), list[SetAside]()
    for judgement in judgements:
        if _contradicts(judgement, ties):
            set_aside.append(SetAside(judgement=judgement, before=len(kept)))
        else:
            _tie(judgement, ties)
            kept.append(judgement)
    return Judged(judgements=tuple(kept), set_aside=tuple(set_aside))


def _contradicts(judgement: Judgement, ties: Ties) -> bool:
    left, right = judgement.left, judgement.right
    is_same = judgement.verdict is Verdict.POSITIVE
    return ties.are_apart(left, right) if is_same else ties.are_one(left, right)


def _tie(judgement: Judgement, ties: Ties) -> None:
    if judgement.verdict is Verdict.POSITIVE:
        ties.join(judgement.left, judgement.right)
    else:
        ties.part(judgement.left, judgement.right)


def _contradiction(judgement: Judgement, earlier: Sequence[Judgement]) -> Contradiction:
    same = _same(earlier)
    if judgement.verdict is not Verdict.POSITIVE:
        chain, links = _way(judgement.left, judgement.right, same)
        return Contradiction(judgement=judgement, chain=chain, links=links, apart=judgement)
    with_new = _same([*earlier, judgement])
    reached = _reached(judgement.left, with_new)
    apart = next(
        each
        for each in earlier
        if each.verdict is not Verdict.POSITIVE and {each.left, each.right} <= reached
    )
    chain, links = _way(apart.left, apart.right, with_new)
    return Contradiction(judgement=judgement, chain=chain, links=links, apart=apart)


_Same = Mapping[str, Mapping[str, Judgement]]


def _same(judgements: Iterable[Judgement]) -> _Same:
    found: dict[str, dict[str, Judgement]] = defaultdict(dict)
    for each in judgements:
        if each.verdict is Verdict.POSITIVE:
            found[each.left].setdefault(each.right, each)
            found[each.right].setdefault(each.left, each)
    return found


def _reached(start: str, same: _Same) -> set[str]:
    found, ahead = {start}, [start]
    while ahead:
        new = same.get(ahead.pop(), {}).keys() - found
        found |= new
        ahead += sorted(new)
    return found


def _way(start: str, goal: str, same: _Same) -> tuple[tuple[str, ...], tuple[Judgement, ...]]:
    """The shortest way from one claim to the other by judgements that they are one."""
    way = shortest_way(start, goal, lambda claim: sorted(same.get(claim, {})))
    return way, tuple(same[a][b] for a, b in pairwise(way))


@dataclass(frozen=True, kw_only=True)
class Bindings:
    """What people decided, on the level of events."""

    verdicts: Mapping[Pair, Verdict]

    def within(self, keys: Set[str]) -> "Bindings":
        """The verdicts on two of these events."""
        return Bindings(verdicts={pair: said for pair, said in self.verdicts.items() if keys >= set(pair)})

    def ties(self) -> Ties:
        """The ties between events, to be carried on."""
        ties = Ties()
        for (left, right), verdict in self.verdicts.items():
            _tie(Judgement(left=left, right=right, verdict=verdict), ties)
        return ties

    @cached_property
    def unsure(self) -> frozenset[Pair]:
        """Pairs of which a person could not say: they stay apart, and stay listed."""
        return frozenset(pair for pair, verdict in self.verdicts.items() if verdict is Verdict.UNSURE)

    def are_told_apart(self, left: Iterable[str], right: Iterable[str]) -> bool:
        """True if a person said of one event here and one there that they are two."""
        if not self._different:
            return False
        others = frozenset(right)
        return any(not others.isdisjoint(self._different.get(key, ())) for key in left)

    @cached_property
    def _different(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for (left, right), verdict in self.verdicts.items():
            if verdict is Verdict.NEGATIVE:
                found[left].add(right)
                found[right].add(left)
        return {key: frozenset(others) for key, others in found.items()}


def ordered(left: str, right: str) -> Pair:
    """The pair with the lesser key first."""
    return (left, right) if left <= right else (right, left)


def bindings_of(judged: Judged, events: Mapping[str, Sequence[Occurrence]]) -> Bindings:
    """Judgements on claims as verdicts on the events that the claims are in.

    A judgement on a claim that is no more is left out here: the casebook lists it as an issue.
    """
    if not judged.judgements:
        return Bindings(verdicts={})
    event_of = {
        claim.id: key for key, members in events.items() for member in members for claim in member.claims
    }
    verdicts: dict[Pair, Verdict] = {}
    for judgement in judged.judgements:
        left, right = event_of.get(judgement.left), event_of.get(judgement.right)
        if left is not None and right is not None and left != right:
            verdicts.setdefault(ordered(left, right), judgement.verdict)
    return Bindings(verdicts=verdicts)
