"""Filters as queries: which rows of those that may be seen."""

from collections.abc import Callable, Mapping

from django.db.models import Q, QuerySet

from civharm.catalogue.asking import NONE, Box, ClaimFilter, IncidentFilter, Kind, ReportFilter
from civharm.catalogue.fulltext import INCIDENT_WORDS, REPORT_WORDS
from civharm.catalogue.models import ClaimRow, IncidentRow, PartyRow, QueueRow, ReportRow
from civharm.catalogue.searching import read_search
from civharm.catalogue.sight import Sight
from civharm.catalogue.tiles import parts_of, ranges_of

#: Fields of the filter that hold values of a column, any of which will do.
_COLUMNS = {
    "gradings": "grade",
    "strike_statuses": "strike_status",
    "statuses": "status",
    "countries": "country",
    "places": "place",
    "events": "event",
}


def incidents(sight: Sight, wanted: IncidentFilter, *, without: str = "") -> QuerySet[IncidentRow]:
    """The incidents of a filter; `without` names a field that does not narrow. Raises InvalidInput for a bad search."""
    rows = sight.rows(IncidentRow)
    for field, column in _COLUMNS.items():
        values = getattr(wanted, field)
        if values and field != without:
            rows = rows.filter(_any_of(column, values))
    for narrow in _NARROWINGS:
        rows = narrow(rows, wanted)
    if wanted.parties and without != "parties":
        rows = rows.filter(_of_parties(sight.alias, wanted.parties))
    if wanted.text.strip():
        rows = rows.filter(id__in=INCIDENT_WORDS.found(sight.alias, read_search(wanted.text)))
    if wanted.queue:
        in_queue = sight.rows(QueueRow).filter(queue=wanted.queue.value, kind=Kind.INCIDENT.value)
        rows = rows.filter(incident_id__in=in_queue.values("subject_id"))
    return rows


def _any_of(column: str, values: tuple[str, ...]) -> Q:
    """Any of these values; `NONE` is no value."""
    known = [value for value in values if value != NONE]
    found = Q(**{f"{column}__in": known}) if known else Q()
    return found | Q(**{f"{column}__isnull": True}) if NONE in values else found


def _of_parties(alias: str, names: tuple[str, ...]) -> Q:
    named = PartyRow.objects.using(alias)
    of_any = Q(id__in=named.filter(name__in=names).values("incident_id"))
    return of_any | Q(parties="[]") if NONE in names else of_any


def _in_period(rows: QuerySet[IncidentRow], wanted: IncidentFilter) -> QuerySet[IncidentRow]:
    """Those whose interval touches the period; an end that is not known is the other one."""
    if wanted.start:
        rows = rows.filter(Q(when_end__gte=wanted.start) | Q(when_end=None, when_start__gte=wanted.start))
    if wanted.end:
        rows = rows.filter(Q(when_start__lte=wanted.end) | Q(when_start=None, when_end__lte=wanted.end))
    return rows


def _of_harm(rows: QuerySet[IncidentRow], wanted: IncidentFilter) -> QuerySet[IncidentRow]:
    return rows if wanted.killed_min is None else rows.filter(killed_most__gte=wanted.killed_min)


def _of_state(rows: QuerySet[IncidentRow], wanted: IncidentFilter) -> QuerySet[IncidentRow]:
    states = {
        "signed__isnull": wanted.is_signed is not None and not wanted.is_signed,
        "cell__isnull": wanted.is_unplaced,
        "when_start__isnull": wanted.is_undated,
    }
    if wanted.is_signed is None:
        del states["signed__isnull"]
    return rows.filter(**{state: value for state, value in states.items() if value is not None})


def _in_box(rows: QuerySet[IncidentRow], wanted: IncidentFilter) -> QuerySet[IncidentRow]:
    """By their ids: SQLite would else go through all rows in the order of the list."""
    if wanted.box is None:
        return rows
    within = IncidentRow.objects.using(rows.db).filter(inside(wanted.box))
    return rows.filter(id__in=within.values("id"))


def inside(box: Box) -> Q:
    """What lies in a box, by runs of cells and then exactly."""
    near, exact = Q(), Q()
    for first, last in ranges_of(box, most=16):
        near |= Q(cell__gte=first, cell__lte=last)
    for part in parts_of(box):
        exact |= Q(lat__gte=part.south, lat__lte=part.north, lon__gte=part.west, lon__lte=part.east)
    return near & exact


_NARROWINGS: tuple[Callable[[QuerySet[IncidentRow], IncidentFilter], QuerySet[IncidentRow]], ...] = (
    _in_period,
    _of_harm,
    _of_state,
    _in_box,
)


def reports(sight: Sight, wanted: ReportFilter) -> QuerySet[ReportRow]:
    """The reports of a filter. Raises InvalidInput for a bad search."""
    rows = sight.rows(ReportRow)
    for column, values in {"source": wanted.sources, "language": wanted.languages}.items():
        if values:
            rows = rows.filter(_any_of(column, values))
    if wanted.start:
        rows = rows.filter(published_end__gte=wanted.start)
    if wanted.end:
        rows = rows.filter(published_start__lte=wanted.end)
    if wanted.has_harm is not None:
        rows = rows.filter(has_harm=wanted.has_harm)
    if wanted.text.strip():
        rows = rows.filter(id__in=REPORT_WORDS.found(sight.alias, read_search(wanted.text)))
    return rows


_CLAIM_COLUMNS: Mapping[str, str] = {"kinds": "kind", "reports": "report_id", "reviews": "review"}


def claims(sight: Sight, wanted: ClaimFilter) -> QuerySet[ClaimRow]:
    """The claims of a filter."""
    rows = sight.rows(ClaimRow)
    for field, column in _CLAIM_COLUMNS.items():
        if values := getattr(wanted, field):
            rows = rows.filter(**{f"{column}__in": values})
    if wanted.incidents:
        of_any = Q()
        for incident in wanted.incidents:
            of_any |= Q(incidents__contains=f'"{incident}"')
        rows = rows.filter(of_any)
    if wanted.needs_review is not None:
        rows = rows.filter(needs_review=wanted.needs_review)
    if wanted.confidence_below is not None:
        rows = rows.filter(confidence__lt=wanted.confidence_below)
    return rows
