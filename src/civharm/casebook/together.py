"""Decisions of an import: many in one act, checked against one look at the casebook, each on the chain of custody.

What a person signs on a page is checked for each decision anew, which of thousands would take hours. Only the kinds of
decisions that an archive brings are taken here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from civharm.casebook.adopting import Names, adopted_of
from civharm.casebook.custody_table import Act, DatabaseCustody
from civharm.casebook.deciding import checked
from civharm.casebook.models import ClaimRow, DecisionRow
from civharm.casebook.overriding import overrides_of, strike_of
from civharm.casebook.rows import decision_action, decision_detail
from civharm.casebook.settled import signed_claims
from civharm.casebook.signing import grading_of
from civharm.casebook.state import State
from civharm.casebook.writing import Writer
from civharm.model.claims import Claim
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.incidents import Incident, RecordStatus
from civharm.model.notes import change_of as change_of_note
from civharm.model.notes import note_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What became of decisions: those recorded now, how many were before, and which were refused, with why."""

    recorded: tuple[Decision, ...]
    known: int
    refused: tuple[tuple[Decision, str], ...]


def record_all(decisions: Sequence[Decision], writer: Writer, *, is_second_person_needed: bool) -> Together:
    """Append the decisions that can be. Only inside the writer's transaction."""
    known = _known([each.id for each in decisions], writer.alias)
    look = _Look(State(writer.alias), is_second_person_needed=is_second_person_needed)
    recorded: list[Decision] = []
    refused: list[tuple[Decision, str]] = []
    for each in decisions:
        if each.id not in known:
            try:
                recorded.append(look.completed(checked(each, writer.at)))
            except InvalidDecision as error:
                refused.append((each, str(error)))
    DecisionRow.objects.using(writer.alias).bulk_create(_row(each, writer) for each in recorded)
    acts = (
        Act(decision_action(each), each.id, detail=decision_detail(each), actor=each.author)
        for each in recorded
    )
    DatabaseCustody(writer.alias).append_all(acts, at=writer.at)
    return Together(recorded=tuple(recorded), known=len(known), refused=tuple(refused))


def _known(ids: Sequence[str], alias: str) -> frozenset[str]:
    rows = DecisionRow.objects.using(alias).filter(decision_id__in=ids)
    return frozenset(rows.values_list("decision_id", flat=True))


def _row(decision: Decision, writer: Writer) -> DecisionRow:
    return DecisionRow(
        recorded_at=writer.at,
        decision_id=decision.id,
        action=decision.action.value,
        target=decision.target,
        author=decision.author,
        reason=decision.reason,
        decided_at=decision.decided_at,
        change=decision.change,
    )


class _Look:
    """One look at the casebook, by which decisions are checked and completed."""

    def __init__(self, state: State, *, is_second_person_needed: bool) -> None:
        self._state, self._is_second_person_needed = state, is_second_person_needed

    def completed(self, decision: Decision) -> Decision:
        """The decision as it is kept. Raises InvalidDecision."""
        by_action: Mapping[Action, Callable[[Decision], Decision]] = {
            Action.ADOPT: self._adoption,
            Action.SIGN_GRADING: self._signature,
            Action.OVERRIDE_STRIKE: self._strike,
            Action.OVERRIDE_BOUND: self._bound,
            Action.SIGN_OFF: self._sign_off,
            Action.NOTE: self._note,
            Action.UNDO: self._undo,
        }
        if decision.action not in by_action:
            raise InvalidDecision(f"no archive brings {decision.action}")
        return by_action[decision.action](decision)

    def _adoption(self, decision: Decision) -> Decision:
        adopted = adopted_of(decision)
        rows = ClaimRow.objects.using(self._state.alias).filter(claim_id=adopted.claim)
        if not rows.exists():
            raise InvalidDecision(f"no claim {adopted.claim} in this casebook")
        self._names.take(adopted)
        return decision

    def _signature(self, decision: Decision) -> Decision:
        incident, grading = self._incident(decision), grading_of(decision)
        roots = {claim: self._state.root_of(claim) for claim in incident.claims}
        seen = signed_claims(incident, roots, self._claims)
        return replace(decision, change={"grading": grading.value, **seen})

    def _strike(self, decision: Decision) -> Decision:
        self._incident(decision)
        strike_of(decision)
        return decision

    def _bound(self, decision: Decision) -> Decision:
        self._incident(decision)
        overrides_of(decision)
        return decision

    def _sign_off(self, decision: Decision) -> Decision:
        self._incident(decision)
        if self._is_second_person_needed:
            raise InvalidDecision(
                "this casebook wants a second person to sign off, and one person alone took the archive over"
            )
        return decision

    def _note(self, decision: Decision) -> Decision:
        self._incident(decision)
        return replace(decision, change=change_of_note(note_of(decision)))

    def _undo(self, decision: Decision) -> Decision:
        if decision.target not in self._in_force:
            raise InvalidDecision(
                f"the decision {decision.target} is undone already, or not of this casebook"
            )
        return decision

    def _incident(self, decision: Decision) -> Incident:
        found = self._incidents.get(decision.target)
        if found is None or found.status is RecordStatus.LEAD:
            raise InvalidDecision(f"no incident {decision.target} is composed in this casebook")
        return found

    @cached_property
    def _names(self) -> Names:
        return Names(self._state.names_taken)

    @cached_property
    def _in_force(self) -> frozenset[str]:
        return frozenset(each.id for each in self._state.decisions_in_force)

    @cached_property
    def _incidents(self) -> Mapping[str, Incident]:
        return {each.id: each for each in self._state.incidents}

    @cached_property
    def _claims(self) -> Mapping[str, Claim]:
        return {each.id: each for each in self._state.machine_claims}
