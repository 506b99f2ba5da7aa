"""Undated follow-up reports: their figures may raise an incident's maximum, and do no more (T3)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from civharm.incidents.compare import LONG_AFTER
from civharm.incidents.rules import IncidentLimits
from civharm.model.incidents import DoubtfulPair, Incident, Link, LinkPart


def with_follow_ups(
    incidents: Sequence[Incident],
    leads: Iterable[Incident],
    *,
    doubtful: Sequence[DoubtfulPair],
    limits: IncidentLimits,
) -> list[Incident]:
    """The incidents, each with the leads that only a missing date keeps away from it alone."""
    lead_of = {claim: lead for lead in leads if "no time" in lead.lacks for claim in lead.claims}
    incident_of = {claim: at for at, incident in enumerate(incidents) for claim in incident.claims}
    candidates: dict[str, dict[int, DoubtfulPair]] = defaultdict(dict)
    for pair in doubtful:
        for lead_claim, claim in ((pair.left, pair.right), (pair.right, pair.left)):
            if lead_claim in lead_of and claim in incident_of and _may_follow_up(pair, limits):
                candidates[lead_of[lead_claim].founding_claim].setdefault(incident_of[claim], pair)
    extended = list(incidents)
    for founding_claim, ways in sorted(candidates.items()):
        if len(ways) == 1:
            (at, pair) = next(iter(ways.items()))
            extended[at] = _extended(extended[at], lead_of[founding_claim], pair=pair)
    return extended


def _may_follow_up(pair: DoubtfulPair, limits: IncidentLimits) -> bool:
    """True if place, toll or words speak for it, and it was not published far too late."""
    too_late = any(feature.name == LONG_AFTER for feature in pair.features)
    return pair.score >= limits.follow_up_score and not too_late


def _extended(incident: Incident, lead: Incident, *, pair: DoubtfulPair) -> Incident:
    links = (
        Link(claim_id=link.claim_id, part=LinkPart.MAXIMUM_ONLY, score=pair.score, features=pair.features)
        for link in lead.links
    )
    reports = tuple(sorted({*incident.reports, *lead.reports}))
    return replace(incident, links=(*incident.links, *links), reports=reports)
