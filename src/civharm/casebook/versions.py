"""What the machine had of an incident, from one moment to the next."""

from dataclasses import dataclass
from datetime import datetime

from civharm.model.assessments import Assessment
from civharm.model.incidents import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An incident as the machine had it from a moment on. No incident: it was composed no longer."""

    at: datetime
    incident: Incident | None
    assessment: Assessment | None
