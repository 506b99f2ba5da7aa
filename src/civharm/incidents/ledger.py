"""The ledger of figures for a period or an area: beside the incidents, never inside one (T14, METHOD R19)."""

from collections.abc import Iterable, Sequence

from civharm.incidents.distance import is_fine, same_place, separation
from civharm.model.claims import Claim, ClaimKind
from civharm.model.incidents import Incident, LedgerEntry
from civharm.model.places import Place, PlacePrecision


def ledger_of(claims: Iterable[Claim], incidents: Sequence[Incident]) -> tuple[LedgerEntry, ...]:
    """All aggregates, each with the incidents that it may include: adding both would count twice."""
    aggregates = sorted(
        (claim for claim in claims if claim.kind is ClaimKind.AGGREGATE), key=lambda claim: claim.id
    )
    return tuple(
        LedgerEntry(
            claim_id=claim.id,
            report_id=claim.report_id,
            when=claim.when,
            where=claim.where,
            casualties=claim.casualties,
            overlaps=tuple(
                incident.founding_claim for incident in incidents if _may_include(claim, incident)
            ),
        )
        for claim in aggregates
    )


def _may_include(claim: Claim, incident: Incident) -> bool:
    """True unless time or place rules it out; an unknown one rules nothing out."""
    if claim.when and incident.when and not claim.when.overlaps(incident.when):
        return False
    return (
        not claim.where
        or incident.where is None
        or any(_covers(area, incident.where) for area in claim.where)
    )


def _covers(area: Place, place: Place) -> bool:
    if area.precision is PlacePrecision.COUNTRY:
        return area.country == place.country
    ratio = separation(area, place)
    if ratio is not None and not is_fine(area):
        return ratio <= 1
    return ratio is None or ratio <= 1 or same_place(area, place)
