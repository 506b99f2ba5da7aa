"""Having evidence of a casebook destroyed, or seeing first what that would come to."""

from django.db import transaction

from civharm.casebook.captures import CaptureStore
from civharm.casebook.changes import changes
from civharm.casebook.destroying import Destruction, Wanted, destroy
from civharm.casebook.foreseeing import differences
from civharm.casebook.parsed import forget_claims
from civharm.casebook.scrubbing import scrub
from civharm.casebook.store import Casebook
from civharm.casebook.tombstones import finish_destroying
from civharm.casebook.writing import Writer
from civharm.model.store import Recompute


def destroy_evidence(casebook: Casebook, wanted: Wanted, recompute: Recompute) -> Destruction:
    """Remove bytes and all that was read of them, and leave a tombstone; incidents and tolls follow in the same act.

    Raises CivharmError where nothing is there, or it is held. It can't be undone.
    """
    with casebook.account_act(by=wanted.by) as writer:
        found = _destroyed(casebook, wanted, recompute, writer)
    finish_destroying(casebook.alias, CaptureStore(casebook.folder.captures_path))
    casebook.folder.workings_path.unlink(missing_ok=True)
    scrub(casebook.alias)
    casebook.memory.forget()
    forget_claims()
    return found


def foresee_destruction(casebook: Casebook, wanted: Wanted, recompute: Recompute) -> Destruction:
    """What it would come to. Nothing of it is kept."""
    with casebook.account_act(by=wanted.by) as writer:
        found = _destroyed(casebook, wanted, recompute, writer)
        transaction.set_rollback(True, using=casebook.alias)
    return found


def _destroyed(casebook: Casebook, wanted: Wanted, recompute: Recompute, writer: Writer) -> Destruction:
    before = casebook.state()
    _ = (before.incidents, before.assessments, before.signed)  # a look keeps what it has read
    stones = destroy(wanted, writer, before)
    after = casebook.state()
    found = changes(recompute(casebook), after)
    writer.changes(found)
    differs = differences(before, casebook.state(), found)
    return Destruction(tombstones=stones, differs=differs, signed=frozenset(before.signed))
