"""Where a casebook keeps workings: a file that may be lost or thrown away at any time, beside what may not.

A file that can't be read or written costs time and nothing else. Each entry bears a seal: a disk that lost a few bytes
must not change what an incident is made of.
"""

import hashlib
import sqlite3
import uuid
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from civharm.casebook.recollection import Recollection
from civharm.model.workings import Workings

_FORM = """
CREATE TABLE IF NOT EXISTS state (method TEXT, stamp TEXT);
CREATE TABLE IF NOT EXISTS kept
    (kind TEXT, key TEXT, words TEXT, seal TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
"""
_SECONDS = 30
_NOTHING = ("", "")


class WorkingsFile:
    """The workings of the last recomputation of a casebook."""

    def __init__(self, path: Path, memory: Recollection | None = None) -> None:
        self._path, self._memory = path, memory or Recollection()

    def read(self, method: str) -> Workings:
        """The workings, empty if they are of another method or there are none. Those that were written from here are remembered."""
        known = self._memory.workings
        if known is not None and known.method == method and self._is_as_written(known):
            return Workings(method=method, stamp=known.stamp, before=known.before)
        return self._read(method)

    def _read(self, method: str) -> Workings:
        before: dict[str, dict[str, str]] = defaultdict(dict)
        stamp = ""
        try:
            with self._opened() as database:
                of_method, stamp = _state_of(database)
                rows = (
                    database.execute("SELECT kind, key, words, seal FROM kept") if of_method == method else ()
                )
                for kind, key, words, seal in rows:
                    if seal != _seal(kind, key, words):
                        return Workings(method=method)
                    before[kind][key] = words
        except (sqlite3.DatabaseError, OSError):
            return Workings(method=method)
        return Workings(method=method, before=before, stamp=stamp)

    def _is_as_written(self, workings: Workings) -> bool:
        """True if nobody wrote to the file since."""
        try:
            with self._opened() as database:
                return _state_of(database) == (workings.method, workings.stamp) != _NOTHING
        except (sqlite3.DatabaseError, OSError):
            return False

    def write(self, workings: Workings) -> None:
        """Keep the workings: in one transaction, so that a crash leaves those of before.

        Only while nobody else recomputes.
        """
        self._memory.workings = None
        try:
            with self._opened() as database:
                stamp = _replace(database, workings)
            written = Workings(method=workings.method, stamp=stamp, before=dict(workings.now))
            self._memory.workings = written
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # a file of another form
                self._path.unlink(missing_ok=True)
            # else no room on the disk, say: the next time works out more
        except (sqlite3.DatabaseError, OSError):  # no database, or a broken one
            self._path.unlink(missing_ok=True)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Only its owner may read it: it holds the words of reports."""
        if not self._path.exists():
            self._path.touch(mode=0o600)
        with closing(sqlite3.connect(self._path, timeout=_SECONDS, isolation_level=None)) as database:
            database.executescript(_FORM)
            yield database


def _state_of(database: sqlite3.Connection) -> tuple[str, str]:
    """By which method the workings are, and a stamp that differs each time they are written."""
    found = database.execute("SELECT method, stamp FROM state").fetchone()
    return (str(found[0]), str(found[1])) if found else _NOTHING


def _seal(*entry: object) -> str:
    """What is no text has another seal than the text that it was."""
    return hashlib.blake2b(repr(entry).encode(), digest_size=8).hexdigest()


def _replace(database: sqlite3.Connection, workings: Workings) -> str:
    """Write what changed; everything where the file is not as it was read. The stamp of what was written."""
    database.execute("BEGIN IMMEDIATE")
    known = workings.before
    if _state_of(database) != (workings.method, workings.stamp):
        database.execute("DELETE FROM kept")
        known = {}
    kinds = known.keys() | workings.now.keys()
    now = {kind: workings.now.get(kind, {}) for kind in kinds}
    gone = ((kind, key) for kind in known for key in known[kind].keys() - now[kind].keys())
    new = (
        (kind, key, words, _seal(kind, key, words))
        for kind, kept in now.items()
        for key, words in kept.items()
        if key not in known.get(kind, ())
    )
    database.executemany("DELETE FROM kept WHERE kind = ? AND key = ?", gone)
    database.executemany("INSERT INTO kept VALUES (?, ?, ?, ?)", new)
    database.execute("DELETE FROM state")
    stamp = uuid.uuid4().hex
    database.execute("INSERT INTO state VALUES (?, ?)", (workings.method, stamp))
    database.execute("COMMIT")
    return stamp
