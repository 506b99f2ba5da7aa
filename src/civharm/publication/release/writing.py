"""Writing tables as CSV, as Parquet and into one SQLite file, some rows at a time: no form ever holds a whole table."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

from civharm.publication.cells import Cell, guarded
from civharm.publication.release.tables import Kind, Table

#: Things held at a time.
BATCH = 1_000
#: Rows of a group of a Parquet file.
_ROW_GROUP = 50_000
_SQLITE = {Kind.INTEGER: "INTEGER", Kind.NUMBER: "REAL"}
_Thing = TypeVar("_Thing")
_Column = Sequence[Cell]


class Database:
    """One SQLite file with all tables, as Datasette reads it, indexed when all is in it."""

    def __init__(self, path: Path) -> None:
        # the file takes its place only with the whole release: nothing is lost where it is not finished
        self._connection = sqlite3.connect(path, isolation_level=None)
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute("BEGIN")
        self._tables: list[Table[Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def create(self, table: Table[Any]) -> None:
        columns = ", ".join(f'"{each.name}" {_SQLITE.get(each.kind, "TEXT")}' for each in table.columns)
        self._connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
        self._tables.append(table)

    def insert(self, table: Table[Any], columns: Sequence[_Column]) -> None:
        marks = ", ".join("?" * len(columns))
        self._connection.executemany(
            f'INSERT INTO "{table.name}" VALUES ({marks})', zip(*columns, strict=True)
        )

    def finish(self) -> None:
        """Index each column that other tables refer to."""
        for table in self._tables:
            referred = (each for each in ("incident", "claim", "report") if each in table.names)
            for name in dict.fromkeys((table.key[0], *referred)):
                self._connection.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')
        self._connection.execute("COMMIT")


class Pen(Generic[_Thing]):
    """Writes one table: as CSV, into a database and as Parquet, where these are given."""

    def __init__(
        self, table: Table[_Thing], path: Path, *, database: Database | None, parquet: Path | None = None
    ) -> None:
        self.table, self.rows = table, 0
        self._database = database
        if database:
            database.create(table)
        self._parquet = Parquet(table, parquet) if parquet else None
        self._file = path.open("x", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file, lineterminator="\n")
        self._csv.writerow(table.names)
        if any(column.hxl for column in table.columns):
            self._csv.writerow([column.hxl for column in table.columns])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        if self._parquet:
            self._parquet.close()

    def write(self, things: Iterable[_Thing]) -> None:
        """Add a row for each thing, some at a time."""
        for some in batches(things):
            columns = [list(map(column.of, some)) for column in self.table.columns]
            self._csv.writerows(zip(*self._guarded(columns), strict=True))
            if self._database:
                self._database.insert(self.table, columns)
            if self._parquet:
                self._parquet.write(columns)
            self.rows += len(some)

    def _guarded(self, columns: Sequence[_Column]) -> Iterator[_Column]:
        """Cells that a spreadsheet would run are guarded; numbers are none."""
        for column, cells in zip(self.table.columns, columns, strict=True):
            yield guarded(cells) if column.kind in (Kind.TEXT, Kind.DATE) else cells


def has_parquet() -> bool:
    """True if pyarrow, of the extra `bulk`, is installed."""
    return find_spec("pyarrow") is not None


class Parquet:
    """A table as Parquet, written by groups of rows; texts as they are, since nothing runs them."""

    def __init__(self, table: Table[Any], path: Path) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        types = {
            Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64(), Kind.TEXT: pa.string(), Kind.DATE: pa.string(),
        }  # fmt: skip
        self._schema = pa.schema(
            [
                pa.field(column.name, types[column.kind], metadata={"meaning": column.meaning})
                for column in table.columns
            ]
        )
        self._writer = parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._group: list[pa.RecordBatch] = []

    def write(self, columns: Sequence[_Column]) -> None:
        import pyarrow as pa

        arrays = [
            pa.array(cells, type=field.type) for cells, field in zip(columns, self._schema, strict=True)
        ]
        self._group.append(pa.record_batch(arrays, schema=self._schema))
        if sum(batch.num_rows for batch in self._group) >= _ROW_GROUP:
            self._flush()

    def close(self) -> None:
        self._flush()
        self._writer.close()

    def _flush(self) -> None:
        import pyarrow as pa

        if self._group:
            self._writer.write_table(pa.Table.from_batches(self._group))
            self._group.clear()


def batches(things: Iterable[_Thing]) -> Iterator[list[_Thing]]:
    """The things, so many at a time."""
    ahead = iter(things)
    while batch := list(islice(ahead, BATCH)):
        yield batch
