"""Bringing the catalogue up to the casebook: nothing is done where nothing has happened, and only what differs is written.

Two processes may do so at once: whoever comes second finds the work done, or does again what the first could not know.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import connections, transaction

from civharm.accounts.compartments import Walls, walls_in_force
from civharm.casebook.append_only import AppendOnly
from civharm.casebook.custody import ACCOUNT_ACTIONS
from civharm.casebook.models import (
    AssessmentRow,
    CaptureRow,
    CustodyRow,
    DecisionRow,
    IncidentRow,
    IssueRow,
    LinkingRow,
    ReadingRow,
    ReportRow,
)
from civharm.catalogue.filling import Filling, Known
from civharm.catalogue.models import MarkRow
from civharm.catalogue.queueing import Queueing
from civharm.catalogue.stored import stored_record
from civharm.catalogue.writing import CLAIMS, INCIDENTS, QUEUES, REPORTS, Writer
from civharm.files.program import program_hash
from civharm.model.ids import stable_id

if TYPE_CHECKING:
    from civharm.casebook.state import State
    from civharm.casebook.store import Casebook

#: Where rows are added whenever something happens: not every act of a recomputation is on the chain of custody.
_TABLES = (
    CustodyRow,
    CaptureRow,
    ReportRow,
    ReadingRow,
    IssueRow,
    IncidentRow,
    LinkingRow,
    AssessmentRow,
    DecisionRow,
)


def bring_up_to_date(casebook: "Casebook") -> int:
    """Write what differs; how many rows that changed."""
    alias = casebook.alias
    now = mark_of(casebook)  # before anything is read: what comes meanwhile is seen to be missing
    if _kept_mark(alias) == now:
        return 0
    filling = _filling(casebook, casebook.state(), walls_in_force(alias))
    with transaction.atomic(using=alias):
        writer = Writer(alias)
        writer.alone()
        if _is_overtaken(_kept_mark(alias), now):
            return 0
        changed = writer.write(REPORTS, filling.reports())
        changed += writer.write(CLAIMS, filling.claims())
        changed += writer.write(INCIDENTS, filling.incidents())
        changed += writer.write(QUEUES, Queueing(filling).drafts())
        writer.relations(filling.record.relations)
        writer.mark(now)
    return changed


def _filling(casebook: "Casebook", state: "State", walls: Walls) -> Filling:
    known = Known(
        reviews={claim: review.value for claim, review in state.reviewed.reviews.items()},
        added_at={report: row.recorded_at for report, row in state.report_rows.items()},
        changed_at=_changed_at(state),
        is_second_person_needed=casebook.folder.is_second_person_needed,
    )
    return Filling(stored_record(casebook, state), known, walls)


def _changed_at(state: "State") -> Mapping[str, datetime]:
    """When each incident came out otherwise last: composed or assessed."""
    found = {incident: row.recorded_at for incident, row in state.composed_rows.items()}
    for incident, row in state.machine_assessments.items():
        found[incident] = max(found.get(incident, row.recorded_at), row.recorded_at)
    return found


def mark_of(casebook: "Casebook") -> str:
    """All that the rows depend on: the last row of each table, the compartments, how the program makes rows."""
    lasts = ", ".join(map(_last_of, _TABLES))
    with connections[casebook.alias].cursor() as cursor:
        cursor.execute(f"SELECT {lasts}")
        last = [each or 0 for each in cursor.fetchone()]
    walls = walls_in_force(casebook.alias).version
    terms = stable_id(program_hash(), walls, str(casebook.folder.is_second_person_needed))
    return json.dumps({"last": last, "terms": terms})


def _last_of(table: type[AppendOnly]) -> str:
    """A query for the last row of a table; logins and looks at names change nothing of what the rows say."""
    if table is not CustodyRow:
        return f"(SELECT max(id) FROM {table._meta.db_table})"
    others = ", ".join(f"'{action}'" for action in sorted(ACCOUNT_ACTIONS))
    return f"(SELECT id FROM {table._meta.db_table} WHERE action NOT IN ({others}) ORDER BY id DESC LIMIT 1)"


def _kept_mark(alias: str) -> str | None:
    return MarkRow.objects.using(alias).values_list("mark", flat=True).first()


def _is_overtaken(kept: str | None, now: str) -> bool:
    """True if what is kept was made of as much as we know, or more, on the same terms."""
    if kept is None:
        return False
    theirs, ours = json.loads(kept), json.loads(now)
    return bool(
        theirs["terms"] == ours["terms"]
        and all(their >= our for their, our in zip(theirs["last"], ours["last"], strict=True))
    )


def is_filled(alias: str) -> bool:
    """True once the rows were made."""
    return _kept_mark(alias) is not None


def forget(alias: str) -> None:
    """Throw all rows away that are made of the casebook."""
    with transaction.atomic(using=alias):
        writer = Writer(alias)
        writer.alone()
        for table in (REPORTS, CLAIMS, INCIDENTS, QUEUES):
            writer.clear(table)
        writer.relations(())
        MarkRow.objects.using(alias).all().delete()
