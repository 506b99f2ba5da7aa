"""Search: incidents by their own words, reports by their whole text, with the words around the first hit."""

from civharm.catalogue.asking import Hit, HitsFound, IncidentFilter, Kind, Paging, ReportFilter, ReportLine
from civharm.catalogue.listing import in_order, incident_line, report_line
from civharm.catalogue.models import IncidentRow
from civharm.catalogue.narrowing import incidents, reports
from civharm.catalogue.pages import sheets
from civharm.catalogue.rows import incident_words
from civharm.catalogue.searching import Search, read_search, snippet
from civharm.catalogue.sheets import ClaimSheet, IncidentSheet, ReportSheet
from civharm.catalogue.sight import Sight

#: Quotes of so many claims of an incident are looked through for a snippet.
_MOST_CLAIMS = 60


def search(sight: Sight, text: str, *, paging: Paging) -> HitsFound:
    """What has all the words, newest first: a piece of the incidents (leads too) and a piece of the reports."""
    wanted = read_search(text)
    told = incidents(sight, IncidentFilter(text=text, statuses=()))
    written = reports(sight, ReportFilter(text=text))
    piece = slice(paging.start, paging.start + paging.count)
    newest = in_order("when_start", is_descending=True)
    latest = in_order("published_start", is_descending=True)
    return HitsFound(
        incidents=_incident_hits(sight, list(told.order_by(*newest)[piece]), wanted),
        reports=_report_hits(sight, [report_line(row) for row in written.order_by(*latest)[piece]], wanted),
        total_incidents=told.count(),
        total_reports=written.count(),
    )


def _incident_hits(sight: Sight, rows: list[IncidentRow], wanted: Search) -> tuple[Hit, ...]:
    known = {
        sheet.incident.id: sheet
        for sheet in sheets(sight, Kind.INCIDENT, IncidentSheet, [row.incident_id for row in rows])
    }
    return tuple(
        Hit(
            kind=Kind.INCIDENT,
            id=row.incident_id,
            title=row.code or row.incident_id,
            snippet=snippet(_words(sight, known[row.incident_id]), wanted),
            incident=incident_line(row),
        )
        for row in rows
        if row.incident_id in known
    )


def _words(sight: Sight, sheet: IncidentSheet) -> str:
    claims = sheets(sight, Kind.CLAIM, ClaimSheet, sheet.incident.claims[:_MOST_CLAIMS])
    return " · ".join(incident_words(sheet, [each.claim for each in claims], ()))


def _report_hits(sight: Sight, lines: list[ReportLine], wanted: Search) -> tuple[Hit, ...]:
    known = {
        sheet.report.id: sheet
        for sheet in sheets(sight, Kind.REPORT, ReportSheet, [line.id for line in lines])
    }
    return tuple(
        Hit(
            kind=Kind.REPORT,
            id=line.id,
            title=line.title,
            snippet=snippet(known[line.id].text, wanted),
            report=line,
        )
        for line in lines
        if line.id in known
    )
