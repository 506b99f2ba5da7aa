"""Recording a decision: it must have a target that is there, and a change that makes sense."""

from dataclasses import replace
from datetime import UTC

from civharm.casebook.models import ClaimRow, DecisionRow
from civharm.casebook.review import CLAIM_ACTIONS, Sighting, corrected_id, in_force, verdicts
from civharm.casebook.rows import decision_action, decision_detail, storable
from civharm.casebook.settling import check_settlement
from civharm.casebook.signing import grading_of
from civharm.casebook.state import State
from civharm.casebook.writing import Writer
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import RecordStatus
from civharm.publication.lines import claim_from_line


def record(decision: Decision, writer: Writer) -> None:
    """Append the decision, or raise InvalidDecision. Only inside the writer's transaction."""
    decision = _normal(decision)
    state = State(writer.alias)
    if decision.id in state.decision_rows:
        raise InvalidDecision(f"the decision {decision.id} is recorded already")
    root = seen = None
    if decision.action in CLAIM_ACTIONS:
        root, seen = _claim(decision, state)
    elif decision.action is Action.SIGN_GRADING:
        _check_incident(decision, state)
    elif decision.action is Action.SETTLE_PLACE:
        check_settlement(decision, state.decisions)
    else:
        _check_undo(decision, state)
    _row(decision, root, seen, writer=writer).save(using=writer.alias)
    writer.log(decision_action(decision), decision.id, decision_detail(decision), actor=decision.author)


def _normal(decision: Decision) -> Decision:
    """In UTC and free of what can't be stored, so that what is hashed is what is kept."""
    return replace(
        decision,
        author=storable(decision.author),
        reason=storable(decision.reason),
        change=storable(decision.change),
        decided_at=decision.decided_at.astimezone(UTC),
    )


def _claim(decision: Decision, state: State) -> tuple[str, ClaimRow]:
    """The claim as the reader made it, also where the target is a person's correction of it."""
    corrections = (row for row in state.decision_rows.values() if row.action == Action.CORRECT_CLAIM)
    roots = {corrected_id(str(row.root), row.decision_id): row.root for row in corrections}
    root = roots.get(decision.target) or decision.target
    row = state.rows(ClaimRow).filter(claim_id=root).select_related("reading__rendition").last()
    if row is None:
        raise InvalidDecision(f"no claim {decision.target} in this casebook")
    before = [sighting for sighting in state.sightings if sighting.root == root]
    claim, text = claim_from_line(row.payload), row.reading.rendition.text
    verdicts([*before, Sighting(decision=decision, root=root, claim=claim, text=text)])
    return root, row


def _check_incident(decision: Decision, state: State) -> None:
    known = {incident.id: incident for incident in state.incidents}
    if decision.target not in known:
        raise InvalidDecision(f"no incident {decision.target} is in force in this casebook")
    if known[decision.target].status is RecordStatus.LEAD:
        lacks = ", ".join(known[decision.target].lacks)
        raise InvalidDecision(f"{decision.target} is a lead, which has no grading: {lacks}")
    grading_of(decision)


def _check_undo(decision: Decision, state: State) -> None:
    if decision.target not in state.decision_rows:
        raise InvalidDecision(f"no decision {decision.target} in this casebook")
    if decision.target not in {standing.id for standing in in_force(state.decisions)}:
        raise InvalidDecision(f"the decision {decision.target} is undone already")


def _row(decision: Decision, root: str | None, seen: ClaimRow | None, *, writer: Writer) -> DecisionRow:
    return DecisionRow(
        recorded_at=writer.at,
        decision_id=decision.id,
        action=decision.action.value,
        target=decision.target,
        root=root,
        claim=seen,
        author=decision.author,
        reason=decision.reason,
        decided_at=decision.decided_at,
        change=decision.change,
    )
