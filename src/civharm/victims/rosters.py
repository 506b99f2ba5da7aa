"""The people of each incident, out of all mentions of a casebook."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from civharm.codebook import Codebook
from civharm.model.incidents import Incident
from civharm.model.victims import Victim
from civharm.victims.roster import Roster, roster_of


def rosters(
    incidents: Iterable[Incident],
    mentions: Iterable[Victim],
    *,
    codebook: Codebook | None = None,
) -> Mapping[str, Roster]:
    """By the incident's id; an incident whose claims name nobody has an empty one."""
    by_claim: dict[str, list[Victim]] = defaultdict(list)
    for victim in mentions:
        by_claim[victim.claim_id].append(victim)
    found: dict[str, Roster] = {}
    for incident in incidents:
        own = [victim for claim_id in dict.fromkeys(incident.claims) for victim in by_claim.get(claim_id, ())]
        found[incident.id] = roster_of(own, codebook=codebook)
    return found
