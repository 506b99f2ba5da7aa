"""Groups that grow by joining (union–find), with a result that doesn't depend on the order of joining."""

from collections.abc import Iterable, Iterator


class Groups:
    """Disjoint groups of keys; each is named by the least of its keys."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._above = {key: key for key in keys}

    def __iter__(self) -> Iterator[str]:
        return iter(self._above)

    def first_of(self, key: str) -> str:
        """The least key of the group that the key is in."""
        path = []
        while self._above[key] != key:
            path.append(key)
            key = self._above[key]
        for passed in path:
            self._above[passed] = key
        return key

    def join(self, left: str, right: str) -> None:
        """Make one group of the two."""
        first, second = sorted((self.first_of(left), self.first_of(right)))
        self._above[second] = first

    def members(self) -> list[tuple[str, ...]]:
        """All groups, sorted, each with its keys in order."""
        found: dict[str, list[str]] = {}
        for key in sorted(self._above):
            found.setdefault(self.first_of(key), []).append(key)
        return [tuple(found[first]) for first in sorted(found)]
