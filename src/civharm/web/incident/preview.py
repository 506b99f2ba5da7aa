"""What a decision would come to, before anybody signs it: each incident that would change, before and after."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from civharm.catalogue.record import Index
from civharm.model.incidents import Incident, RecordStatus
from civharm.web.incident.facts import Change, differences, facts_of
from civharm.web.pages.parts import ClaimCard, claim_card

if TYPE_CHECKING:
    from civharm.casebook.foreseeing import Foreseen, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPreview:
    """One incident: what becomes of it, what would come out otherwise, the claims that come in and those that leave."""

    id: str
    name: str
    becomes: str
    changes: tuple[Change, ...]
    gained: tuple[ClaimCard, ...]
    lost: tuple[ClaimCard, ...]
    is_there: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """All incidents that would change; `seen` are the versions that the preview was made on."""

    incidents: tuple[IncidentPreview, ...]
    seen: tuple[str, ...]


def preview(index: Index, foreseen: "Foreseen") -> Preview:
    return Preview(
        incidents=tuple(
            _incident(index, each, foreseen.before[each], foreseen.after[each]) for each in foreseen.ids
        ),
        seen=foreseen.decision.seen,
    )


def _incident(index: Index, incident_id: str, before: "Standing", after: "Standing") -> IncidentPreview:
    was, comes = _claims(before.incident), _claims(after.incident)
    return IncidentPreview(
        id=incident_id,
        name=_name(incident_id, after.incident or before.incident),
        becomes=_becomes(before.incident, after.incident),
        changes=differences(
            facts_of(before.incident, before.assessment), facts_of(after.incident, after.assessment)
        ),
        gained=_cards(index, [claim for claim in comes if claim not in was], incident_id),
        lost=_cards(index, [claim for claim in was if claim not in comes], incident_id),
        is_there=incident_id in index.incidents,
    )


def _claims(incident: Incident | None) -> Sequence[str]:
    return incident.claims if incident else ()


def _cards(index: Index, claims: Sequence[str], incident_id: str) -> tuple[ClaimCard, ...]:
    return tuple(claim_card(index, claim, incident_id=incident_id) for claim in index.claims_of(claims))


def _name(incident_id: str, incident: Incident | None) -> str:
    return (incident.code if incident else "") or incident_id


def _becomes(before: Incident | None, after: Incident | None) -> str:
    if before is None:
        is_lead = after is not None and after.status is RecordStatus.LEAD
        return _("a new lead") if is_lead else _("a new incident")
    if after is None:
        return _("is an incident of its own no more")
    return _("comes out otherwise")
