"""Undated follow-up reports: their figures may raise an incident's maximum, and do no more (T3)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from civharm.incidents.compare import NO_DATE
from civharm.incidents.rules import LinkageRules
from civharm.model.incidents import DoubtfulPair, Incident, Link, LinkPart


def with_follow_ups(
    incidents: Sequence[Incident],
    found: Iterable[Incident],
    doubtful: Sequence[DoubtfulPair],
    rules: LinkageRules,
) -> list[Incident]:
    """The incidents, each with the leads that only a missing date keeps away from it alone."""
    lead_of = {claim: lead for lead in found if lead.lacks for claim in lead.claims}
    incident_of = {claim: at for at, incident in enumerate(incidents) for claim in incident.claims}
    candidates: dict[str, dict[int, DoubtfulPair]] = defaultdict(dict)
    for pair in doubtful:
        for lead_claim, claim in ((pair.left, pair.right), (pair.right, pair.left)):
            if lead_claim in lead_of and claim in incident_of and _lacks_only_a_date(pair, rules):
                candidates[lead_of[lead_claim].founding_claim].setdefault(incident_of[claim], pair)
    extended = list(incidents)
    for founding_claim, ways in sorted(candidates.items()):
        if len(ways) == 1:
            (at, pair) = next(iter(ways.items()))
            extended[at] = _extended(extended[at], lead_of[founding_claim], pair)
    return extended


def _lacks_only_a_date(pair: DoubtfulPair, rules: LinkageRules) -> bool:
    """True if the pair would have joined with a date, and was not published far too late for it."""
    names = {feature.name: feature for feature in pair.features}
    later = names.get("published later")
    days = int(later.detail.split()[0]) if later else 0
    return NO_DATE in names and days <= rules.incident.follow_up


def _extended(incident: Incident, lead: Incident, pair: DoubtfulPair) -> Incident:
    links = (
        Link(claim_id=link.claim_id, part=LinkPart.MAXIMUM_ONLY, score=pair.score, features=pair.features)
        for link in lead.links
    )
    reports = tuple(sorted({*incident.reports, *lead.reports}))
    return replace(incident, links=(*incident.links, *links), reports=reports)
