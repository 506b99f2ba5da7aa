"""The tables of a release: each column with its meaning, each row made of model objects, nothing twice."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import Generic, NamedTuple, TypeVar

from civharm.publication.cells import Cell, guarded

#: One line of a table, in the order of its columns; None is unknown.
Row = Sequence[Cell]
_Thing = TypeVar("_Thing", contravariant=True)


class ToldRow(NamedTuple):
    """A row with the line of CSV that it is."""

    row: Row
    line: str


class Kind(StrEnum):
    """What a column holds, in the words of the Data Package standard."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[_Thing]):
    """A column: its name, what it means, and how it is told of a thing. `hxl` is its tag, where it has one."""

    name: str
    meaning: str
    of: Callable[[_Thing], Cell]
    kind: Kind = Kind.TEXT
    hxl: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[_Thing]):
    """A table over things of one sort. `key` are the columns that name a row."""

    name: str
    title: str
    columns: tuple[Column[_Thing], ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def tags(self) -> tuple[str, ...]:
        """The HXL tags of the columns."""
        return tuple(column.hxl for column in self.columns)

    def lines(self, rows: Sequence[Row]) -> str:
        """Rows as lines of CSV, in which no spreadsheet finds a formula; numbers are none."""
        texts = [column.kind in (Kind.TEXT, Kind.DATE) for column in self.columns]
        columns = [
            guarded(cells) if is_text else cells
            for is_text, cells in zip(texts, zip(*rows, strict=True), strict=bool(rows))
        ]
        written = StringIO()
        csv.writer(written, lineterminator="\n").writerows(zip(*columns, strict=True))
        return written.getvalue()

    def told(self, things: Iterable[_Thing]) -> Iterator["ToldRow"]:
        """Each row with its line, made as it is asked for."""
        return (ToldRow(row, self.lines([row])) for row in self.rows(things))

    def rows(self, things: Iterable[_Thing]) -> Iterator[Row]:
        """One row for each thing, made as it is asked for."""
        tell = tuple(column.of for column in self.columns)
        return (tuple(each(thing) for each in tell) for thing in things)
