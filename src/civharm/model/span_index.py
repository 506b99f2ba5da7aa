"""Finding what stands at a place of a long text without looking at all that stands in it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

from civharm.model.spans import Span

_BLOCK = 1024

_Placed = TypeVar("_Placed")


class SpanIndex(Generic[_Placed]):
    """Things by the spans that they hold; one thing may hold several."""

    def __init__(self, placed: Iterable[tuple[Span, _Placed]]) -> None:
        self._placed = tuple(placed)
        self._blocks: dict[int, list[int]] = defaultdict(list)
        for number, (span, _) in enumerate(self._placed):
            for block in _blocks_of(span):
                self._blocks[block].append(number)

    def overlapping(self, span: Span) -> list[_Placed]:
        """The things of which a span shares a character with this one, in the order in which they were given."""
        near = {number for block in _blocks_of(span) for number in self._blocks.get(block, ())}
        held = (self._placed[number] for number in sorted(near))
        return [thing for own, thing in held if own.overlaps(span)]


def _blocks_of(span: Span) -> range:
    return range(span.start // _BLOCK, max(span.start, span.end - 1) // _BLOCK + 1)
