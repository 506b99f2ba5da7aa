"""Proposals of the machine on signed incidents: accepted by the decision that they come to, or refused by one of their own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from civharm.casebook.review import in_force
from civharm.casebook.signing import Signature
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision, NotFound
from civharm.model.incidents import Incident, Verdict
from civharm.model.issues import Issue
from civharm.model.proposals import Proposal, ProposalKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """The decision that a proposal comes to."""

    action: Action
    target: str
    change: Mapping[str, Any]


def not_refused(proposals: Iterable[Proposal], decisions: Sequence[Decision]) -> tuple[Proposal, ...]:
    """Those that no person refused; one whose grounds have changed is another proposal."""
    refused = {each.target for each in in_force(decisions) if each.action is Action.REFUSE_PROPOSAL}
    return tuple(proposal for proposal in proposals if proposal.id not in refused)


def acceptance(proposal: Proposal, signed: Mapping[str, Signature]) -> Acceptance:
    """What accepting comes to. The signature is stale from then on, or undone where the numbers themselves change."""
    incident, claims = proposal.incident, list(proposal.claims)
    if proposal.kind is ProposalKind.REASSESS:
        return Acceptance(action=Action.UNDO, target=signed[incident].decision.id, change={})
    if proposal.kind is ProposalKind.SPLIT:
        return Acceptance(action=Action.SPLIT, target=incident, change={"claims": claims})
    if not proposal.other:
        pair = {"claims": [proposal.anchor, claims[0]], "verdict": Verdict.POSITIVE.value}
        return Acceptance(action=Action.JUDGE, target=proposal.anchor, change=pair)
    if proposal.is_whole:
        both = {"incidents": [incident, proposal.other]}
        return Acceptance(action=Action.MERGE, target=incident, change=both)
    return Acceptance(action=Action.MOVE, target=proposal.other, change={"claims": claims, "to": incident})


def named(name: str, proposals: Iterable[Proposal]) -> Proposal:
    """The proposal with this id, or beginning of an id. Raises NotFound."""
    found = [proposal for proposal in proposals if name and proposal.id.startswith(name)]
    if len(found) != 1:
        raise NotFound(f"{'no' if not found else 'more than one'} proposal {name!r}: see `civharm proposals`")
    return found[0]


def check_refusal(decision: Decision, proposals: Iterable[Proposal]) -> None:
    """Raises InvalidDecision where there is no such proposal."""
    if decision.target not in {proposal.id for proposal in proposals}:
        raise InvalidDecision(f"there is no proposal {decision.target} to refuse: see `civharm proposals`")


def proposal_issues(proposals: Iterable[Proposal], incidents: Iterable[Incident]) -> Iterator[Issue]:
    """What a person sees of them."""
    codes = {incident.id: incident.code or incident.id for incident in incidents}
    for proposal in proposals:
        message = f"{in_words(proposal, codes)} (proposal {proposal.id}: accept or refuse it)"
        yield Issue(stage="incidents", code="proposal", message=message)


def in_words(proposal: Proposal, codes: Mapping[str, str]) -> str:
    """What a proposal says, with its reasons."""
    signed = f"the signed incident {codes.get(proposal.incident, proposal.incident)}"
    if proposal.kind is ProposalKind.REASSESS:
        return f"{signed} would come out otherwise by now: {'; '.join(proposal.changes)}"
    why = ", ".join(f"{feature.name} {feature.weight:+.1f}" for feature in proposal.features)
    count = f"{len(proposal.claims)} claim{'s' if len(proposal.claims) > 1 else ''}"
    if proposal.kind is ProposalKind.SPLIT:
        return f"{count} would leave {signed} ({why})"
    of = codes.get(proposal.other, proposal.other) or "a record without harm"
    whole = f"all {count} of {of}" if proposal.is_whole else f"{count} of {of}"
    return f"{whole} would join {signed} ({why})"
