"""When a report is read again: which new claim stands for which old one."""

from collections.abc import Sequence
from dataclasses import replace

from civharm.casebook.anchors import find_again, successor
from civharm.model.claims import Claim


def with_supersedes(
    new: Sequence[Claim], old: Sequence[Claim], *, old_text: str, new_text: str
) -> tuple[Claim, ...]:
    """The new claims; one that reads the words of an old claim that is gone names it in `supersedes`."""
    known, read_now = {claim.id for claim in old}, {claim.id for claim in new}
    free = {claim.id: claim for claim in new if claim.id not in known and claim.supersedes is None}
    superseded: dict[str, str] = {}
    for gone in (claim for claim in old if claim.id not in read_now):
        span = gone.span if old_text == new_text else find_again(gone.quote, new_text)
        heir = successor(gone, span, list(free.values())) if span else None
        if heir:
            superseded[heir.id] = gone.id
            del free[heir.id]
    return tuple(
        replace(claim, supersedes=superseded[claim.id]) if claim.id in superseded else claim for claim in new
    )
