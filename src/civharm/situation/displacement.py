"""Who is on the move, claim by claim: stocks, flows and cumulative figures never mixed (METHOD 4.3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from civharm.model.claims import Claim, Displacement, Measure
from civharm.model.places import Place
from civharm.model.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplacementEntry:
    """One figure with its unit; figures are listed and never added up."""

    displaced: Displacement
    when: When | None
    where: tuple[Place, ...]
    claim_id: str
    report_id: str


def displacement_by_measure(claims: Iterable[Claim]) -> dict[Measure, tuple[DisplacementEntry, ...]]:
    """Figures of displacement by what they measure, in order of time, the undated last."""
    found: dict[Measure, list[DisplacementEntry]] = {}
    for claim in claims:
        if claim.displaced is not None:
            entry = DisplacementEntry(
                displaced=claim.displaced,
                when=claim.when,
                where=claim.where,
                claim_id=claim.id,
                report_id=claim.report_id,
            )
            found.setdefault(claim.displaced.measure, []).append(entry)
    return {measure: tuple(sorted(found[measure], key=_in_time)) for measure in Measure if measure in found}


def _in_time(entry: DisplacementEntry) -> tuple[bool, str, str]:
    start = (entry.when.start or entry.when.end) if entry.when else None
    return start is None, str(start), entry.claim_id
