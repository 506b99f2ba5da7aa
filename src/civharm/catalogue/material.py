"""What a release is made of, read from the catalogue some incidents at a time: rows of its tables, and sheets as they may leave the team."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar

from django.db import connections
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Collate

from civharm.catalogue.asking import Kind
from civharm.catalogue.models import ClaimRow, IncidentRow, PageRow, RelationRow, ReleaseRow
from civharm.catalogue.pages import AT_ONCE
from civharm.catalogue.sheets import ClaimSheet, IncidentSheet, from_json
from civharm.catalogue.sight import Sight
from civharm.catalogue.told import CAPTURE, CLAIM, ENTRY, INCIDENT, REPORT, published, row_of
from civharm.model.claims import Claim
from civharm.model.errors import InvalidInput
from civharm.model.incidents import LedgerEntry, Relation
from civharm.model.reports import Report
from civharm.publication.release.addresses import publishable
from civharm.publication.release.captured import with_collector
from civharm.publication.release.incidents import Published
from civharm.publication.release.rows import IncidentRows, from_kept
from civharm.publication.release.source import About
from civharm.publication.release.tables import ToldRow
from civharm.publication.release.writing import batches

_Sheet = TypeVar("_Sheet")
#: By characters and not by the rules of a language: the same order in every database.
_BY_CHARACTERS = {"sqlite": "BINARY", "postgresql": "C"}
_MET = """
CREATE TABLE claims (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE reports (place INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReportAlone:
    """The sheet of a report without its text: no table of a release has it."""

    report: Report


class Kept:
    """Material for a release: the incidents of the catalogue that `shown` picks, and all that they rest on.

    Which claims and reports these are is noted while the incidents go by, in a file of SQLite's own: any number fits.
    """

    def __init__(self, sight: Sight, about: About, *, shown: Q) -> None:
        self._sight = sight
        self._about = about
        self._incidents = sight.rows(IncidentRow).filter(shown)
        self._met: sqlite3.Connection | None = None

    @property
    def about(self) -> About:
        return self._about

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Those between incidents that are shown."""
        ids = self._incidents.values("incident_id")
        rows = RelationRow.objects.using(self._sight.alias).filter(left__in=ids, right__in=ids)
        found = (from_json(Relation, kept) for kept in rows.values_list("public", flat=True))
        return tuple(sorted(found, key=lambda one: (one.left, one.right, one.kind)))

    def incident_rows(self) -> Iterator[IncidentRows]:
        met = _met() if self._met is None else None
        for some in batches(self._ids()):
            told = [from_kept(kept) for kept in self._told(INCIDENT, some, is_whole=True)]
            if met:
                _note(met, "reports", chain.from_iterable(each.reports for each in told))
                _note(met, "claims", chain.from_iterable(each.claims for each in told))
            yield from told
        if met:
            for some in batches(self._entries()):
                rows = (
                    self._sight.rows(ClaimRow).filter(claim_id__in=some).values_list("claim_id", "report_id")
                )
                report_of = dict(rows)
                _note(met, "reports", (report_of[each] for each in some if each in report_of))
                _note(met, "claims", (each for each in some if each in report_of))
            self._met = met

    def claim_rows(self) -> Iterator[ToldRow]:
        return self._noted_rows(CLAIM, "claims")

    def report_rows(self) -> Iterator[ToldRow]:
        return self._noted_rows(REPORT, "reports")

    def capture_rows(self) -> Iterator[ToldRow]:
        return (with_collector(told, self.about.collectors) for told in self._noted_rows(CAPTURE, "reports"))

    def entry_rows(self) -> Iterator[ToldRow]:
        for some in batches(self._entries()):
            yield from map(row_of, self._told(ENTRY, some))

    def each_incident(self) -> Iterator[Published]:
        return chain.from_iterable(map(self._published, batches(self._ids())))

    def each_report(self) -> Iterator[Report]:
        return chain.from_iterable(map(self.reports_with, self._noted("reports")))

    def each_entry(self) -> Iterator[LedgerEntry]:
        for some in batches(self._entries()):
            sheets = _outside(self._sight, Kind.CLAIM, ClaimSheet, some)
            yield from (each.ledger for each in sheets if each.ledger)

    def incidents_with(self, ids: Iterable[str]) -> tuple[Published, ...]:
        wanted = list(ids)
        shown = set(self._incidents.filter(incident_id__in=wanted).values_list("incident_id", flat=True))
        return tuple(self._published([each for each in wanted if each in shown]))

    def claims_with(self, ids: Iterable[str]) -> tuple[Claim, ...]:
        return tuple(each.claim for each in _outside(self._sight, Kind.CLAIM, ClaimSheet, ids))

    def reports_with(self, ids: Iterable[str]) -> tuple[Report, ...]:
        sheets = _outside(self._sight, Kind.REPORT, _ReportAlone, ids)
        return tuple(publishable(each.report) for each in sheets)

    def _published(self, ids: Iterable[str]) -> Iterator[Published]:
        sheets = list(_outside(self._sight, Kind.INCIDENT, IncidentSheet, ids))
        claims = list(dict.fromkeys(chain.from_iterable(sheet.incident.claims for sheet in sheets)))
        report_of: dict[str, str] = {}
        for some in batches(claims):
            rows = self._sight.rows(ClaimRow).filter(claim_id__in=some)
            report_of.update(rows.values_list("claim_id", "report_id"))
        yield from (published(sheet, report_of) for sheet in sheets)

    def _ids(self) -> Iterator[str]:
        """Those of the incidents, in their order."""
        ids = _in_order(self._incidents, "code", "incident_id").values_list("incident_id", flat=True)
        return ids.iterator(chunk_size=AT_ONCE)

    def _entries(self) -> list[str]:
        """The claims that are figures for a period or an area."""
        return sorted(self._sight.rows(ReleaseRow).filter(kind=ENTRY).values_list("subject_id", flat=True))

    def _told(self, kind: str, ids: Iterable[str], *, is_whole: bool = False) -> Iterator[str]:
        """What is kept of these, in their order. Raises InvalidInput where something of a whole is not there."""
        wanted = list(ids)
        rows = self._sight.rows(ReleaseRow).filter(kind=kind, subject_id__in=wanted)
        found = dict(rows.values_list("subject_id", "told"))
        if is_whole and len(found) < len(wanted):
            raise InvalidInput(
                "the catalogue lacks incidents that it lists: make it anew with `civharm rebuild`",
                code="damaged",
            )
        return (found[each] for each in wanted if each in found)

    def _noted_rows(self, kind: str, table: str) -> Iterator[ToldRow]:
        for some in self._noted(table):
            yield from map(row_of, self._told(kind, some))

    def _noted(self, table: str) -> Iterator[list[str]]:
        """The ids that were noted, in the order in which the incidents name them; some at a time."""
        if self._met is None:
            for _ in self.incident_rows():
                pass
        assert self._met is not None
        rows = self._met.execute(f"SELECT id FROM {table} ORDER BY place")
        return batches(id for (id,) in rows)


def _met() -> sqlite3.Connection:
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    connection.executescript(_MET)
    connection.execute("BEGIN")
    return connection


def _note(met: sqlite3.Connection, table: str, ids: Iterable[str]) -> None:
    met.executemany(f"INSERT OR IGNORE INTO {table} (id) VALUES (?)", ((each,) for each in ids))


def _in_order(rows: "QuerySet[IncidentRow]", *columns: str) -> "QuerySet[IncidentRow]":
    collation = _BY_CHARACTERS[connections[rows.db].vendor]
    return rows.order_by(*(Collate(F(column), collation) for column in columns))


def _outside(sight: Sight, kind: Kind, form: type[_Sheet], ids: Iterable[str]) -> Iterator[_Sheet]:
    """The sheets with these ids as they may leave the team, in the order of the ids."""
    for some in batches(dict.fromkeys(ids)):
        rows = sight.rows(PageRow).filter(kind=kind.value, subject_id__in=some)
        found = {
            subject: payload if public is None else public
            for subject, payload, public in rows.values_list("subject_id", "payload", "public")
        }
        yield from (from_json(form, found[each]) for each in some if each in found)
