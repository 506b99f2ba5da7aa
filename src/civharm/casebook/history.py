"""How an incident came to be as it is: what was composed and worked out of it, moment by moment."""

from collections.abc import Iterable

from civharm.casebook.models import AssessmentRow, IncidentRow
from civharm.casebook.state import State
from civharm.casebook.versions import Version
from civharm.model.assessments import Assessment
from civharm.model.incidents import Incident
from civharm.publication.lines import from_plain


def versions_of(incident_id: str, state: State) -> tuple[Version, ...]:
    """All versions of an incident, the oldest first; rows that were recorded in one step are one version."""
    found: list[Version] = []
    for row in _rows(incident_id, state):
        last = found[-1] if found else Version(at=row.recorded_at, incident=None, assessment=None)
        incident, assessment = last.incident, last.assessment
        if isinstance(row, AssessmentRow):
            assessment = from_plain(Assessment, row.payload)
        else:
            incident = None if row.payload is None else from_plain(Incident, row.payload)
        if found and last.at == row.recorded_at:
            found.pop()
        found.append(Version(at=row.recorded_at, incident=incident, assessment=assessment))
    return tuple(found)


def _rows(incident_id: str, state: State) -> Iterable[IncidentRow | AssessmentRow]:
    rows: list[IncidentRow | AssessmentRow] = [
        *state.rows(IncidentRow).filter(incident_id=incident_id),
        *state.rows(AssessmentRow).filter(incident_id=incident_id),
    ]
    return sorted(rows, key=lambda row: row.recorded_at)
