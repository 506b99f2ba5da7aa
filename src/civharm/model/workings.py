"""What was worked out before and need not be worked out again, found by all that it was made of.

An entry can be superfluous, never wrong: whatever it depends on is in its key. So workings may be lost or thrown away at
any time: then everything is worked out anew, and comes out the same.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

#: Entries by what they are ("part", "likeness" …), then by key.
Entries = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Workings:
    """What the last linking kept (`before`), and what this one keeps of it or adds to it (`now`).

    `method` says by which code and codebook, `stamp` which state of its store they were read from. What a linking does not use is not kept, so that workings don't grow with time.
    """

    method: str = ""
    stamp: str = ""
    before: Entries = field(default_factory=dict)
    now: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def known(self, kind: str) -> frozenset[str]:
        """The keys of the last linking."""
        return frozenset(self.before.get(kind, ()))

    def recall(self, kind: str, key: str) -> str | None:
        """An entry of the last linking or of this one, which keeps it; None where there is none."""
        if key in self.now[kind]:
            return self.now[kind][key]
        found = self.before.get(kind, {}).get(key)
        if found is not None:
            self.now[kind][key] = found
        return found

    def keep(self, kind: str, key: str, words: str = "") -> None:
        """Keep an entry for the next linking."""
        self.now[kind][key] = words

    def once(self, kind: str, key: str, work: Callable[[], str]) -> str:
        """The entry, worked out now if it is not known."""
        found = self.recall(kind, key)
        if found is None:
            found = work()
            self.keep(kind, key, found)
        return found
