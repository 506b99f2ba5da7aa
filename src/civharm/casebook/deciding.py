"""Recording a decision: it must have a target that is there, a change that makes sense, and nobody may have been quicker."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from civharm.assessments.rules import assessment_rules
from civharm.casebook import adding, adopting, coarsening, consenting, holding, linking, persons, redacting
from civharm.casebook.judging import claims_of
from civharm.casebook.models import ClaimRow, DecisionRow
from civharm.casebook.named import claim_named, incident_named
from civharm.casebook.overriding import (
    CLOCK_SKEW,
    Policy,
    check_bounds,
    check_sign_off,
    overrides_of,
    strike_of,
)
from civharm.casebook.proposing import check_refusal
from civharm.casebook.review import CLAIM_ACTIONS, Sighting, added_claim, in_force, verdicts
from civharm.casebook.rows import decision_action, decision_detail, storable
from civharm.casebook.seeing import check_seen
from civharm.casebook.settled import signed_claims
from civharm.casebook.settling import check_settlement
from civharm.casebook.signing import grading_of
from civharm.casebook.state import State
from civharm.casebook.writing import Writer
from civharm.codebook.load import default_codebook
from civharm.model.casualties import MOST_PEOPLE
from civharm.model.claims import Claim
from civharm.model.decisions import LINKING_ACTIONS, Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import RecordStatus
from civharm.model.notes import change_of as change_of_note
from civharm.model.notes import note_of
from civharm.model.proposals import Proposal
from civharm.publication.lines import claim_from_line, to_plain
from civharm.victims.rosters import rosters

_NO_POLICY = Policy()
#: What is longer was pasted in by mistake: every look at the casebook would carry it along.
_LONGEST_AUTHOR = 200
_LONGEST_REASON = 10_000


def record(decision: Decision, writer: Writer, *, policy: Policy = _NO_POLICY) -> Decision:
    """Append the decision and give it as it is kept, or raise InvalidDecision. Only inside the writer's transaction."""
    decision = checked(decision, writer.at)
    state = _look(decision, State(writer.alias))
    if decision.id in state.decision_rows:
        raise InvalidDecision(f"the decision {decision.id} is recorded already")
    decision = check_seen(_CHECKED[decision.action](decision, state), state)
    if decision.action is Action.SIGN_OFF:
        check_sign_off(decision, state.decisions_in_force, policy)
    is_undone_widely = decision.action is Action.UNDO and state.report_id is None
    if decision.action in LINKING_ACTIONS or is_undone_widely:
        linking.check_contradictions(decision, state)
    if decision.action is Action.JUDGE_PERSON or is_undone_widely:
        decisions = in_force((*state.decisions, decision))
        persons.check_contradictions(decisions, state.person_judging, state.mentions)
    if decision.action is Action.REDACT:
        writer.rendition(redacting.redacted_copy(decision, state))
    _row(decision, state, writer=writer).save(using=writer.alias)
    writer.log(decision_action(decision), decision.id, decision_detail(decision), actor=decision.author)
    return decision


def _look(decision: Decision, state: State) -> State:
    """What is looked at for a decision: its report alone where it is on a claim, however large the casebook is."""
    report_id = None
    if decision.action is Action.ADD_CLAIM:
        report_id = adding.report_of(decision)
    elif decision.action in CLAIM_ACTIONS:
        report_id = _report_of(state.root_of(decision.target), state)
    elif decision.action is Action.UNDO and decision.target in state.decision_rows:
        root = state.decision_rows[decision.target].root
        found = _report_of(root, state) if root else None
        report_id = None if found is None or _is_judged(root, found, state) else found
    return state if report_id is None else State(state.alias, state.known_at, report_id)


def _report_of(root: str, state: State) -> str | None:
    if root in state.added:
        return state.added[root].report_id
    return state.rows(ClaimRow).filter(claim_id=root).values_list("report_id", flat=True).first()


