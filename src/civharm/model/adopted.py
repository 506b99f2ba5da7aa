"""A record of a team's own archive that is an incident of this casebook: what it is called, and what the archive told."""

from dataclasses import dataclass

from civharm.model.assessments import Conceded, Grading, StrikeStatus, Toll
from civharm.model.places import LocatedBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """What a person took over from an archive. `claim` is the one that the record's words make: its incident is called so.

    `archive` and `record` say whose record it was, and its key there. The rest is what was worked out there of reports
    that are not here; it stands for as long as nothing but the record's claim is in the incident.
    """

    incident: str
    code: str
    claim: str
    archive: str
    record: str
    aliases: tuple[str, ...] = ()
    strike_status: StrikeStatus = StrikeStatus.UNKNOWN
    proposed_grading: Grading | None = None
    tolls: tuple[Toll, ...] = ()
    reports: int | None = None
    clusters: int | None = None
    located_by: LocatedBy | None = None
    conceded: tuple[Conceded, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that its incident is called."""
        return (self.incident, self.code, *self.aliases)
