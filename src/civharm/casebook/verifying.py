"""Looking for tampering: the chain of custody, its exported copy, the captured bytes, the rows."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice, zip_longest

from civharm.casebook import tombstones, translating
from civharm.casebook.captures import CaptureStore
from civharm.casebook.custody import CustodyAction, CustodyLog, hash_of, verify_chain
from civharm.casebook.custody_table import DatabaseCustody
from civharm.casebook.models import (
    CaptureRow,
    ClaimRow,
    DecisionRow,
    GivenIdRow,
    ProtectedReadRow,
    ReadingRow,
    ReportRow,
    VictimRow,
)
from civharm.casebook.reading_names import read_detail
from civharm.casebook.rows import (
    capture_detail,
    decision_action,
    decision_detail,
    decision_of,
    given_detail,
    reading_detail,
    report_detail,
)
from civharm.casebook.without import ALL, Without, rows_of
from civharm.places.layers.shelf import Shelf

#: An act as the chain names it: action, subject, hash of what was done.
_Act = tuple[str, str, str]
_AHEAD = 256


def problems(alias: str, captures: CaptureStore, log: CustodyLog, layers: Shelf) -> Iterator[str]:
    """Everything that is not as it was left, in words."""
    table = DatabaseCustody(alias)
    broken = verify_chain(table.after(0))
    if broken:
        yield f"chain of custody: {broken}"
    yield from _log_differs(log, table)
    yield from _captures_differ(alias, captures)
    yield from _rows_differ(alias)
    yield from _layers_differ(alias, layers)


def _captures_differ(alias: str, captures: CaptureStore) -> Iterator[str]:
    """Hashing lets other threads run: one for each core, a few hundred captures ahead at most."""
    hashes = CaptureRow.objects.using(alias).order_by("id").values_list("sha256", flat=True).iterator()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        while ahead := list(islice(hashes, _AHEAD)):
            yield from filter(None, pool.map(captures.fault_of, ahead))
    for sha256 in sorted(tombstones.destroyed_at_all(alias)):
        if captures.path_of(sha256).exists():
            yield f"the capture {sha256} was destroyed by decision, and its bytes are there: open the casebook to remove them"


def _log_differs(log: CustodyLog, table: DatabaseCustody) -> Iterator[str]:
    for seq, (exported, held) in enumerate(zip_longest(log.entries(), table.after(0)), start=1):
        if exported != held:
            yield f"chain of custody: {log.path.name} and the database differ at entry {seq}"
            return


def _rows_differ(alias: str) -> Iterator[str]:
    """Rows that are no longer what the chain says: someone got past the triggers."""
    kept = {*acts_kept(alias), *tombstones.acts(alias)}
    entries = DatabaseCustody(alias).after(0)
    logged = {(e.action, e.subject, e.detail_sha256) for e in entries if e.action in _COVERED}
    destroyed = {act for stone in tombstones.tombstones(alias) for act in stone.acts}
    for action, subject, _ in sorted((kept ^ logged) - destroyed):
        yield f"{action} {subject}: the rows are not those that the chain of custody saw"
    for action, subject, _ in sorted(kept & destroyed):
        yield f"{action} {subject}: the rows are still there, and a tombstone says that they are destroyed"
    yield from tombstones.marks_that_differ(alias)
    yield from _reads_differ(alias)


def _reads_differ(alias: str) -> Iterator[str]:
    """Looks at names that the chain does not know; it knows older ones that were kept there alone."""
    action = CustodyAction.PROTECTED_READ.value
    logged = {(e.subject, e.detail_sha256) for e in DatabaseCustody(alias).after(0) if e.action == action}
    for row in ProtectedReadRow.objects.using(alias).order_by("id"):
        if (row.subject, hash_of(read_detail(row))) not in logged:
            yield f"{action} {row.subject}: the chain of custody saw no such look at names"


def _layers_differ(alias: str, layers: Shelf) -> Iterator[str]:
    """Layers of places that are not those that were loaded last under their names."""
    logged: dict[str, str] = {}
    for entry in DatabaseCustody(alias).after(0):
        if entry.action == CustodyAction.PLACES_LOADED.value:
            logged[entry.subject] = entry.detail_sha256
        elif entry.action == CustodyAction.PLACES_REMOVED.value:
            logged.pop(entry.subject, None)
    held = {name: hash_of(layers.detail(name)) for name in layers.names()}
    for name in sorted(logged.keys() | held.keys()):
        if name not in held:
            yield f"the layer of places {name} is missing: load its file again"
        elif logged.get(name) != held[name]:
            yield f"the layer of places {name} is not the one that the chain of custody saw: load its file again"


_COVERED = {
    CustodyAction.DESTROYED.value,
    CustodyAction.CAPTURED.value,
    CustodyAction.REPORT_KEPT.value,
    CustodyAction.TRANSLATION_KEPT.value,
    CustodyAction.READ.value,
    CustodyAction.INCIDENT_GIVEN.value,
    CustodyAction.DECIDED.value,
    CustodyAction.GRADING_SIGNED.value,
}


def acts_kept(alias: str, *, without: Without = ALL) -> Iterator[_Act]:
    """What the chain of custody must say of the rows; `without` are rows that are left out, by table."""
    for acts_of in (_captures, _reports, translating.acts, _readings, _decisions, _given_ids):
        yield from acts_of(alias, without)


def _captures(alias: str, without: Without) -> Iterator[_Act]:
    for row in rows_of(CaptureRow, alias, without):
        yield CustodyAction.CAPTURED.value, row.sha256, hash_of(capture_detail(row))


def _reports(alias: str, without: Without) -> Iterator[_Act]:
    for row in rows_of(ReportRow, alias, without).select_related("rendition"):
        yield (
            CustodyAction.REPORT_KEPT.value,
            row.report_id,
            hash_of(report_detail(row.payload, row.rendition)),
        )


def _given_ids(alias: str, without: Without) -> Iterator[_Act]:
    for row in rows_of(GivenIdRow, alias, without):
        yield CustodyAction.INCIDENT_GIVEN.value, row.incident_id, hash_of(given_detail(row))


def _readings(alias: str, without: Without) -> Iterator[_Act]:
    for row in rows_of(ReadingRow, alias, without):
        claims = ClaimRow.objects.using(alias).filter(reading=row).order_by("id")
        victims = VictimRow.objects.using(alias).filter(reading=row).order_by("id")
        detail = reading_detail(
            row.rendition_id,
            claims=list(claims.values_list("payload", flat=True)),
            victims=list(victims.values_list("payload", flat=True)),
        )
        yield CustodyAction.READ.value, row.report_id, hash_of(detail)


def _decisions(alias: str, without: Without) -> Iterator[_Act]:
    for row in rows_of(DecisionRow, alias, without):
        decision = decision_of(row)
        yield decision_action(decision).value, decision.id, hash_of(decision_detail(decision))
