"""Who holds which place, claim by claim over time."""

from collections.abc import Iterable
from dataclasses import dataclass

from civharm.model.claims import Claim, Control
from civharm.model.places import Place
from civharm.model.times import When


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlEntry:
    """One claim on the control of a place: never settled here, only put in order."""

    place: Place | None
    when: When | None
    control: Control
    claim_id: str
    report_id: str


def control_by_place(claims: Iterable[Claim]) -> dict[str, tuple[ControlEntry, ...]]:
    """Claims on control by the place's name, each place's in order of time, the undated last."""
    found: dict[str, list[ControlEntry]] = {}
    for entry in (entry for claim in claims for entry in _entries(claim)):
        found.setdefault(entry.place.name if entry.place else "", []).append(entry)
    return {name: tuple(sorted(entries, key=_in_time)) for name, entries in sorted(found.items())}


def _entries(claim: Claim) -> list[ControlEntry]:
    if claim.control is None:
        return []
    return [
        ControlEntry(
            place=place, when=claim.when, control=claim.control, claim_id=claim.id, report_id=claim.report_id
        )
        for place in claim.where or (None,)
    ]


def _in_time(entry: ControlEntry) -> tuple[bool, str, str]:
    start = (entry.when.start or entry.when.end) if entry.when else None
    return start is None, str(start), entry.claim_id
