"""What a person should see in a casebook: of input, of the readings in force, of decisions that lost what they stood on."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from civharm.casebook.adopting import adoption_issues
from civharm.casebook.chains import chain_words
from civharm.casebook.judging import judging_issues
from civharm.casebook.models import AssessmentRow, GivenIdRow, IssueRow
from civharm.casebook.overriding import OVERRIDES, Assessed, dated_before, disagreements, without_incident
from civharm.casebook.persons import person_issues
from civharm.casebook.proposing import proposal_issues
from civharm.casebook.relating import relating_issues
from civharm.casebook.reread import still_stands
from civharm.casebook.rows import issue_of
from civharm.casebook.signing import stale_signatures
from civharm.casebook.tombstones import destroyed_issues
from civharm.model.assessments import Assessment
from civharm.model.decisions import Decision
from civharm.model.issues import Issue
from civharm.publication.lines import from_plain

if TYPE_CHECKING:
    from civharm.casebook.state import State


def issues_of(state: "State") -> tuple[Issue, ...]:
    """All issues of one look at a casebook."""
    kept = [row for row in state.rows(IssueRow) if still_stands(row, state.readings)]
    recorded = {key: row.recorded_at for key, row in state.machine_assessments.items()}
    signed_at = {key: row.recorded_at for key, row in state.decision_rows.items()}
    stale = stale_signatures(
        state.signed, state.incidents, assessed_at=recorded, signed_at=signed_at, roots=state.root_of
    )
    return (
        *map(issue_of, kept),
        *state.reviewed.issues,
        *stale,
        *person_issues(state.person_judging),
        *relating_issues(state.relating),
        *_of_decisions(state),
        *proposal_issues(state.proposals, state.incidents),
        *destroyed_issues(state),
    )


def _of_decisions(state: "State") -> Iterator[Issue]:
    """What people should look at again, and decisions whose clock was wrong."""
    standing = state.decisions_in_force
    by_id = {decision.id: decision for decision in state.decisions}
    yield from judging_issues(
        state.judging, by_id, lambda each: chain_words(each, state.decisions, state.claim_words)
    )
    set_by_hand = [each for each in standing if each.action in OVERRIDES]
    yield from disagreements(set_by_hand, {each.id: _assessed(each, state) for each in set_by_hand})
    yield from without_incident(standing, state.incidents)
    yield from adoption_issues(state.adopted.values(), state.stands)
    yield from dated_before(state.decisions, _subjects_known_at(state))


def _assessed(decision: Decision, state: "State") -> Assessed:
    """The machine's assessment that a decision was made on, and that in force."""
    at = state.decision_rows[decision.id].recorded_at
    rows = state.rows(AssessmentRow).filter(incident_id=decision.target, recorded_at__lte=at)
    then, now = rows.last(), state.machine_assessments.get(decision.target)
    return Assessed(
        then=from_plain(Assessment, then.payload) if then else None,
        now=from_plain(Assessment, now.payload) if now else None,
    )


def _subjects_known_at(state: "State") -> Mapping[str, datetime]:
    """When that which each decision is about was recorded."""
    given: dict[str, datetime] = {}
    for row in state.rows(GivenIdRow):
        given.setdefault(row.incident_id, row.recorded_at)
    given |= {decision_id: row.recorded_at for decision_id, row in state.decision_rows.items()}
    read = {
        each.id: state.claim_rows_decided[each.claim_id].recorded_at
        for each in state.decision_rows.values()
        if each.claim_id is not None
    }
    known = {
        row.decision_id: read.get(row.id) or given.get(row.target) for row in state.decision_rows.values()
    }
    return {decision_id: at for decision_id, at in known.items() if at is not None}
