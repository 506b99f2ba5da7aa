"""What is left of evidence that was destroyed: proof that it was there, and why it is not any more (METHOD R38)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

#: The rule of a destruction that no policy asked for.
BY_DECISION = "by_decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Bytes that are destroyed: their hash and size, when they came, who had them destroyed, when, why, under what rule.

    `incidents` rested on them. `acts` are those on the chain of custody whose rows are gone with them, `rows` are these rows, by table.
    """

    sha256: str
    size: int
    captured_at: datetime
    destroyed_at: datetime
    by: str
    reason: str
    rule: str
    reports: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    acts: tuple[tuple[str, str, str], ...] = ()
    rows: Mapping[str, tuple[int, ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A capture that a rule says is to be destroyed, and since when."""

    sha256: str
    name: str
    rule: str
    since: datetime
    reports: tuple[str, ...] = ()
