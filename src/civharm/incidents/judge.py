"""Scored pairs of events, and people's judgements on them, which bind the machine."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from civharm.incidents.groups import Groups
from civharm.incidents.occurrences import Occurrence
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Feature, Judgement, Verdict

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
class Bindings:
    """What people decided, on the level of events."""

    verdicts: Mapping[Pair, Verdict]

    def between(self, left: Iterable[str], right: Iterable[str]) -> set[Verdict]:
        """All verdicts across two groups of events."""
        others = tuple(right)
        found = (self.verdicts.get(ordered(a, b)) for a in left for b in others)
        return {verdict for verdict in found if verdict}


def ordered(left: str, right: str) -> Pair:
    """The pair with the lesser key first."""
    return (left, right) if left <= right else (right, left)


def bindings_of(judgements: Sequence[Judgement], events: Mapping[str, Sequence[Occurrence]]) -> Bindings:
    """Judgements on claims as verdicts on the events that the claims are in.

    A judgement on a claim that is no more is left out here: the casebook lists it as an issue.
    Raises InvalidDecision where judgements contradict each other.
    """
    event_of = {
        claim.id: key for key, members in events.items() for member in members for claim in member.claims
    }
    verdicts: dict[Pair, Verdict] = {}
    for judgement in judgements:
        left, right = event_of.get(judgement.left), event_of.get(judgement.right)
        if left is not None and right is not None and left != right:
            verdicts[ordered(left, right)] = judgement.verdict
    _refuse_contradictions(verdicts)
    return Bindings(verdicts=verdicts)


def _refuse_contradictions(verdicts: Mapping[Pair, Verdict]) -> None:
    groups = Groups({key for pair in verdicts for key in pair})
    same: dict[str, set[str]] = defaultdict(set)
    for (left, right), verdict in verdicts.items():
        if verdict is Verdict.POSITIVE:
            groups.join(left, right)
            same[left].add(right)
            same[right].add(left)
    for (left, right), verdict in sorted(verdicts.items()):
        if verdict is Verdict.NEGATIVE and groups.first_of(left) == groups.first_of(right):
            chain = " = ".join(_chain(left, right, same=same))
            raise InvalidDecision(f"judgements contradict each other: {chain}, but {left} ≠ {right}")


def _chain(start: str, goal: str, *, same: Mapping[str, set[str]]) -> list[str]:
    """The shortest way from one to the other by positive judgements."""
    ways = [[start]]
    seen = {start}
    for way in ways:
        if way[-1] == goal:
            return way
        for following in sorted(same[way[-1]] - seen):
            seen.add(following)
            ways.append([*way, following])
    return [start, goal]
