"""Filling the tables of a release in one walk over its incidents: of these never more than a thousand are held."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import Any, Self

from civharm.publication.release import evidence, people
from civharm.publication.release.changes import CHANGES, Change
from civharm.publication.release.events import ACLED, GED
from civharm.publication.release.hxl import HXL
from civharm.publication.release.incidents import INCIDENTS, Published
from civharm.publication.release.linked import geojson, jsonld
from civharm.publication.release.source import About, Material
from civharm.publication.release.tables import Table
from civharm.publication.release.totals import TOTALS, TotalOf
from civharm.publication.release.writing import Database, Pen, batches, has_parquet

DATABASE = "release.sqlite3"
#: All tables, in the order in which a reader wants them.
TABLES: tuple[Table[Any], ...] = (
    INCIDENTS, TOTALS, people.TOLLS, people.POSITIONS, people.REASONS, people.RELATIONS, people.VICTIMS, people.NOTES,
    evidence.CLAIMS, evidence.LINKS, evidence.REPORTS, evidence.AGGREGATES, CHANGES, ACLED, GED, HXL,
)  # fmt: skip
TABLES_BY_FILE: Mapping[str, Table[Any]] = {f"{table.name}.csv": table for table in TABLES}
#: What the rows of a table are about, of each incident.
_OF_INCIDENTS: tuple[tuple[Table[Any], Callable[[Published], Iterable[Any]]], ...] = (
    *((table, lambda each: (each,)) for table in (INCIDENTS, ACLED, GED, HXL)),
    (people.TOLLS, people.tolls),
    (people.POSITIONS, people.positions),
    (people.REASONS, people.reasons),
    (people.VICTIMS, people.victims),
    (people.NOTES, lambda each: each.notes),
    (evidence.LINKS, evidence.links),
)
_AS_PARQUET = (INCIDENTS, evidence.CLAIMS)


Taker = Callable[[Iterable[Published]], None]


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
        listings = (
            geojson(self._folder / "incidents.geojson"),
            jsonld(self._folder / "incidents.jsonld", self._about),
        )
        self._listings = [self._open.enter_context(each) for each in listings]
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def _pen(self, table: Table[Any]) -> Pen[Any]:
        is_parquet = table in _AS_PARQUET and has_parquet()
        return Pen(
            table,
            self._folder / f"{table.name}.csv",
            database=None if table is HXL else self._database,
            parquet=self._folder / f"{table.name}.parquet" if is_parquet else None,
        )

    def incidents(self, material: Material, *others: Taker) -> None:
        """Write all that is told of one incident; `others` take the incidents as well."""
        takers = (*others, self._note_methods, *(each.take for each in self._listings))
        for some in batches(material.each_incident()):
            for table, things in _OF_INCIDENTS:
                self._pens[table.name].write(chain.from_iterable(map(things, some)))
            for take in takers:
                take(some)

    def _note_methods(self, some: Iterable[Published]) -> None:
        self._methods.update(each.assessment.method for each in some if each.assessment)

    def rest(self, material: Material, *, totals: Iterable[TotalOf], changes: Iterable[Change]) -> None:
        """Write all that is told of no one incident, and index the database."""
        self._write(people.RELATIONS, material.relations)
        self._write(evidence.CLAIMS, material.each_claim())
        self._write(evidence.REPORTS, material.each_report())
        self._write(evidence.AGGREGATES, material.each_entry())
        self._write(TOTALS, totals)
        self._write(CHANGES, changes)
        self._database.finish()

    def _write(self, table: Table[Any], things: Iterable[Any]) -> None:
        self._pens[table.name].write(things)

    @property
    def rows(self) -> Mapping[str, int]:
        return {name: pen.rows for name, pen in self._pens.items()}

    @property
    def methods(self) -> tuple[str, ...]:
        """The versions of the method that the assessments were made by."""
        return tuple(sorted(self._methods))
