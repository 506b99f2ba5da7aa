"""Named or described victims: records of their own, protected by default (METHOD R7, R36)."""

from dataclasses import dataclass

from civharm.model.casualties import Harm, Status
from civharm.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Victim:
    """A person whom a claim names among the killed or injured. `age` is in years at the incident."""

    id: str
    claim_id: str
    report_id: str
    name: str
    span: Span
    harm: Harm
    status: Status = Status.UNKNOWN
    age: int | None = None
    sex: str | None = None
    role: str | None = None
    family: str | None = None
