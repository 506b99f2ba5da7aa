"""Incidents as a small table for a person's eyes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from civharm.model.assessments import Assessment
from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Incident, RecordStatus
from civharm.model.places import Place
from civharm.model.reports import Report
from civharm.model.times import When
from civharm.publication.incident_lines import standing_words

HEADINGS = ("code", "date", "place", "civilians killed", "injured", "grade", "sources")
_UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRow:
    """One incident in words; `is_lead` marks what lacks a place, a time or a number."""

    cells: tuple[str, ...]
    is_lead: bool


def incident_rows(
    incidents: Iterable[Incident], assessments: Mapping[str, Assessment], reports: Mapping[str, Report]
) -> list[IncidentRow]:
    """A row for each incident, those with a date in order, then the undated, the leads last."""
    ordered = sorted(incidents, key=_order)
    return [_row(incident, assessments.get(incident.id), reports) for incident in ordered]


def when_words(when: When | None) -> str:
    """A day, or an interval as "2017-03-01 … 2017-03-07"; an open end stays open."""
    if when is None or (when.start is None and when.end is None):
        return _UNKNOWN
    if when.is_day:
        return str(when.start)
    return f"{when.start or ''} … {when.end or ''}".strip()


def place_words(place: Place | None) -> str:
    """The place with the town that it lies in."""
    if place is None:
        return _UNKNOWN
    return f"{place.name}, {place.within}" if place.within and place.within != place.name else place.name


def _order(incident: Incident) -> tuple[bool, bool, str, str]:
    start = incident.when.start if incident.when else None
    return incident.status is RecordStatus.LEAD, start is None, str(start), incident.code


def _row(incident: Incident, assessment: Assessment | None, reports: Mapping[str, Report]) -> IncidentRow:
    is_lead = incident.status is RecordStatus.LEAD
    return IncidentRow(
        cells=(
            "lead" if is_lead else incident.code,
            when_words(incident.when),
            place_words(incident.where),
            standing_words(assessment, Harm.KILLED, Status.CIVILIAN),
            standing_words(assessment, Harm.INJURED, Status.CIVILIAN),
            _grade(assessment),
            _sources(incident, reports),
        ),
        is_lead=is_lead,
    )


def _grade(assessment: Assessment | None) -> str:
    """A grade that a person signed stands alone; a machine's says that it is proposed."""
    if assessment is None:
        return "–"
    if assessment.grading:
        return (
            f"{assessment.grading.value} (signed off)"
            if assessment.is_signed_off
            else assessment.grading.value
        )
    return f"{assessment.proposed_grading.value} (proposed)" if assessment.proposed_grading else "ungraded"


def _sources(incident: Incident, reports: Mapping[str, Report]) -> str:
    names = {reports[report_id].source or "unnamed" for report_id in incident.reports if report_id in reports}
    counts = f"{counted(incident.report_count, 'report')}, {len(incident.clusters)} independent"
    return f"{counts}: {', '.join(sorted(names))}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 report", "26 reports"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
