"""The tables of a release: each column with its meaning, each row made of model objects, nothing twice."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from typing import Generic, NamedTuple, TypeVar

from pydantic_core import from_json, to_json

from civharm.publication.cells import Cell, guarded

#: One line of a table, in the order of its columns; None is unknown.
Row = Sequence[Cell]
_Thing = TypeVar("_Thing", contravariant=True)


class Told(NamedTuple):
    """Rows of a table as a release writes them: how many, their cells as lists in JSON with commas between, their lines of CSV."""

    rows: int
    cells: str
    lines: str


NOTHING = Told(0, "", "")


def cells_of(told: Iterable[Told]) -> list[Row]:
    """The cells of rows."""
    found: list[Row] = from_json(f"[{','.join(each.cells for each in told)}]", cache_strings=False)
    return found


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
    """A table over things of one sort. `key` are the columns that name a row; what `is_csv_alone` is in no database."""

    name: str
    title: str
    columns: tuple[Column[_Thing], ...]
    key: tuple[str, ...]
    is_csv_alone: bool = False

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

    def told(self, things: Iterable[_Thing]) -> Told:
        """The rows of some things; without cells where nothing is made of these."""
        return self.told_rows(list(self.rows(things)))

    def told_rows(self, rows: Sequence[Row]) -> Told:
        """Rows as they are written."""
        if not rows:
            return NOTHING
        return Told(len(rows), "" if self.is_csv_alone else to_json(rows)[1:-1].decode(), self.lines(rows))

    def rows(self, things: Iterable[_Thing]) -> Iterator[Row]:
        """One row for each thing, made as it is asked for."""
        tell = tuple(column.of for column in self.columns)
        return (tuple(each(thing) for each in tell) for thing in things)
