"""Which incident several reports are about, where each of them tells of others too: of the days before, of elsewhere."""

from collections.abc import Iterable, Sequence
from math import inf

from civharm.model.casualties import Harm
from civharm.model.claims import Claim, ClaimKind
from civharm.model.incidents import Incident, RecordStatus


def foremost(found: Sequence[Incident], claims: Iterable[Claim]) -> Incident:
    """The incident with casualties that most reports tell of; in one report, what is told first.

    What none of its reports begins with counts as told by one: reports of one attack recall the same earlier one.
    """
    told = {claim.id: claim for claim in claims if _tells_of_casualties(claim)}
    openings = _openings(told.values())

    def weight(incident: Incident) -> tuple[bool, int, bool, bool, float]:
        is_dated = incident.when is not None and incident.when.start is not None
        starts = [told[claim].span.start for claim in incident.claims if claim in told]
        is_background = openings.isdisjoint(incident.claims)
        is_incident = incident.status is not RecordStatus.LEAD
        first = min(starts, default=inf)
        return bool(starts), 1 if is_background else len(incident.reports), is_incident, is_dated, -first

    return max(found, key=weight)


def _openings(claims: Iterable[Claim]) -> frozenset[str]:
    """The first claim of each report that tells of casualties of its own event."""
    first: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda claim: (claim.span, claim.id)):
        if claim.when is None or not claim.when.is_only_earlier:
            first.setdefault(claim.report_id, claim)
    return frozenset(claim.id for claim in first.values())


def _tells_of_casualties(claim: Claim) -> bool:
    """Not of arrests alone: what a recorder of harm counts are the dead and the injured."""
    return claim.kind is ClaimKind.HARM and {counted.harm for counted in claim.casualties} != {Harm.DETAINED}
