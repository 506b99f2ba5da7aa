"""Filling the tables of a release in one walk over its incidents: of these never more than a thousand are held."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self, TypeVar

from civharm.publication.release import evidence, people
from civharm.publication.release.captured import CAPTURES
from civharm.publication.release.changes import CHANGES, Change
from civharm.publication.release.events import ACLED, GED
from civharm.publication.release.hxl import HXL
from civharm.publication.release.incidents import INCIDENTS
from civharm.publication.release.linked import geojson, jsonld
from civharm.publication.release.rows import TABLES_OF_INCIDENTS, IncidentRows
from civharm.publication.release.source import About, Material
from civharm.publication.release.tables import Table
from civharm.publication.release.totals import TOTALS, TotalOf
from civharm.publication.release.writing import Database, Pen, batches, has_parquet

DATABASE = "release.sqlite3"
#: All tables, in the order in which a reader wants them.
TABLES: tuple[Table[Any], ...] = (
    INCIDENTS, TOTALS, people.TOLLS, people.POSITIONS, people.REASONS, people.RELATIONS, people.VICTIMS, people.NOTES,
    evidence.CLAIMS, evidence.LINKS, evidence.REPORTS, CAPTURES, evidence.AGGREGATES, CHANGES,
    ACLED, GED, HXL,
)  # fmt: skip
TABLES_BY_FILE: Mapping[str, Table[Any]] = {f"{table.name}.csv": table for table in TABLES}
_AS_PARQUET = (INCIDENTS, evidence.CLAIMS)
_Thing = TypeVar("_Thing")
Taker = Callable[[Sequence[IncidentRows]], None]


class Filling:
    """The tables of a release while they are written; `rows` counts those of each table, by its name."""

    def __init__(self, folder: Path, about: About) -> None:
        self._folder = folder
        self._about = about
        self._open = ExitStack()
        self._methods: set[str] = set()

    def __enter__(self) -> Self:
        self._database = self._open.enter_context(Database(self._folder / DATABASE))
        self._pens = {table.name: self._open.enter_context(self._pen(table)) for table in TABLES}
        self._features = self._open.enter_context(geojson(self._folder / "incidents.geojson"))
        self._events = self._open.enter_context(jsonld(self._folder / "incidents.jsonld", self._about))
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _pen(self, table: Table[Any]) -> Pen:
        is_parquet = table in _AS_PARQUET and has_parquet()
        return Pen(
            table,
            self._folder / f"{table.name}.csv",
            database=None if table.is_csv_alone else self._database,
            parquet=self._folder / f"{table.name}.parquet" if is_parquet else None,
        )

    def parts(self, material: Material, *others: Taker) -> None:
        """Write all that is told of one incident, and what it rests on; `others` take the incidents as well."""
        for part in material.parts():
            self._incidents(part.incidents)
            for table, told in (
                (evidence.CLAIMS, part.claims),
                (evidence.REPORTS, part.reports),
                (CAPTURES, part.captures),
                (evidence.AGGREGATES, part.entries),
            ):
                self._pens[table.name].write(told)
            for take in others:
                take(part.incidents)

    def _incidents(self, some: Sequence[IncidentRows]) -> None:
        for table, _ in TABLES_OF_INCIDENTS:
            self._pens[table.name].write(
                [each.tables[table.name] for each in some if table.name in each.tables]
            )
        self._features.write(each.feature for each in some)
        self._events.write(each.event for each in some)
        self._methods.update(each.method for each in some if each.method)

    def rest(self, material: Material, *, totals: Iterable[TotalOf], changes: Iterable[Change]) -> None:
        """Write all that is told of no one incident, and index the database."""
        self._write(people.RELATIONS, material.relations)
        self._write(TOTALS, totals)
        self._write(CHANGES, changes)
        self._database.finish()

    def _write(self, table: Table[_Thing], things: Iterable[_Thing]) -> None:
        for some in batches(things):
            self._pens[table.name].write([table.told(some)])

    @property
    def rows(self) -> Mapping[str, int]:
        return {name: pen.rows for name, pen in self._pens.items()}

    @property
    def methods(self) -> tuple[str, ...]:
        """The versions of the method that the assessments were made by."""
        return tuple(sorted(self._methods))
