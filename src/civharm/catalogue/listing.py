"""Lists: a piece of what a filter finds, in a stable order, with how many there are."""

import json
from collections.abc import Iterable
from datetime import date

from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from civharm.catalogue.asking import (
    MOST_ON_PAGE,
    ClaimFilter,
    ClaimLine,
    ClaimsFound,
    IncidentFilter,
    IncidentLine,
    IncidentName,
    IncidentsFound,
    IncidentSort,
    Paging,
    ReportFilter,
    ReportLine,
    ReportsFound,
    ReportSort,
)
from civharm.catalogue.models import ClaimRow, IncidentRow, ReportRow
from civharm.catalogue.narrowing import claims, incidents, reports
from civharm.catalogue.sight import Sight

#: So many incidents of the same days are offered as names.
_MOST_WITHIN = 50
_INCIDENT_COLUMNS = {
    IncidentSort.WHEN: "when_start",
    IncidentSort.STRIKE: "strike_status",
    IncidentSort.CHANGED: "changed_at",
}
_REPORT_COLUMNS = {ReportSort.PUBLISHED: "published_start", ReportSort.ADDED: "added_at"}


def in_order(column: str, *, is_descending: bool) -> tuple[OrderBy, OrderBy]:
    """By a column, what is unknown last; equal ones always in the same order."""
    if is_descending:
        return F(column).desc(nulls_last=True), F("id").desc()
    return F(column).asc(nulls_last=True), F("id").asc()


def incident_lines(
    sight: Sight, wanted: IncidentFilter, *, sort: IncidentSort, is_descending: bool, paging: Paging
) -> tuple[IncidentLine, ...]:
    """A piece of the list of incidents."""
    order = in_order(_INCIDENT_COLUMNS.get(sort, sort.value), is_descending=is_descending)
    ids = list(incidents(sight, wanted).order_by(*order).values_list("id", flat=True)[_piece(paging)])
    known = sight.rows(IncidentRow).in_bulk(ids)  # far down a list only an index is gone through
    return tuple(incident_line(known[each]) for each in ids if each in known)


def incidents_within(sight: Sight, first: date, last: date) -> tuple[IncidentName, ...]:
    """The latest incidents of which both ends are known and that touch these days: an index is gone through no further."""
    rows = incidents(sight, IncidentFilter()).filter(when_start__lte=last, when_end__gte=first)
    order = in_order("when_start", is_descending=True)
    found = rows.order_by(*order).values_list("incident_id", "code", "place", "when_start")
    return tuple(
        IncidentName(id=each, code=code, place=place, when_start=day)
        for each, code, place, day in found[:_MOST_WITHIN]
    )


def count_incidents(sight: Sight, wanted: IncidentFilter) -> int:
    return incidents(sight, wanted).count()


def incident_line(row: IncidentRow) -> IncidentLine:
    return IncidentLine(
        id=row.incident_id,
        aliases=tuple(json.loads(row.aliases)),
        parties=tuple(json.loads(row.parties)),
        lacks=tuple(json.loads(row.lacks)),
        **{name: getattr(row, name) for name in _SAME},
    )


_SAME = (
    "code", "status", "event", "when_start", "when_end", "when_precision", "place", "country", "lat", "lon", "precision",
    "radius_m", "proposed", "signed", "is_signed_off", "strike_status", "killed_min", "killed_max", "injured_min",
    "injured_max", "combatants_killed_min", "combatants_killed_max", "is_harm_alleged", "reports", "claims", "clusters",
    "has_disagreement", "changed_at",
)  # fmt: skip


def found_incidents(lines: tuple[IncidentLine, ...], total: int, paging: Paging) -> IncidentsFound:
    return IncidentsFound(lines=lines, total=total, start=paging.start)


def found_reports(
    sight: Sight, wanted: ReportFilter, *, sort: ReportSort, is_descending: bool, paging: Paging
) -> ReportsFound:
    """A piece of the list of reports."""
    order = in_order(_REPORT_COLUMNS.get(sort, sort.value), is_descending=is_descending)
    rows = reports(sight, wanted)
    lines = tuple(map(report_line, rows.order_by(*order)[_piece(paging)]))
    return ReportsFound(lines=lines, total=rows.count(), start=paging.start)


def report_titles(sight: Sight, report_ids: Iterable[str]) -> dict[str, str]:
    """The titles of reports by their ids; those that may not be seen are left out."""
    rows = sight.rows(ReportRow).filter(report_id__in=list(report_ids))
    return dict(rows.values_list("report_id", "title"))


def report_line(row: ReportRow) -> ReportLine:
    return ReportLine(
        id=row.report_id,
        title=row.title,
        source=row.source,
        language=row.language,
        published_start=row.published_start,
        published_end=row.published_end,
        url=row.url,
        chars=row.chars,
        claims=row.claims,
        incidents=row.incidents,
        has_harm=row.has_harm,
        added_at=row.added_at,
    )


def found_claims(sight: Sight, wanted: ClaimFilter, paging: Paging) -> ClaimsFound:
    """A piece of the list of claims, the least confident first."""
    rows = claims(sight, wanted)
    lines = _claim_lines(rows.order_by("confidence", "id")[_piece(paging)])
    return ClaimsFound(lines=lines, total=rows.count(), start=paging.start)


def _claim_lines(rows: Iterable[ClaimRow] | QuerySet[ClaimRow]) -> tuple[ClaimLine, ...]:
    return tuple(
        ClaimLine(
            id=row.claim_id,
            report_id=row.report_id,
            kind=row.kind,
            stance=row.stance,
            quote=row.quote,
            confidence=row.confidence,
            needs_review=row.needs_review,
            review=row.review,
            when_start=row.when_start,
            when_end=row.when_end,
            place=row.place,
            incidents=tuple(json.loads(row.incidents)),
        )
        for row in rows
    )


def _piece(paging: Paging) -> slice:
    start, count = max(0, paging.start), min(MOST_ON_PAGE, max(0, paging.count))
    return slice(start, start + count)
