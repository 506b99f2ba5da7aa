"""Writing tables as CSV, as Parquet and into one SQLite file, some rows at a time: no form ever holds a whole table."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Self, TypeVar

from civharm.publication.cells import Cell
from civharm.publication.release.tables import Kind, Row, Table, Told, cells_of

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

    def insert(self, table: Table[Any], rows: Sequence[Row]) -> None:
        marks = ", ".join("?" * len(table.columns))
        self._connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)

    def finish(self) -> None:
        """Index each column that other tables refer to."""
        for table in self._tables:
            referred = (each for each in ("incident", "claim", "report") if each in table.names)
            for name in dict.fromkeys((table.key[0], *referred)):
                self._connection.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')
        self._connection.execute("COMMIT")


class Pen:
    """Writes one table: as CSV, into a database and as Parquet, where these are given."""

    def __init__(
        self, table: Table[Any], path: Path, *, database: Database | None, parquet: Path | None = None
    ) -> None:
        self.table, self.rows = table, 0
        self._database = database
        if database:
            database.create(table)
        self._parquet = Parquet(table, parquet) if parquet else None
        self._file = path.open("x", encoding="utf-8", newline="")
        heads = [table.names, *([table.tags] if any(table.tags) else [])]
        csv.writer(self._file, lineterminator="\n").writerows(heads)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        if self._parquet:
            self._parquet.close()

    def write(self, told: Sequence[Told]) -> None:
        """Add some rows."""
        if not told:
            return
        self.rows += sum(each.rows for each in told)
        self._file.writelines([each.lines for each in told])
        if self._database is None and self._parquet is None:
            return
        rows = cells_of(told)
        if self._database:
            self._database.insert(self.table, rows)
        if self._parquet:
            self._parquet.write(list(zip(*rows, strict=True)))


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
