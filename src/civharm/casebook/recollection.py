"""Where a program keeps what it made of a casebook's rows, for its next look at them."""

from collections.abc import Sized
from threading import Lock
from typing import Any

from civharm.model.workings import Workings

#: The numbers of the last rows that something was made of.
Lasts = tuple[int, ...]
#: More reports, claims or incidents than this are not held between two looks: they would fill a server's memory.
MOST = 4_096

#: So many entries the workings have for each report, about.
_ENTRIES_EACH = 16


class Recollection:
    """Of one casebook in one process. Losing it costs time and nothing else."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Lasts, Any]] = {}
        self._lock = Lock()
        self._workings: Workings | None = None

    @property
    def workings(self) -> Workings | None:
        """Those that were written last."""
        return self._workings

    @workings.setter
    def workings(self, written: Workings | None) -> None:
        entries = sum(map(len, written.before.values())) if written else 0
        self._workings = written if entries <= MOST * _ENTRIES_EACH else None

    def recall(self, name: str) -> tuple[Lasts, Any] | None:
        """What was kept under a name, and of which last rows it was made."""
        with self._lock:
            return self._kept.get(name)

    def forget(self) -> None:
        """Keep nothing: some of it was destroyed."""
        with self._lock:
            self._kept.clear()
            self._workings = None

    def keep(self, name: str, lasts: Lasts, made: Sized) -> None:
        """Keep it for the next look, in place of what was kept before; what is too large is forgotten."""
        with self._lock:
            if len(made) <= MOST:
                self._kept[name] = lasts, made
            else:
                self._kept.pop(name, None)
