"""What people tied together and what they keep apart, on any kind of key: claims, or events.

To be one carries on (A = B and B = C make A = C), and whatever is one is apart from whatever one of it is apart from.
"""

from collections.abc import Iterable


class Ties:
    """Keys that are one, and keys that are apart. A key that nobody spoke of is one with itself alone."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}
        self._apart: dict[str, set[str]] = {}
        self._held: dict[str, str] = {}
        self._tied: set[str] = set()

    def __bool__(self) -> bool:
        return bool(self._above)

    def __contains__(self, key: str) -> bool:
        return key in self._above

    def whole(self, key: str) -> str:
        """The name of all that is one with the key."""
        passed = []
        while (above := self._above.get(key, key)) != key:
            passed.append(key)
            key = above
        for each in passed:
            self._above[each] = key
        return key

    def are_one(self, left: str, right: str) -> bool:
        """True if they were tied, directly or over others."""
        return self.whole(left) == self.whole(right)

    def are_apart(self, left: str, right: str) -> bool:
        """True if somebody keeps them apart, directly or over others."""
        return self.whole(right) in self._apart.get(self.whole(left), ())

    def join(self, left: str, right: str) -> None:
        """Make the two one, as people said. Only where they are not apart."""
        self._tied |= {left, right}
        self.merge(left, right)

    def merge(self, left: str, right: str) -> None:
        """Make the two one, as the machine sees it. Only where they are not apart."""
        self._know(left, right)
        kept, merged = sorted((self.whole(left), self.whole(right)))
        if kept == merged:
            return
        self._above[merged] = kept
        for other in self._apart.pop(merged, set()):
            self._apart[other].discard(merged)
            self._keep_apart(kept, other)

    def part(self, left: str, right: str) -> None:
        """Keep the two apart. Only where they are not one."""
        self._know(left, right)
        self._keep_apart(self.whole(left), self.whole(right))

    def is_tied(self, key: str) -> bool:
        """True if people said that it is one with another."""
        return key in self._tied

    def hold(self, key: str, holder: str) -> None:
        """Let the key be with others of its holder alone."""
        self._know(key)
        self._held[key] = holder

    def holder(self, key: str) -> str | None:
        """What holds the key."""
        return self._held.get(key)

    def admit(self, group: Iterable[str], others: Iterable[str]) -> bool:
        """True if the two groups may become one: nobody keeps one of these apart from one of those."""
        if not self._apart and not self._held:
            return True
        mine, theirs = tuple(group), tuple(others)
        if len({self._held.get(key) for key in (*mine, *theirs)}) > 1:
            return False
        forbidden = {whole for key in mine if key in self for whole in self._apart.get(self.whole(key), ())}
        return not forbidden or forbidden.isdisjoint(self.whole(key) for key in theirs if key in self)

    def gather(self, group: Iterable[str]) -> None:
        """Make one of all keys of the group that anybody spoke of, as the machine sees it."""
        known = [key for key in group if key in self]
        for key in known[1:]:
            self.merge(known[0], key)

    def _know(self, *keys: str) -> None:
        for key in keys:
            self._above.setdefault(key, key)

    def _keep_apart(self, left: str, right: str) -> None:
        self._apart.setdefault(left, set()).add(right)
        self._apart.setdefault(right, set()).add(left)
