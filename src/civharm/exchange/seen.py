"""Which records stood in a file, however many they are: kept in a file of its own that goes with the run."""

import sqlite3
from contextlib import closing
from types import TracebackType
from typing import Self


class Seen:
    """A set of ids that spills to disk; use it as a context."""

    def __init__(self) -> None:
        self._table = sqlite3.connect("", isolation_level=None)  # a database on disk that nobody else sees
        self._table.execute("PRAGMA journal_mode=OFF")
        self._table.execute("CREATE TABLE seen (id BLOB PRIMARY KEY) WITHOUT ROWID")
        self._table.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._table.close()

    def add(self, report_id: str) -> bool:
        """Remember an id. False if it was there already."""
        mark = bytes.fromhex(report_id)
        return self._table.execute("INSERT OR IGNORE INTO seen VALUES (?)", (mark,)).rowcount == 1

    def __contains__(self, report_id: str) -> bool:
        mark = bytes.fromhex(report_id)
        with closing(self._table.execute("SELECT 1 FROM seen WHERE id = ?", (mark,))) as found:
            return found.fetchone() is not None
