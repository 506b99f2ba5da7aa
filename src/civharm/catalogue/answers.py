"""Answers that take long to work out, kept for one state of the rows."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

from civharm.catalogue.walls import Walls

_Found = TypeVar("_Found")
#: The points of a filter take megabytes, all other answers kilobytes.
_MOST, _MOST_LARGE = 512, 8
_MOST_WALLS = 4


@dataclass(slots=True)
class _Answer:
    """One answer; who asks while it is being worked out waits for it, and does not work it out again."""

    lock: Lock = field(default_factory=Lock)
    is_known: bool = False
    found: Any = None


class Answers:
    """The answers asked for last. A process has one; it may be asked from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._small: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._large: OrderedDict[Hashable, _Answer] = OrderedDict()
        self._walls: OrderedDict[Walls, None] = OrderedDict()

    def once(self, key: Hashable, answer: Callable[[], _Found], *, is_large: bool = False) -> _Found:
        """The answer, worked out by whoever asks first. What it raises is raised to each who asks."""
        kept = self._kept(key, self._large if is_large else self._small, _MOST_LARGE if is_large else _MOST)
        with kept.lock:
            if not kept.is_known:
                kept.found, kept.is_known = answer(), True
            found: _Found = kept.found
            return found

    def asked_by(self, walls: Walls) -> None:
        """Note who asks, by what they may see."""
        with self._lock:
            self._walls[walls] = None
            self._walls.move_to_end(walls)
            while len(self._walls) > _MOST_WALLS:
                self._walls.popitem(last=False)

    def last_walls(self) -> tuple[Walls, ...]:
        """What those may see who asked last."""
        with self._lock:
            return tuple(self._walls)

    def _kept(self, key: Hashable, answers: OrderedDict[Hashable, _Answer], most: int) -> _Answer:
        with self._lock:
            kept = answers.setdefault(key, _Answer())
            answers.move_to_end(key)
            while len(answers) > most:
                answers.popitem(last=False)
            return kept
