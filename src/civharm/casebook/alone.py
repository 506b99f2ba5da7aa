"""One incident and its claims out of a casebook's state, without loading the others."""

from collections.abc import Iterable
from itertools import chain

from django.db.models import Q

from civharm.casebook.models import AssessmentRow, ClaimRow, IncidentRow
from civharm.casebook.review import corrected_id
from civharm.casebook.state import State
from civharm.model.decisions import Action
from civharm.model.incidents import Incident
from civharm.publication.lines import from_plain


def composed_one(incident_id: str, state: State) -> tuple[IncidentRow, Incident] | None:
    """The incident with its row; None where it is composed no longer, or never was."""
    row = state.rows(IncidentRow).filter(incident_id=incident_id).last()
    return (row, from_plain(Incident, row.payload)) if row and row.payload is not None else None


def assessment_row_of(incident_id: str, state: State) -> AssessmentRow | None:
    """The newest assessment of one incident."""
    return state.rows(AssessmentRow).filter(incident_id=incident_id).last()


def kin(claims: Iterable[str], state: State) -> frozenset[str]:
    """Claims with all that they superseded or that superseded them, and what people corrected them to or from."""
    corrections = [
        (str(row.root), corrected_id(str(row.root), row.decision_id))
        for row in state.decision_rows.values()
        if row.action == Action.CORRECT_CLAIM
    ]
    found: set[str] = set()
    new = set(claims)
    while new:
        found |= new
        told = Q(claim_id__in=new) | Q(supersedes__in=new)
        pairs = state.rows(ClaimRow).filter(told).values_list("claim_id", "supersedes")
        by_hand = (pair for pair in corrections if not new.isdisjoint(pair))
        new = {name for name in chain.from_iterable((*pairs, *by_hand)) if name} - found
    return frozenset(found)
