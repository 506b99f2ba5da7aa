"""Numbers in place of things."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import count


class Numbers:
    """Things by number, in the order in which they came."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = defaultdict(count().__next__)

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self._numbers)

    def of(self, thing: Hashable) -> int:
        """The number of a thing, a new one if it wasn't seen yet."""
        return self._numbers[thing]

    def all_of(self, things: Iterable[Hashable]) -> Iterator[int]:
        """The numbers of several things."""
        return map(self._numbers.__getitem__, things)
