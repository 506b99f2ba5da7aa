"""Legal holds: evidence that must not be destroyed, by a person's decision; undoing it ends the hold."""

from collections.abc import Mapping
from dataclasses import replace

from civharm.casebook.models import ReportRow
from civharm.casebook.named import incident_named
from civharm.casebook.state import State
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision

_SHORTEST_ID = 6


def completed(decision: Decision, state: State) -> Decision:
    """The decision with the captures that it holds. Raises InvalidDecision."""
    if unknown := sorted(decision.change.keys() - {"captures", "of"}):
        raise InvalidDecision(f"a hold has no field {unknown[0]!r}")
    target, captures = _held_by(decision.target, state)
    return replace(decision, target=target, change={"captures": sorted(captures)})


def _held_by(name: str, state: State) -> tuple[str, set[str]]:
    hashes = {row.capture_id for row in state.rows(ReportRow)}
    found = {each for each in hashes if len(name) >= _SHORTEST_ID and each.startswith(name)}
    if len(found) == 1:
        return next(iter(found)), found
    of_report = {row.capture_id for row in state.rows(ReportRow) if row.report_id == name}
    if of_report:
        return name, of_report
    incident = incident_named(name, state)
    claims = {claim.id: claim.report_id for claim in state.reviewed.claims}
    reports = {*incident.reports, *(claims[each] for each in incident.claims if each in claims)}
    return incident.id, {row.capture_id for row in state.rows(ReportRow) if row.report_id in reports}


def held_captures(state: State) -> Mapping[str, Decision]:
    """The captures that are held, each with the last decision that holds it; those of an incident as it is now, too."""
    found: dict[str, Decision] = {}
    incidents = {incident.id for incident in state.incidents}
    for decision in state.decisions_in_force:
        if decision.action is Action.HOLD:
            captures = decision.change.get("captures")
            held = set(captures) if isinstance(captures, list) else set()
            held |= _held_by(decision.target, state)[1] if decision.target in incidents else set()
            found |= dict.fromkeys(held, decision)
    return found
