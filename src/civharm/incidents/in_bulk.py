"""What linking asks of whoever finds pairs among very many events: `engine.linking` does, by the same levels and weights."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from civharm.incidents.likeness import Likeness
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.rules import LinkageRules

#: From so many new events on it is worth the start: below, each pair is compared by itself.
MANY = 3_000
#: The same of pairs: events of which so many met are a crowd that one incident draws.
MANY_PAIRS = 500_000


@dataclass(frozen=True, slots=True)
class Found:
    """Reports that are alike, and events of which the score reaches what is worth a look, by id and by key."""

    alike: Sequence[tuple[str, str]]
    likely: Sequence[tuple[str, str]]


class InBulk(Protocol):
    """Looks at all pairs of a block at once."""

    def __call__(self, events: Iterable[Occurrence], likeness: Likeness, rules: LinkageRules) -> Found:
        """Pairs with the lesser id or key first."""
