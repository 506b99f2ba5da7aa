"""Optimistic locking: the version of what a person has before them, and what changed since.

Whoever decides names the versions that they saw. If one is no longer the version in force, somebody was quicker: the
decision is refused with what happened, and can be sent again by a person who has looked.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime

from civharm.casebook.alone import assessment_row_of, composed_one, kin
from civharm.casebook.custody import hash_of
from civharm.casebook.judging import claims_of, incidents_of
from civharm.casebook.models import AssessmentRow, DecisionRow, IncidentRow, ReadingRow
from civharm.casebook.refreshing import waiting_in
from civharm.casebook.review import CLAIM_ACTIONS, added_claim
from civharm.casebook.state import State
from civharm.model.decisions import LINKING_ACTIONS, Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Incident
from civharm.publication.lines import claim_line, to_plain

_LETTERS = 12
#: So many moments of the past are looked at for what a person saw.
_MOMENTS = 40
_OF_INCIDENTS = frozenset(
    {Action.SIGN_GRADING, Action.OVERRIDE_STRIKE, Action.OVERRIDE_BOUND, Action.SIGN_OFF, Action.MERGE}
    | {Action.SPLIT, Action.MOVE, Action.RELATE}
)
#: What others decide on stays as it is after one of these.
_WITHOUT_EFFECT = frozenset({Action.NOTE, Action.COARSEN_PLACE, Action.CONSENT, Action.REDACT, Action.HOLD})


def subjects(decision: Decision, state: State) -> tuple[str, ...]:
    """What a decision is about: ids of incidents or of claims as the reader made them; none for names and undos."""
    if decision.action in _OF_INCIDENTS:
        return incidents_of(decision)
    if decision.action is Action.JUDGE:
        return claims_of(decision)
    return (state.root_of(decision.target),) if decision.action in CLAIM_ACTIONS else ()


def version(subject: str, state: State) -> str:
    """A short digest of an incident with its assessment, or of a claim, and of all that people decided on it."""
    decided = [each.id for each in _decided(subject, state)]
    incident = _incident(subject, state)
    if incident is not None:
        assessed = assessment_row_of(subject, state)
        seen: list[object] = [incident[0].payload, assessed.payload if assessed else None]
    else:
        stands = state.stands(subject)
        seen = [claim_line(claim) for claim in state.reviewed.claims if claim.id == stands]
    return hash_of([subject, seen, decided])[:_LETTERS]


def _incident(subject: str, state: State) -> tuple[IncidentRow, Incident] | None:
    """The incident with its row, and no other; none for a claim."""
    return composed_one(subject, state)


def versions(decision: Decision, state: State) -> tuple[str, ...]:
    """The versions in force of all that a decision is about."""
    return tuple(version(subject, state) for subject in subjects(decision, state))


def check_seen(decision: Decision, state: State) -> Decision:
    """The decision with the versions that it was made on. Raises InvalidDecision where one was overtaken."""
    current = versions(decision, state)
    overtaken = [seen for seen in decision.seen if seen not in current]
    if overtaken:
        raise InvalidDecision(
            f"what you saw has changed meanwhile: {'; '.join(_since(overtaken[0], decision, state))}. "
            "Nothing was recorded: look again, and send the decision again if it still holds"
        )
    if decision.seen:
        _check_followed(decision, state)
    return replace(decision, seen=current)


def _check_followed(decision: Decision, state: State) -> None:
    """Raises InvalidDecision where an incident does not follow yet from what was decided on its claims.

    Whoever looked at it has seen what it was before; without this they would decide on that, and never know.
    """
    waiting = waiting_in(state)
    incidents = [found[1] for subject in subjects(decision, state) if (found := _incident(subject, state))]
    for incident in incidents if waiting else ():
        own = kin(incident.claims, state)
        for each in waiting:
            if _recomposes(each, incident, own, state):
                raise InvalidDecision(
                    f"{incident.code or incident.id} is being worked out anew: {each.author} decided {each.action} "
                    f"({each.id}: {each.reason}). Nothing was recorded: look again in a moment, and send the decision "
                    "again if it still holds"
                )


def _recomposes(decision: Decision, incident: Incident, own: Set[str], state: State) -> bool:
    """True if the incident may come out otherwise after a decision on its claims, or on which claims are its own."""
    if decision.action is Action.UNDO:
        undone = next(each for each in state.decisions if each.id == decision.target)
        return _recomposes(undone, incident, own, state)
    if decision.action is Action.ADD_CLAIM:
        return added_claim(decision).report_id in incident.reports
    if decision.action in LINKING_ACTIONS:
        return incident.id in incidents_of(decision) or not own.isdisjoint(claims_of(decision))
    return decision.action in CLAIM_ACTIONS and state.root_of(decision.target) in own


def _decided(subject: str, state: State) -> Iterator[Decision]:
    """The decisions in force that concern an incident or a claim; notes and how places are shown change nothing of it."""
    incident = _incident(subject, state)
    own = kin(incident[1].claims if incident else [subject], state)
    for decision in state.decisions_in_force:
        if decision.action in _WITHOUT_EFFECT:
            is_about = False
        elif decision.action in LINKING_ACTIONS or decision.action is Action.RELATE:
            is_about = subject in incidents_of(decision) or not own.isdisjoint(claims_of(decision))
        elif decision.action in CLAIM_ACTIONS:
            is_about = state.root_of(decision.target) == subject
        else:
            is_about = decision.target == subject
        if is_about:
            yield decision


def _since(seen: str, decision: Decision, state: State) -> Iterator[str]:
    """What happened to the subjects of a decision since a version of one of them was in force, in words."""
    about = subjects(decision, state)
    then = next((past for past in _past(about, state) if seen in versions(decision, past)), None)
    if then is None:
        yield f"{seen} is no version of {' or '.join(about)} that anybody saw lately"
        return
    before = {each.id for subject in about for each in _decided(subject, then)}
    after = [each for subject in about for each in _decided(subject, state)]
    for each in {each.id: each for each in after if each.id not in before}.values():
        yield f"{each.author} decided {each.action} ({each.id}: {each.reason})"
    for gone in sorted(before - {each.id for each in after}):
        yield f"the decision {gone} was undone, or is about something else now"
    yield from _recomposed(about, then, state)


def _recomposed(about: Sequence[str], then: State, now: State) -> Iterator[str]:
    for subject in about:
        was, incident = _incident(subject, then), _incident(subject, now)
        if was and incident and to_plain(type(was[1]), was[1]) != to_plain(type(incident[1]), incident[1]):
            added = len(set(incident[1].claims) - set(was[1].claims))
            lost = len(set(was[1].claims) - set(incident[1].claims))
            yield f"{incident[1].code or subject} was composed anew: {added} claims more, {lost} fewer"
        elif was and not incident:
            yield f"{was[1].code or subject} is no longer composed"


def _past(about: Sequence[str], state: State) -> Iterator[State]:
    """The state at the last moments at which something happened, the newest first."""
    moments: set[datetime] = set()
    for rows in (
        state.rows(DecisionRow),
        state.rows(ReadingRow),
        state.rows(IncidentRow).filter(incident_id__in=about),
        state.rows(AssessmentRow).filter(incident_id__in=about),
    ):
        moments.update(rows.order_by("-recorded_at").values_list("recorded_at", flat=True)[:_MOMENTS])
    for moment in sorted(moments, reverse=True)[:_MOMENTS]:
        yield State(state.alias, moment, state.report_id)
