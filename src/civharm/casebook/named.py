"""What the ids and codes in a decision name: the incident or the claim, or an error that says what they name instead."""

from civharm.casebook.models import ClaimRow
from civharm.casebook.state import State
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Incident

#: As much of a claim's id as names it, where no other begins so.
_SHORTEST = 6
#: So much of what names nothing is repeated.
_MOST_SHOWN = 80


def incident_named(name: str, state: State) -> Incident:
    """The incident in force with this id, code or alias. Raises InvalidDecision."""
    for incident in state.incidents:
        if name in incident.known_as:
            return incident
    known = any(name in (given.id, given.code) for given in state.given_ids)
    if known:
        raise InvalidDecision(f"the incident {name} is no longer composed: its claims are gone or elsewhere")
    raise InvalidDecision(
        f"no incident {_told(name)} is in force in this casebook{_but(name, state)}: `civharm incidents` lists them; "
        "give the whole id or code"
    )


def claim_named(name: str, state: State) -> str:
    """The claim as the reader made it (its root), also where a person's correction is named. Raises InvalidDecision."""
    root = state.root_of(name)
    if state.rows(ClaimRow).filter(claim_id=root).exists() or root in state.added:
        return root
    begun = [claim.id for claim in state.reviewed.claims if claim.id.startswith(name)]
    if len(begun) == 1 and len(name) >= _SHORTEST:
        return state.root_of(begun[0])
    if len(begun) > 1 and len(name) >= _SHORTEST:
        raise InvalidDecision(f"{name!r} begins the ids of {len(begun)} claims: give more of the id")
    raise InvalidDecision(
        f"no claim {_told(name)} in this casebook{_but(name, state)}: `civharm claims` lists them; "
        f"of an id give {_SHORTEST} characters at least"
    )


def own_claims(incident: Incident, state: State) -> list[str]:
    """The claims that are the incident's own, as the reader made them, the founding claim first."""
    return [state.root_of(claim) for claim in incident.own_claims]


def _told(name: str) -> str:
    """What was named; an empty name is seen to be one."""
    return name[:_MOST_SHOWN] if name.strip() else repr(name[:_MOST_SHOWN])


def _but(name: str, state: State) -> str:
    """What else the name is the name of."""
    if name in state.decision_rows:
        return ": that is a decision"
    if name in state.report_rows:
        return ": that is a report"
    if any(name in incident.known_as for incident in state.incidents):
        return ": that is an incident; name one of its claims"
    if any(claim.id == name for claim in state.reviewed.claims):
        return ": that is a claim"
    return ""
