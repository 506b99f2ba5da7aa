"""Gradings that people signed: pure functions of decisions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from civharm.model.assessments import Grading
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Incident
from civharm.model.issues import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A grading with the decision that signed it, and the claims that the incident had then, with what they said.

    `claims` are its own, `beside` those of leads that touch its maximum: each by id, as the reader made it, with a digest
    of what was read; "" where a person's decision on the claim says that already. Empty for old signatures.
    """

    grading: Grading
    decision: Decision
    claims: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_claims(self) -> Mapping[str, str]:
        """Both."""
        return {**self.claims, **self.beside}


def grading_of(decision: Decision) -> Grading:
    """The grading that a decision signs."""
    try:
        return Grading(str(decision.change["grading"]))
    except (KeyError, ValueError):
        allowed = ", ".join(Grading)
        raise InvalidDecision(f"signing needs the change grading=…, one of {allowed}") from None


def signatures(decisions: Sequence[Decision]) -> dict[str, Signature]:
    """The last signature of each incident, in the order of signing. `decisions` are those in force."""
    found: dict[str, Signature] = {}
    for decision in decisions:
        if decision.action is Action.SIGN_GRADING:
            found.pop(decision.target, None)
            found[decision.target] = Signature(
                grading=grading_of(decision),
                decision=decision,
                claims=_digests(decision, "claims"),
                beside=_digests(decision, "beside"),
            )
    return found


def _digests(decision: Decision, name: str) -> Mapping[str, str]:
    found = decision.change.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(digest, str) for digest in found.values()):
        raise InvalidDecision(f"{name} must be claims with a digest of what each says")
    return found


def stale_signatures(
    signed: Mapping[str, Signature],
    incidents: Sequence[Incident],
    *,
    assessed_at: Mapping[str, datetime],
    signed_at: Mapping[str, datetime],
    roots: Callable[[str], str] = str,
) -> list[Issue]:
    """Signatures that a person should look at again: the incident changed or is no more.

    `roots` give a claim as the reader made it.
    """
    current = {incident.id: incident for incident in incidents}
    heirs = {alias: incident for incident in incidents for alias in incident.aliases}
    found = []
    for incident_id, signature in signed.items():
        if incident_id in heirs and incident_id not in current:
            found.append(_issue("merged", f"became part of {heirs[incident_id].code}", signature))
        elif incident_id not in current:
            found.append(_issue("gone", "is no longer composed", signature))
        elif signature.claims and signature.claims.keys() != set(map(roots, current[incident_id].own_claims)):
            found.append(_issue("changed", "has other claims than when it was signed", signature))
        elif incident_id in assessed_at and assessed_at[incident_id] > signed_at[signature.decision.id]:
            found.append(_issue("changed", "was assessed anew after it was signed", signature))
    return found


def _issue(what: str, happened: str, signature: Signature) -> Issue:
    return Issue(
        stage="assessments",
        code=f"signed-incident-{what}",
        message=(
            f"the incident {signature.decision.target}, signed {signature.grading} by "
            f"{signature.decision.author}, {happened}: look at it again and sign or undo"
        ),
    )
