"""Search: incidents by their own words, reports by their whole text, with the words around the first hit."""

from collections.abc import Iterable, Mapping

from civharm.catalogue.asking import Hit, HitsFound, IncidentFilter, Kind, Paging, ReportFilter, ReportLine
from civharm.catalogue.listing import in_order, incident_line, report_line
from civharm.catalogue.models import IncidentRow
from civharm.catalogue.narrowing import incidents, reports
from civharm.catalogue.pages import sheets
from civharm.catalogue.rows import incident_words
from civharm.catalogue.searching import Search, read_search, snippet
from civharm.catalogue.sheets import ClaimSheet, IncidentSheet, ReportSheet
from civharm.catalogue.sight import Sight
from civharm.model.claims import Claim

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
    claims = _claims_of(sight, known.values())
    return tuple(
        Hit(
            kind=Kind.INCIDENT,
            id=row.incident_id,
            title=row.code or row.incident_id,
            snippet=snippet(_words(known[row.incident_id], claims), wanted),
            incident=incident_line(row),
        )
        for row in rows
        if row.incident_id in known
    )


def _claims_of(sight: Sight, found: Iterable[IncidentSheet]) -> Mapping[str, Claim]:
    """The claims of all incidents that were found, asked for at once."""
    wanted = [claim for sheet in found for claim in sheet.incident.claims[:_MOST_CLAIMS]]
    return {sheet.claim.id: sheet.claim for sheet in sheets(sight, Kind.CLAIM, ClaimSheet, wanted)}


def _words(sheet: IncidentSheet, claims: Mapping[str, Claim]) -> str:
    own = [claims[each] for each in sheet.incident.claims[:_MOST_CLAIMS] if each in claims]
    return " · ".join(incident_words(sheet, own, ()))


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
