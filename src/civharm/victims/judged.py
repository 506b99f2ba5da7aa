"""What people judged of mentions, as the mentions bear it: these are one person's, those are not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from civharm.model.victims import Victim


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """By mention: those judged to be the same person's, directly or over others, and those judged not to be."""

    same: Mapping[str, frozenset[str]] = field(default_factory=dict)
    different: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, mentions: Iterable[Victim]) -> "Judged":
        """What these mentions bear."""
        judged = [victim for victim in mentions if victim.same_as or victim.different_from]
        return cls(
            same={victim.id: frozenset(victim.same_as) for victim in judged},
            different={victim.id: frozenset(victim.different_from) for victim in judged},
        )

    def __contains__(self, mention: str) -> bool:
        return mention in self.same

    def verdict(self, mention: str, other: str) -> bool | None:
        """True for one person, False for two, None where nobody judged. The other may be the key of a row in a list."""
        if other in self.same.get(mention, ()) or mention in self.same.get(other, ()):
            return True
        if other in self.different.get(mention, ()) or mention in self.different.get(other, ()):
            return False
        return None
