"""What a recomputation would change in a casebook: what `refresh` writes and what `rebuild` reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from civharm.casebook.models import AssessmentRow, IncidentRow
from civharm.casebook.rows import assessment_payload
from civharm.casebook.state import State
from civharm.model.assessments import Assessment
from civharm.model.incidents import (
    DoubtfulPair,
    GivenId,
    Incident,
    LedgerEntry,
    Linked,
    RelatedReport,
    Relation,
)
from civharm.model.proposals import Proposal
from civharm.model.store import Recomputed, WordCounts
from civharm.publication.lines import Line, to_plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Ids to give, incidents composed anew or no longer, linking and assessments that came out otherwise."""

    given: tuple[GivenId, ...]
    composed: tuple[Incident, ...]
    gone: tuple[str, ...]
    linking: Line | None
    assessed: tuple[Assessment, ...]
    counted: WordCounts | None = None

    def __len__(self) -> int:
        """Words that were counted anew change nothing by themselves."""
        return sum(map(len, (self.given, self.composed, self.gone, self.assessed))) + bool(self.linking)

    def __iter__(self) -> Iterator[str]:
        """Each change in words."""
        yield from (
            f"the incident {given.id} ({given.code}) is not in the log of ids" for given in self.given
        )
        yield from (f"the incident {incident.id} is composed otherwise" for incident in self.composed)
        yield from (f"the incident {incident_id} is composed no longer" for incident_id in self.gone)
        yield from (
            ["doubtful pairs, proposals, related reports, relations or the ledger came out otherwise"]
            if self.linking
            else []
        )
        yield from (
            f"the incident {assessment.incident_id} is assessed otherwise" for assessment in self.assessed
        )


def changes(recomputed: Recomputed, state: State) -> Changes:
    """The difference between what was recomputed and what is in force."""
    incidents = (*recomputed.linked.incidents, *recomputed.linked.leads)
    held = state.composed
    known = {(given.id, given.code) for given in state.given_ids}
    now = {incident.id for incident in incidents}
    linking = _linking(recomputed.linked)
    return Changes(
        given=tuple(given for given in recomputed.given if (given.id, given.code) not in known),
        composed=tuple(
            each for each in incidents if each.id not in held or _is_composed_otherwise(each, *held[each.id])
        ),
        gone=tuple(incident_id for incident_id in held if incident_id not in now),
        linking=linking if linking != (state.linking or _EMPTY) else None,
        assessed=_assessed(recomputed.assessments, state),
        counted=recomputed.counted,
    )


_EMPTY: Line = {"doubtful": [], "ledger": [], "related": [], "relations": [], "proposals": []}


def _linking(linked: Linked) -> Line:
    return {
        "doubtful": [to_plain(DoubtfulPair, pair) for pair in linked.doubtful],
        "ledger": [to_plain(LedgerEntry, entry) for entry in linked.ledger],
        "related": [to_plain(RelatedReport, one) for one in linked.related],
        "relations": [to_plain(Relation, one) for one in linked.relations],
        "proposals": [to_plain(Proposal, one) for one in linked.proposals],
    }


def _assessed(assessments: Sequence[Assessment], state: State) -> tuple[Assessment, ...]:
    held = state.assessed
    return tuple(
        each
        for each in assessments
        if each.incident_id not in held or _is_assessed_otherwise(each, *held[each.incident_id])
    )


def _is_composed_otherwise(made: Incident, row: IncidentRow, held: Incident) -> bool:
    return made != held and _differs(to_plain(Incident, made), row.payload or {}, to_plain(Incident, held))


def _is_assessed_otherwise(made: Assessment, row: AssessmentRow, held: Assessment) -> bool:
    return made != held and _differs(assessment_payload(made), row.payload, to_plain(Assessment, held))


def _differs(made: Line, kept: Line, as_written_now: Line) -> bool:
    """True if it says something else than what is kept, which may be written as an older program wrote it."""
    return made != kept and any(as_written_now[key] != value for key, value in made.items())
