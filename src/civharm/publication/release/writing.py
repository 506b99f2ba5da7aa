"""Writing tables: as CSV, as CSV with HXL tags, as Parquet, and all of them into one SQLite file. Rows stream."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

from civharm.publication.cells import Cell, safe
from civharm.publication.release.tables import Kind, Row, Table

#: Rows held at a time.
_BATCH = 20_000
_SQLITE = {Kind.INTEGER: "INTEGER", Kind.NUMBER: "REAL"}


def write_csv(table: Table[Any], rows: Iterable[Row], path: Path) -> int:
    """The table as CSV in UTF-8; how many rows it has. Cells that a spreadsheet would run are guarded."""
    with path.open("x", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.names)
        if any(column.hxl for column in table.columns):
            writer.writerow([column.hxl for column in table.columns])
        guarded = [
            number for number, column in enumerate(table.columns) if column.kind in (Kind.TEXT, Kind.DATE)
        ]
        written = 0
        for batch in batches(rows):
            writer.writerows(_guarded(row, guarded) for row in batch)
            written += len(batch)
    return written


def _guarded(row: Row, texts: list[int]) -> list[Cell]:
    cells = list(row)
    for number in texts:
        cells[number] = safe(cells[number])
    return cells


def has_parquet() -> bool:
    """True if pyarrow, of the extra `bulk`, is installed."""
    return find_spec("pyarrow") is not None


def write_parquet(table: Table[Any], rows: Iterable[Row], path: Path) -> None:
    """The table as Parquet; texts as they are, since nothing runs them."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        Kind.INTEGER: pa.int64(),
        Kind.NUMBER: pa.float64(),
        Kind.TEXT: pa.string(),
        Kind.DATE: pa.string(),
    }
    schema = pa.schema(
        [
            pa.field(column.name, types[column.kind], metadata={"meaning": column.meaning})
            for column in table.columns
        ]
    )
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches(rows):
            columns = [
                pa.array(cells, type=field.type)
                for cells, field in zip(zip(*batch, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))


class Database:
    """One SQLite file with all tables, as Datasette reads it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, table: Table[Any], rows: Iterable[Row]) -> None:
        """Add a table with its rows and an index on each column that other tables refer to."""
        with closing(sqlite3.connect(self._path)) as connection, connection:
            columns = ", ".join(f'"{each.name}" {_SQLITE.get(each.kind, "TEXT")}' for each in table.columns)
            connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', rows)
            for name in dict.fromkeys(
                (table.key[0], *(each for each in ("incident", "claim", "report") if each in table.names))
            ):
                connection.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')


def batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows, so many at a time."""
    ahead = iter(rows)
    while batch := list(islice(ahead, _BATCH)):
        yield batch
