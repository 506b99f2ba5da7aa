"""One moment of a casebook's tables, while others go on writing: a copy of the file, or a transaction that only reads."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol
from urllib.parse import quote

from civharm.casebook.custody import CustodyEntry
from civharm.casebook.folder import CasebookFolder, DatabaseKind
from civharm.safekeeping.archive import pieces_of

if TYPE_CHECKING:
    from psycopg import Connection, Cursor

DATABASE_FILE = "casebook.sqlite3"
TABLES = "database/tables.json"
ROWS = "database/rows"
#: Tables that are made anew from the others: their rows stay behind.
_DISPOSABLE = "catalogue_"
_MIGRATIONS = "django_migrations"
_PIECE = 4 << 20
_FIELDS = tuple(field.name for field in fields(CustodyEntry))
_ENTRY = ", ".join(f'"{name}"' for name in _FIELDS)
_CUSTODY = f"SELECT {_ENTRY} FROM casebook_custody ORDER BY seq"
_CAPTURES = "SELECT sha256 FROM casebook_capture ORDER BY id"

#: A file to be: its name, how long it is, and its bytes.
Member = tuple[str, int, Iterator[bytes]]


class Snapshot(Protocol):
    """What a backup asks of a moment of the tables."""

    def captures(self) -> Iterator[str]:
        """The hashes of all captures."""

    def custody(self) -> Iterator[CustodyEntry]:
        """The chain of custody."""

    def members(self) -> Iterator[Member]:
        """The tables as files."""


def snapshot_of(folder: CasebookFolder, alias: str) -> AbstractContextManager[Snapshot]:
    """The tables of a casebook as they are now."""
    if folder.database is DatabaseKind.SQLITE and _vendor(alias) == "sqlite":
        return _copied_file(folder)
    return _reading_transaction(alias)


def _entry(row: Sequence[Any]) -> CustodyEntry:
    entry = CustodyEntry(**dict(zip(_FIELDS, row, strict=True)))
    return replace(entry, seq=int(entry.seq))


def _vendor(alias: str) -> str:
    from django.db import connections

    return connections[alias].vendor


@dataclass(frozen=True, slots=True)
class _CopiedFile:
    """A copy of the database file, which has no name any more: it goes when it is closed."""

    connection: sqlite3.Connection
    file: BinaryIO

    def captures(self) -> Iterator[str]:
        return (sha256 for (sha256,) in self.connection.execute(_CAPTURES))

    def custody(self) -> Iterator[CustodyEntry]:
        return map(_entry, self.connection.execute(_CUSTODY))

    def members(self) -> Iterator[Member]:
        self.file.seek(0)
        yield DATABASE_FILE, os.fstat(self.file.fileno()).st_size, pieces_of(self.file)


@contextmanager
def _copied_file(folder: CasebookFolder) -> Iterator[_CopiedFile]:
    """SQLite's own backup in one step: writers go on meanwhile. The copy lies beside the database, as safe as that."""
    for left in folder.path.glob(".copy-*"):
        left.unlink()
    path = folder.path / f".copy-{os.getpid()}"
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        source = sqlite3.connect(f"file:{quote(str(folder.sqlite_path))}?mode=ro", uri=True, timeout=30)
        with closing(source), closing(sqlite3.connect(path)) as target:
            target.execute("PRAGMA synchronous=OFF")
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        connection, file = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True), path.open("rb")
        connection.execute(_CAPTURES).fetchone()  # it has its file open from now on
    finally:
        path.unlink(missing_ok=True)
    with closing(connection), file:
        yield _CopiedFile(connection, file)


@dataclass(frozen=True, slots=True)
class _ReadingTransaction:
    """A transaction of PostgreSQL in which nothing changes."""

    connection: "Connection[Any]"

    def captures(self) -> Iterator[str]:
        return (sha256 for (sha256,) in self._rows(_CAPTURES))

    def custody(self) -> Iterator[CustodyEntry]:
        return map(_entry, self._rows(_CUSTODY))

    def members(self) -> Iterator[Member]:
        columns = self._columns()
        described = json.dumps(
            {"migrations": self._migrations(), "tables": columns, "sequences": self._sequences()}
        )
        yield TABLES, len(described.encode()), iter([described.encode()])
        for table, names in columns.items():
            listed = ", ".join(f'"{name}"' for name in names)
            for number, piece in enumerate(self._pieces(f'COPY "{table}" ({listed}) TO STDOUT'), start=1):
                yield f"{ROWS}/{table}/{number:06}", len(piece), iter([piece])

    def _rows(self, query: str) -> Iterator[tuple[str, ...]]:
        with self.connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT".encode()) as copy:
            yield from copy.rows()

    def _pieces(self, query: str) -> Iterator[bytes]:
        """Whole rows, so many of them that a piece is worth a file."""
        held = bytearray()
        with self.connection.cursor() as cursor, cursor.copy(query.encode()) as copy:
            for row in copy:
                held += row
                if len(held) >= _PIECE:
                    yield bytes(held)
                    held.clear()
        if held:
            yield bytes(held)

    def _asked(self, query: str) -> "Cursor[Any]":
        return self.connection.cursor().execute(query.encode())

    def _columns(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for table, column in self._asked(
            "SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid "
            "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 "
            "AND NOT attisdropped AND attgenerated = '' ORDER BY relname, attnum"
        ):
            if table != _MIGRATIONS and not table.startswith(_DISPOSABLE):
                found.setdefault(table, []).append(column)
        return found

    def _migrations(self) -> list[list[str]]:
        return [list(row) for row in self._asked(f"SELECT app, name FROM {_MIGRATIONS} ORDER BY id")]

    def _sequences(self) -> dict[str, int]:
        query = (
            "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema() "
            "AND last_value IS NOT NULL ORDER BY sequencename"
        )
        return {
            name: last
            for name, last in self._asked(query)
            if name != f"{_MIGRATIONS}_id_seq" and not name.startswith(_DISPOSABLE)
        }


@contextmanager
def _reading_transaction(alias: str) -> Iterator[_ReadingTransaction]:
    from django.db import connections

    own = connections[alias].copy()
    own.ensure_connection()
    try:
        own.connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield _ReadingTransaction(own.connection)
    finally:
        own.close()


def sized(pieces: Callable[[], Iterator[bytes]]) -> int:
    """How long a file will be that a snapshot gives the same twice."""
    return sum(map(len, pieces()))
