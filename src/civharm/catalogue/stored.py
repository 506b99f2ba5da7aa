"""The record of a casebook as it is now."""

from dataclasses import replace
from typing import TYPE_CHECKING

from civharm.casebook.store import Casebook
from civharm.catalogue.record import Record
from civharm.incidents.related import as_issues
from civharm.incidents.relations import by_incident
from civharm.model.collecting import without_people
from civharm.model.incidents import RecordStatus
from civharm.victims.rosters import rosters

if TYPE_CHECKING:  # needs Django set up, which opening a casebook does
    from civharm.casebook.state import State


class Stored:
    """Gives a casebook's record, read again only after something was written to it."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._read: tuple[int, Record] | None = None

    def __call__(self) -> Record:
        entries = _custody_entries(self._casebook)
        if self._read is None or self._read[0] != entries:
            self._read = (entries, stored_record(self._casebook))
        return self._read[1]


def _custody_entries(casebook: Casebook) -> int:
    """How long the chain of custody is: every act adds to it, so it tells two states apart."""
    from civharm.casebook.models import CustodyRow

    return CustodyRow.objects.using(casebook.alias).count()


def stored_record(casebook: Casebook, state: "State | None" = None) -> Record:
    """All that is in force in a casebook, from one look at it. Not masked yet; who collected what the casebook alone tells."""
    state = state or casebook.state()
    return Record(
        reports=state.reports,
        captures=tuple(replace(each, collection=without_people(each.collection)) for each in state.captures),
        texts=state.texts,
        claims=state.reviewed.claims,
        victims=state.victims,
        people={
            incident_id: roster.people
            for incident_id, roster in rosters(state.incidents, state.victims).items()
        },
        incidents=tuple(each for each in state.incidents if each.status is not RecordStatus.LEAD),
        leads=tuple(each for each in state.incidents if each.status is RecordStatus.LEAD),
        assessments=state.assessments,
        relations=by_incident(state.relations, state.incidents),
        proposals=state.proposals,
        doubtful=state.doubtful,
        ledger=state.ledger,
        issues=(*state.issues, *as_issues(state.related)),
        decisions=state.decisions,
        protection=state.protection,
    )
