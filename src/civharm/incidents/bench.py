"""The events under comparison; each pair is compared once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from civharm.incidents.compare import compare
from civharm.incidents.events import merged
from civharm.incidents.judge import Bindings, ScoredPair, ordered
from civharm.incidents.likeness import Likeness
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.rules import LinkageRules
from civharm.model.incidents import score_of


class Bench:
    """Events by key, and what their comparison gave."""

    def __init__(
        self, members: Mapping[str, Sequence[Occurrence]], rules: LinkageRules, likeness: Likeness
    ) -> None:
        self.rules = rules
        self.members = members
        self.events = {key: merged(told) for key, told in members.items()}
        self._likeness = likeness
        self._compared: dict[tuple[str, str], ScoredPair] = {}
        self._beside: dict[str, list[ScoredPair]] = defaultdict(list)

    def pair(self, left: str, right: str) -> ScoredPair:
        """The two compared, with the reasons."""
        first, second = ordered(left, right)
        if (first, second) not in self._compared:
            features = compare(
                self.events[first], self.events[second], rules=self.rules, likeness=self._likeness
            )
            self._compared[first, second] = ScoredPair(
                left=first, right=second, score=score_of(features), features=features
            )
        return self._compared[first, second]

    def take(self, pairs: Iterable[ScoredPair]) -> None:
        """Pairs that were compared before, which need not be compared again."""
        for pair in pairs:
            self._compared[pair.pair] = pair
            self._look_at(pair)

    def _look_at(self, pair: ScoredPair) -> None:
        self._beside[pair.left].append(pair)
        self._beside[pair.right].append(pair)

    def score(self, left: str, right: str) -> float:
        """How likely the two are one, in log-odds."""
        return self.pair(left, right).score

    def between(self, first: Sequence[str], second: Sequence[str]) -> Sequence[float]:
        """How likely each of these is one with each of those."""
        return [self.score(left, right) for left in first for right in second]

    def worth_a_look(
        self, candidates: Iterable[tuple[Occurrence, Occurrence]], bindings: Bindings
    ) -> list[ScoredPair]:
        """All pairs that are at least doubtful, and all of which a person could not say."""
        keys = {ordered(left.key, right.key) for left, right in candidates} | bindings.unsure
        pairs = (self.pair(*key) for key in sorted(keys))
        found = [pair for pair in pairs if pair.score >= self.rules.doubt or pair.pair in bindings.unsure]
        for pair in found:
            self._look_at(pair)
        return found

    def nearest(self, key: str, group: Set[str], some: Iterable[str]) -> ScoredPair | None:
        """The pair that ties an event to the rest of its group most firmly; None if it is alone.

        Of the pairs that are worth a look, if there is one, else of those with `some` of the group: a group of
        thousands is not compared all with all.
        """
        tied = [pair for pair in self._beside[key] if pair.left in group and pair.right in group]
        pairs = tied or [self.pair(key, other) for other in some if other != key]
        return max(pairs, key=lambda pair: (pair.score, pair.pair), default=None)
