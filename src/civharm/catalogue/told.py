"""What a release tells of a sheet that may leave the team: kept beside it, since a million sheets take long to read."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from civharm.catalogue.asking import Kind
from civharm.catalogue.sheets import ClaimSheet, IncidentSheet, ReportSheet
from civharm.model.incidents import RecordStatus
from civharm.model.notes import Note, notes_on
from civharm.publication.release.addresses import publishable
from civharm.publication.release.captured import CAPTURES, kept_of
from civharm.publication.release.evidence import AGGREGATES, CLAIMS, REPORTS
from civharm.publication.release.gate import as_publishable
from civharm.publication.release.incidents import Published
from civharm.publication.release.rows import packed, rows_of
from civharm.publication.release.tables import Table, Told

_Thing = TypeVar("_Thing")
INCIDENT, CLAIM, REPORT, CAPTURE, ENTRY = "incident", "claim", "report", "capture", "entry"
#: By the kind of the sheet.
TOLD_OF: Mapping[Kind, tuple[str, ...]] = {
    Kind.INCIDENT: (INCIDENT,),
    Kind.CLAIM: (CLAIM, ENTRY),
    Kind.REPORT: (REPORT, CAPTURE),
}


def told_of_incident(sheet: IncidentSheet, report_of: Mapping[str, str]) -> dict[str, str]:
    """Of an incident, by kind; nothing of a lead. `report_of` gives the reports of claims."""
    if sheet.incident.status is RecordStatus.LEAD:
        return {}
    return {INCIDENT: packed(rows_of(published(sheet, report_of)))}


def told_of_claim(sheet: ClaimSheet, *, is_of_incident: bool) -> dict[str, str]:
    """Of a claim, by kind: nothing where no incident and no figure for a period rests on it."""
    found: dict[str, str] = {}
    if is_of_incident or sheet.ledger:
        found[CLAIM] = _kept(CLAIMS, sheet.claim)
    if sheet.ledger:
        found[ENTRY] = _kept(AGGREGATES, sheet.ledger)
    return found


def told_of_report(sheet: ReportSheet) -> dict[str, str]:
    """Of a report, by kind; who collected it is told by the casebook alone."""
    report = publishable(sheet.report)
    found = {REPORT: _kept(REPORTS, report)}
    for capture in sheet.captures[:1]:
        found[CAPTURE] = _kept(CAPTURES, kept_of(report, capture, {}))
    return found


def published(sheet: IncidentSheet, report_of: Mapping[str, str]) -> Published:
    """An incident as a release has it."""
    incident = sheet.incident
    return Published(
        incident=incident,
        assessment=as_publishable(sheet.assessment) if sheet.assessment else None,
        people=sheet.people,
        notes=tuple(_public_notes(sheet)),
        report_of={each: report_of[each] for each in incident.claims if each in report_of},
    )


def row_of(kept: str) -> Told:
    """The row of a claim, a report or an entry that is kept."""
    cells, _, line = kept.partition("\n")
    return Told(1, cells, line)


def _kept(table: Table[_Thing], thing: _Thing) -> str:
    """Its cells, which hold no end of a line in JSON, and its line."""
    told = table.told([thing])
    return f"{told.cells}\n{told.lines}"


def _public_notes(sheet: IncidentSheet) -> Iterator[Note]:
    """Those on the incident by its id, then by the ids that it had before."""
    for name in (sheet.incident.id, *sheet.incident.aliases):
        yield from (note for note in notes_on([name], sheet.decisions) if note.is_public)
