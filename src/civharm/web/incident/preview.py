"""What a decision would come to, before anybody signs it: each incident that would change, before and after."""

from collections.abc import Mapping, Sequence
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
    """All incidents that would change and may be seen, how many others would; `seen` are the versions it was made on."""

    incidents: tuple[IncidentPreview, ...]
    hidden: int
    seen: tuple[str, ...]


#: The records of the incidents that the person may see, by their ids.
Indexes = Mapping[str, Index]


def preview(indexes: Indexes, foreseen: "Foreseen") -> Preview:
    """An incident that is not there yet may be seen by whoever may see all that it would be made of."""
    shown = [each for each in foreseen.ids if _may_be_seen(each, indexes, foreseen.after[each])]
    return Preview(
        incidents=tuple(
            _incident(indexes, each, foreseen.before[each], foreseen.after[each]) for each in shown
        ),
        hidden=len(foreseen.ids) - len(shown),
        seen=foreseen.decision.seen,
    )


def _may_be_seen(incident_id: str, indexes: Indexes, after: "Standing") -> bool:
    claims = _claims(after.incident)
    known = {claim for index in indexes.values() for claim in index.claims}
    return incident_id in indexes or (bool(claims) and known.issuperset(claims))


def _incident(indexes: Indexes, incident_id: str, before: "Standing", after: "Standing") -> IncidentPreview:
    was, comes = _claims(before.incident), _claims(after.incident)
    return IncidentPreview(
        id=incident_id,
        name=_name(incident_id, after.incident or before.incident),
        becomes=_becomes(before.incident, after.incident),
        changes=differences(
            facts_of(before.incident, before.assessment), facts_of(after.incident, after.assessment)
        ),
        gained=_cards(indexes, [claim for claim in comes if claim not in was]),
        lost=_cards(indexes, [claim for claim in was if claim not in comes]),
        is_there=incident_id in indexes,
    )


def _claims(incident: Incident | None) -> Sequence[str]:
    return incident.claims if incident else ()


def _cards(indexes: Indexes, claims: Sequence[str]) -> tuple[ClaimCard, ...]:
    found = {
        claim.id: claim_card(index, claim) for index in indexes.values() for claim in index.claims_of(claims)
    }
    return tuple(found[claim] for claim in claims if claim in found)


def _name(incident_id: str, incident: Incident | None) -> str:
    return (incident.code if incident else "") or incident_id


def _becomes(before: Incident | None, after: Incident | None) -> str:
    if before is None:
        is_lead = after is not None and after.status is RecordStatus.LEAD
        return _("a new lead") if is_lead else _("a new incident")
    if after is None:
        return _("is an incident of its own no more")
    return _("comes out otherwise")
