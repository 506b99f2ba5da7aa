"""When a report is read again: which new claim stands for which old one, and which issues are past."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace

from civharm.casebook.anchors import find_again, successor
from civharm.casebook.models import IssueRow, ReadingRow
from civharm.model.claims import Claim
from civharm.model.store import SECOND
from civharm.places.layers.layer import PLACES_MARK

#: Readings of a report that was read a second time.
_BOTH = 2


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


def read_otherwise(readings: Iterable[Sequence[ReadingRow]], readers: Container[str], *, mark: str) -> int:
    """Of how many reports one of these readers read last with other layers of places than those of the mark."""
    return sum(
        any(row.reader in readers and not _is_marked(row.version, mark) for row in rows) for rows in readings
    )


def _is_marked(version: str, mark: str) -> bool:
    """True if the reader's version says that it read with just these layers of places."""
    return version.endswith(mark) if mark else PLACES_MARK not in version


def still_stands(row: IssueRow, readings: Mapping[str, Sequence[ReadingRow]]) -> bool:
    """Not that of an older reading, nor that a report has no reader once it was read, or read again."""
    of_report = readings.get(row.report_id or "", ())
    if row.reading_id is None and row.stage == SECOND:
        return len(of_report) < _BOTH
    if row.reading_id is None:
        return not of_report or row.stage != "claims"
    return row.reading_id in {reading.id for reading in of_report}
