"""What is left of evidence that was destroyed, in rows."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from civharm.casebook.captures import CaptureStore
from civharm.casebook.custody import CustodyAction, hash_of
from civharm.casebook.models import DestroyedRow, TombstoneRow
from civharm.model.issues import Issue
from civharm.model.tombstones import Tombstone

if TYPE_CHECKING:
    from civharm.casebook.state import State


def tombstone_detail(row: TombstoneRow) -> dict[str, object]:
    """What the chain of custody holds the hash of."""
    return {
        "sha256": row.sha256,
        "size": row.size,
        "by": row.by,
        "reason": row.reason,
        "rule": row.rule,
        "detail": row.detail,
    }


def tombstone_of(row: TombstoneRow) -> Tombstone:
    return Tombstone(
        sha256=row.sha256,
        size=row.size,
        captured_at=datetime.fromisoformat(row.detail["captured_at"]),
        destroyed_at=row.recorded_at,
        by=row.by,
        reason=row.reason,
        rule=row.rule,
        reports=tuple(row.detail["reports"]),
        incidents=tuple(row.detail["incidents"]),
        acts=tuple((action, subject, digest) for action, subject, digest in row.detail["acts"]),
        rows={table: tuple(ids) for table, ids in row.detail["rows"].items()},
    )


def tombstones(alias: str) -> tuple[Tombstone, ...]:
    """What was destroyed, in order."""
    return tuple(map(tombstone_of, TombstoneRow.objects.using(alias).order_by("id")))


def destroyed_at_all(alias: str) -> frozenset[str]:
    """The hashes of all that was destroyed."""
    return frozenset(TombstoneRow.objects.using(alias).values_list("sha256", flat=True))


def acts(alias: str) -> Iterator[tuple[str, str, str]]:
    """What the chain of custody must say of the tombstones: action, subject, hash of what was done."""
    for row in TombstoneRow.objects.using(alias).order_by("id"):
        yield CustodyAction.DESTROYED.value, row.sha256, hash_of(tombstone_detail(row))


def marks_that_differ(alias: str) -> Iterator[str]:
    """Tombstones whose marked rows are not those that they say."""
    for row in TombstoneRow.objects.using(alias).order_by("id"):
        marked = DestroyedRow.objects.using(alias).filter(tombstone=row).values_list("table_name", "row")
        said = {(table, each) for table, ids in row.detail["rows"].items() for each in ids}
        if set(marked) != said:
            yield f"the tombstone of {row.sha256} does not say of all rows that are marked under it that they are destroyed"


def destroyed_issues(state: "State") -> Iterator[Issue]:
    """Incidents in force that rested on something that is destroyed: their numbers are of what is left."""
    named = {incident.id: incident.code or incident.id for incident in state.incidents}
    for stone in map(tombstone_of, state.rows(TombstoneRow)):
        for incident in stone.incidents:
            if incident in named:
                message = (
                    f"{named[incident]}: evidence that it rested on was destroyed on {stone.destroyed_at:%Y-%m-%d} by "
                    f"{stone.by} ({stone.rule}; SHA-256 {stone.sha256}): its numbers are of what is left"
                )
                yield Issue(stage="custody", code="evidence-destroyed", message=message)


def finish_destroying(alias: str, captures: CaptureStore) -> None:
    """Have the bytes gone that tombstones stand for: a crash may have left some."""
    for sha256 in destroyed_at_all(alias):
        if captures.path_of(sha256).exists():
            captures.remove(sha256)
