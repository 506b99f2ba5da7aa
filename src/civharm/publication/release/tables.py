"""The tables of a release: each column with its meaning, each row made of model objects, nothing twice."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from civharm.publication.cells import Cell

#: One line of a table, in the order of its columns; None is unknown.
Row = tuple[Cell, ...]
_Thing = TypeVar("_Thing", contravariant=True)


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

    def rows(self, things: Iterable[_Thing]) -> Iterator[Row]:
        """One row for each thing, made as it is asked for."""
        tell = tuple(column.of for column in self.columns)
        return (tuple(each(thing) for each in tell) for thing in things)
