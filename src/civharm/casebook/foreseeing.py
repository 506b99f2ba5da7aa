"""What a decision would come to: it is recorded and followed as if it were meant, looked at, and taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from civharm.casebook.changes import Changes
from civharm.casebook.state import State
from civharm.model.assessments import Assessment
from civharm.model.decisions import Decision
from civharm.model.incidents import Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An incident as it stands, with what people set of it. No incident: it is composed no longer, or not yet."""

    incident: Incident | None
    assessment: Assessment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """Each incident that would come out otherwise, before and after, by its id; nothing of it is recorded."""

    decision: Decision
    before: Mapping[str, Standing]
    after: Mapping[str, Standing]

    @property
    def ids(self) -> tuple[str, ...]:
        """The incidents, those of the decision first."""
        return tuple(self.after)


def foreseen(decision: Decision, before: State, after: State, *, changes: Changes) -> Foreseen:
    """The difference between two looks at a casebook."""
    differs = differences(before, after, changes, first=(decision.target,))
    return Foreseen(
        decision=decision,
        before={each: was for each, (was, _) in differs.items()},
        after={each: comes for each, (_, comes) in differs.items()},
    )


def differences(
    before: State, after: State, changes: Changes, *, first: Iterable[str] = ()
) -> Mapping[str, tuple[Standing, Standing]]:
    """Each incident that stands otherwise in a later look, before and after, by its id."""
    touched = (
        *first,
        *(incident.id for incident in changes.composed),
        *changes.gone,
        *(assessment.incident_id for assessment in changes.assessed),
    )
    was, comes = _standing(touched, before), _standing(touched, after)
    return {each: (was[each], comes[each]) for each in dict.fromkeys(touched) if was[each] != comes[each]}


def _standing(ids: Iterable[str], state: State) -> Mapping[str, Standing]:
    incidents = {incident.id: incident for incident in state.incidents}
    assessed = {assessment.incident_id: assessment for assessment in state.assessments}
    return {
        each: Standing(
            incident=incidents.get(each), assessment=assessed.get(each) if each in incidents else None
        )
        for each in ids
    }