def _is_judged(root: str | None, report_id: str, state: State) -> bool:
    """True where people judged with whom a claim, or a person of its report, is one: to bring it back may contradict them."""
    for other in state.decisions:
        if other.action in LINKING_ACTIONS and root in claims_of(other):
            return True
        if other.action is Action.JUDGE_PERSON and report_id in str(other.change.get("at")):
            return True
    return False


def checked(decision: Decision, at: datetime) -> Decision:
    """In UTC and free of what can't be stored, so that what is hashed is what is kept. Raises InvalidDecision."""
    decision = replace(
        decision,
        author=storable(decision.author),
        reason=storable(decision.reason),
        change=storable(decision.change),
        decided_at=decision.decided_at.astimezone(UTC),
    )
    _check_length(decision)
    _check_clock(decision, at)
    return decision


def _check_length(decision: Decision) -> None:
    for what, words, most in (
        ("author's name", decision.author, _LONGEST_AUTHOR),
        ("reason", decision.reason, _LONGEST_REASON),
    ):
        if len(words) > most:
            raise InvalidDecision(f"the {what} has {len(words):,} characters: write {most:,} at most")


def _check_clock(decision: Decision, now: datetime) -> None:
    if decision.decided_at > now + CLOCK_SKEW:
        raise InvalidDecision(
            f"the decision is dated {decision.decided_at:%Y-%m-%d %H:%M} UTC, and it is {now:%Y-%m-%d %H:%M} UTC: "
            "set the clock of one of the two machines right"
        )


def _claim(decision: Decision, state: State) -> Decision:
    """A decision on a claim, which must still make a claim with those before it."""
    root = claim_named(decision.target, state)
    if state.root_of(decision.target) != root:  # its beginning was named
        decision = replace(decision, target=root)
    before = [sighting for sighting in state.sightings if sighting.root == root]
    row = _claim_row(root, state)
    if row is not None:
        claim, text = claim_from_line(row.payload), row.reading.rendition.text
    else:
        claim, text = before[0].claim, before[0].text
    for verdict in verdicts([*before, Sighting(decision=decision, root=root, claim=claim, text=text)]):
        _check_counts(verdict.claim)
    return decision


def _check_counts(claim: Claim) -> None:
    """A person's number that no incident can have is a slip of the hand; what a report says is kept as it is."""
    bounds = (bound for each in claim.casualties for bound in (each.count.min, each.count.max))
    if claim.origin.by == "hand" and any(bound is not None and bound > MOST_PEOPLE for bound in bounds):
        raise InvalidDecision(
            f"more than {MOST_PEOPLE:,} people are more than any claim of one incident counts"
        )


def _claim_row(root: str, state: State) -> ClaimRow | None:
    """The newest reading of a claim; None where a person made it and no reader ever did."""
    return state.rows(ClaimRow).select_related("reading__rendition").filter(claim_id=root).last()


def _added(decision: Decision, state: State) -> Decision:
    completed = adding.completed(decision, state)
    _check_counts(added_claim(completed))
    return completed


def _signature(decision: Decision, state: State) -> Decision:
    decision = _on_incident(decision, state)
    grading = grading_of(decision)
    (incident,) = (each for each in state.incidents if each.id == decision.target)
    roots = {claim: state.root_of(claim) for claim in incident.claims}
    seen = signed_claims(incident, roots, {claim.id: claim for claim in state.machine_claims})
    return replace(decision, change={"grading": grading.value, **seen})


def _on_incident(decision: Decision, state: State) -> Decision:
    """A decision on an incident in force, by its id; a lead has nothing to be graded or counted."""
    incident = incident_named(decision.target, state)
    if incident.status is RecordStatus.LEAD:
        lacks = ", ".join(incident.lacks)
        raise InvalidDecision(f"{decision.target} is a lead, which has no grading: {lacks}")
    return replace(decision, target=incident.id)


def _strike(decision: Decision, state: State) -> Decision:
    decision = _on_incident(decision, state)
    strike_of(decision)
    return decision


