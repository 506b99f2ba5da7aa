"""An incident as its team's archive has it: nothing is worked out anew while nothing but the archive's word is there."""

from dataclasses import replace

from civharm.model.adopted import Adopted
from civharm.model.assessments import Assessment, Reason
from civharm.model.claims import Claim
from civharm.model.incidents import Incident, RecordStatus

#: The rule of a bound, and the method of an assessment, that the archive told.
ARCHIVE = "archive"


def counted_there(incident: Incident, adopted: Adopted) -> Incident:
    """The incident with the reports that stand behind it in the archive."""
    return replace(incident, reports_elsewhere=adopted.reports)


def is_told_alone(incident: Incident, adopted: Adopted) -> bool:
    """True while the archive's claim, as it was read, is all that the incident has."""
    return incident.claims == (adopted.claim,)


def as_told(incident: Incident, adopted: Adopted, claim: Claim) -> tuple[Incident, Assessment]:
    """The incident and its assessment by the archive's word. What a team kept as an incident is none the less one."""
    where = claim.where[0] if claim.where else None
    if where and adopted.located_by:
        where = replace(where, located_by=adopted.located_by)
    composed = replace(
        incident, when=claim.when, where=where, event=claim.event, status=RecordStatus.MACHINE, lacks=()
    )
    told = f"taken over from the archive of {adopted.archive} (record {adopted.record}); not assessed anew"
    return composed, Assessment(
        incident_id=incident.id,
        method=ARCHIVE,
        strike_status=adopted.strike_status,
        proposed_grading=adopted.proposed_grading,
        grading=None,
        reasons=(Reason(rule=ARCHIVE, text=told, claims=(claim.id,)),),
        tolls=adopted.tolls,
        conceded=adopted.conceded,
        independent_clusters=len(incident.clusters) if adopted.clusters is None else adopted.clusters,
        harm_reported=True,
    )
