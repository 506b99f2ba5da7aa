"""What a release is made of, read from the catalogue some incidents at a time: rows of its tables, and sheets as they may leave the team."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TypeVar

from django.db import connections
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Collate

from civharm.catalogue.among import Among
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
from civharm.publication.release.rows import IncidentRows, unpacked
from civharm.publication.release.source import About, Part
from civharm.publication.release.tables import Told
from civharm.publication.release.writing import batches

_Sheet = TypeVar("_Sheet")
#: By characters and not by the rules of a language: the same order in every database.
_BY_CHARACTERS = {"sqlite": "BINARY", "postgresql": "C"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _ReportAlone:
    """The sheet of a report without its text: no table of a release has it."""

    report: Report


class Kept:
    """Material for a release: the incidents of the catalogue that `shown` picks, and all that they rest on.

    Of claims and reports that went by no more is held than the numbers of their rows: any number fits.
    """

    def __init__(self, sight: Sight, about: About, *, shown: Q) -> None:
        self._sight = sight
        self._about = about
        self._incidents = sight.rows(IncidentRow).filter(shown)
        self._reports: array[int] | None = None

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

    def incident_rows(self) -> Iterator[Sequence[IncidentRows]]:
        for some in batches(self._ids()):
            told = dict(self._told(INCIDENT, some).values_list("subject_id", "told"))
            if len(told) < len(some):
                raise InvalidInput(
                    "the catalogue lacks incidents that it lists: make it anew with `civharm rebuild`",
                    code="damaged",
                )
            yield unpacked([told[each] for each in some])

    def parts(self) -> Iterator[Part]:
        met = {kind: _Met() for kind in (CLAIM, REPORT, CAPTURE)}
        for some in self.incident_rows():
            claims = chain.from_iterable(each.claims for each in some)
            reports = chain.from_iterable(each.reports for each in some)
            yield replace(self._part(met, claims, reports), incidents=some)
        for some_entries in batches(self._entries()):
            yield self._entered(met, some_entries)
        self._reports = met[REPORT].rows

    def _entered(self, met: Mapping[str, "_Met"], ids: Sequence[str]) -> Part:
        """Figures for a period or an area, by their claims."""
        rows = self._sight.rows(ClaimRow).filter(Among("claim_id", ids))
        report_of = dict(rows.values_list("claim_id", "report_id"))
        claims = [each for each in ids if each in report_of]
        told = dict(self._told(ENTRY, ids).values_list("subject_id", "told"))
        part = self._part(met, claims, (report_of[each] for each in claims))
        return replace(part, entries=[row_of(told[each]) for each in ids if each in told])

    def _part(self, met: Mapping[str, "_Met"], claims: Iterable[str], reports: Iterable[str]) -> Part:
        """What is told of claims and reports that were not met before."""
        wanted = list(dict.fromkeys(reports))
        captures = self._first(met, CAPTURE, wanted)
        return Part(
            claims=list(self._first(met, CLAIM, list(dict.fromkeys(claims)))),
            reports=list(self._first(met, REPORT, wanted)),
            captures=[with_collector(told, self.about.collectors) for told in captures],
        )

    def _first(self, met: Mapping[str, "_Met"], kind: str, ids: Sequence[str]) -> Iterator[Told]:
        """What is told of those that were not met before, in their order."""
        rows = self._told(kind, ids).values_list("subject_id", "id", "told")
        found = {subject: (row, told) for subject, row, told in rows}
        for each in ids:
            row, told = found.get(each, (None, ""))
            if row is not None and met[kind].is_first(row):
                yield row_of(told)

    def each_incident(self) -> Iterator[Published]:
        return chain.from_iterable(map(self._published, batches(self._ids())))

    def each_report(self) -> Iterator[Report]:
        if self._reports is None:
            for _ in self.parts():
                pass
        assert self._reports is not None
        for some in batches(self._reports):
            rows = self._sight.rows(ReleaseRow).filter(id__in=some)
            subjects = dict(rows.values_list("id", "subject_id"))
            yield from self.reports_with(subjects[each] for each in some)

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

    def _told(self, kind: str, ids: Iterable[str]) -> "QuerySet[ReleaseRow]":
        """The rows of what is kept of these, in no order."""
        return self._sight.rows(ReleaseRow).filter(Among("subject_id", ids), kind=kind)


class _Met:
    """Rows that went by, in their order: a number and a bit for each, since there may be millions."""

    def __init__(self) -> None:
        self.rows = array("q")
        self._bits = bytearray()

    def is_first(self, row: int) -> bool:
        """True if it was not met before; from now on it was."""
        byte, bit = row >> 3, 1 << (row & 7)
        if byte >= len(self._bits):
            self._bits.extend(bytes(byte + 1))
        if self._bits[byte] & bit:
            return False
        self._bits[byte] |= bit
        self.rows.append(row)
        return True


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