def _bounds(decision: Decision, state: State) -> Decision:
    decision = _on_incident(decision, state)
    overrides_of(decision)
    assessment = next((each for each in state.assessments if each.incident_id == decision.target), None)
    if assessment is None:
        raise InvalidDecision(f"the incident {decision.target} is not assessed yet")
    check_bounds(decision, assessment, assessment_rules(default_codebook()).toll.disjoint_groups)
    return decision


def _person(decision: Decision, state: State) -> Decision:
    people = (
        person for roster in rosters(state.incidents, state.victims).values() for person in roster.people
    )
    before = state.decisions_in_force
    return persons.judged_person(decision, state.mentions, people=people, before=before)


def _settlement(decision: Decision, state: State) -> Decision:
    check_settlement(decision, state.decisions)
    return decision


def _refusal(decision: Decision, state: State) -> Decision:
    check_refusal(decision, state.proposals)
    (proposal,) = (each for each in state.proposals if each.id == decision.target)
    return replace(decision, change={"proposal": to_plain(Proposal, proposal)})


def _note(decision: Decision, state: State) -> Decision:
    """A note on an incident or a lead."""
    incident = incident_named(decision.target, state)
    return replace(decision, target=incident.id, change=change_of_note(note_of(decision)))


def _adoption(decision: Decision, state: State) -> Decision:
    """A record taken over, by the claim of its words as it was read."""
    adopted = adopting.adopted_of(decision)
    root = claim_named(adopted.claim, state)
    adopting.Names(state.names_taken).take(adopted)
    change = adopting.change_of(replace(adopted, claim=root), adopting.follow_ups(decision))
    return replace(decision, change=change)


def _undo(decision: Decision, state: State) -> Decision:
    if decision.target not in state.decision_rows:
        raise InvalidDecision(f"no decision {decision.target} in this casebook")
    if decision.target not in {standing.id for standing in state.decisions_in_force}:
        raise InvalidDecision(f"the decision {decision.target} is undone already")
    return decision


#: What makes a decision fit to be recorded, by action: it checks and completes the decision, or raises InvalidDecision.
_CHECKED: Mapping[Action, Callable[[Decision, State], Decision]] = {
    Action.ACCEPT_CLAIM: _claim,
    Action.CORRECT_CLAIM: _claim,
    Action.REJECT_CLAIM: _claim,
    Action.ADD_CLAIM: _added,
    Action.JUDGE: linking.judged,
    Action.MERGE: linking.merged,
    Action.SPLIT: linking.split,
    Action.MOVE: linking.moved,
    Action.RELATE: linking.related,
    Action.JUDGE_PERSON: _person,
    Action.SIGN_GRADING: _signature,
    Action.OVERRIDE_STRIKE: _strike,
    Action.OVERRIDE_BOUND: _bounds,
    Action.SIGN_OFF: _on_incident,
    Action.SETTLE_PLACE: _settlement,
    Action.REFUSE_PROPOSAL: _refusal,
    Action.NOTE: _note,
    Action.COARSEN_PLACE: coarsening.completed,
    Action.CONSENT: consenting.completed,
    Action.ADOPT: _adoption,
    Action.REDACT: redacting.completed,
    Action.HOLD: holding.completed,
    Action.UNDO: _undo,
}


def _row(decision: Decision, state: State, *, writer: Writer) -> DecisionRow:
    root = state.root_of(decision.target) if decision.action in CLAIM_ACTIONS else None
    read = _claim_row(root, state) if root else None
    if decision.action is Action.ADD_CLAIM:
        root = decision.target
    return DecisionRow(
        recorded_at=writer.at,
        decision_id=decision.id,
        action=decision.action.value,
        target=decision.target,
        root=root,
        claim=read,
        author=decision.author,
        reason=decision.reason,
        decided_at=decision.decided_at,
        change=decision.change,
        seen=list(decision.seen) or None,
    )
