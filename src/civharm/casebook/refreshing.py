"""Recomputing beside people who decide: incidents are worked out from one moment, and written if that moment still holds.

Up to which decision they follow is kept in a row, written together with them: whoever finds later decisions knows that the
casebook is behind, also after a program was killed.
"""

import fcntl
import os
from collections.abc import Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet

from civharm.casebook.append_only import AppendOnly
from civharm.casebook.changes import Changes, changes
from civharm.casebook.models import (
    AssessmentRow,
    DecisionRow,
    GivenIdRow,
    IncidentRow,
    LinkingRow,
    RefreshRow,
)
from civharm.casebook.recollection import MOST, Recollection
from civharm.casebook.state import State
from civharm.casebook.writing import Writer
from civharm.model.decisions import Decision
from civharm.model.store import Recompute, Store
from civharm.model.workings import Workings

#: All that a recomputation writes to, and what must not have happened meanwhile.
_TABLES: tuple[type[AppendOnly], ...] = (DecisionRow, IncidentRow, LinkingRow, AssessmentRow, GivenIdRow)

_WORKED_OUT = "worked out"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOut:
    """What a recomputation would write, and the last rows at the moment that it was worked out from.

    `of` is all that it was worked out from. Without changes and workings all stands as it was worked out before.
    """

    changes: Changes | None
    workings: Workings | None
    lasts: tuple[int, ...]
    of: tuple[object, ...]

    def still_holds(self, alias: str) -> bool:
        """True if nobody decided or recomputed anything since. Only while nobody writes."""
        return self.lasts == last_of_each(alias)

    def keep(self, writer: Writer) -> int:
        """Write it, with the decision up to which it follows; how many rows that changed."""
        if self.changes is not None:
            writer.changes(self.changes)
        decision = self.lasts[0]
        if decision > followed(RefreshRow.objects.using(writer.alias)):
            RefreshRow(recorded_at=writer.at, decision=decision).save(using=writer.alias)
        return len(self.changes or ())

    def remember(self, recollection: Recollection, lasts: tuple[int, ...]) -> None:
        """Let the next one find that nothing has changed since; `lasts` are the last rows once it was kept."""
        if all(len(each) <= MOST for each in self.of if isinstance(each, Sized)):
            recollection.keep(_WORKED_OUT, lasts[1:], self.of)


def worked_out(look: Store, state: State, recompute: Recompute) -> WorkedOut:
    """Recompute from one look at a casebook; `state` is what the look sees."""
    lasts = last_of_each(state.alias)
    of = (recompute, *read_by_recomputing(state))
    if state.memory is not None and state.memory.recall(_WORKED_OUT) == (lasts[1:], of):
        return WorkedOut(changes=None, workings=None, lasts=lasts, of=of)
    recomputed = recompute(look)
    return WorkedOut(changes=changes(recomputed, state), workings=recomputed.workings, lasts=lasts, of=of)


def read_by_recomputing(state: State) -> tuple[object, ...]:
    """All of a casebook that incidents and tolls are made of: a decision that leaves it as it was touches none of them."""
    return (
        *(state.reports, state.texts, state.reviewed.claims, state.victims, state.word_counts),
        *(state.judging.judged.judgements, state.holds, state.given_ids, state.standing, state.adopted),
    )


def last_of_each(alias: str) -> tuple[int, ...]:
    """The last row of each table that a recomputation writes to."""
    return tuple(_last(table.objects.using(alias).order_by("id")) for table in _TABLES)


def _last(rows: "QuerySet[AppendOnly]") -> int:
    return rows.values_list("id", flat=True).last() or 0


def followed(rows: "QuerySet[RefreshRow]") -> int:
    """The row of the last decision that incidents and tolls follow."""
    return rows.order_by("id").values_list("decision", flat=True).last() or 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Decisions that are not followed yet: when the first was made, and by whom any of them was."""

    since: datetime
    authors: frozenset[str]


def waiting(alias: str, *, followed_to: int | None = None) -> Waiting | None:
    """The decisions past one, or past all that are followed; None where there are none."""
    begin = followed(RefreshRow.objects.using(alias)) if followed_to is None else followed_to
    rows = DecisionRow.objects.using(alias).filter(id__gt=begin).order_by("id")
    found = list(rows.values_list("recorded_at", "author"))
    return Waiting(since=found[0][0], authors=frozenset(author for _, author in found)) if found else None


def waiting_in(state: State) -> tuple[Decision, ...]:
    """The decisions that incidents and tolls do not follow yet, as one look at the casebook has them."""
    last = followed(state.rows(RefreshRow))
    return tuple(each for each in state.decisions if state.decision_rows[each.id].id > last)


@contextmanager
def one_moment(alias: str) -> Iterator[None]:
    """All that is read meanwhile is of one moment, and others go on writing. Nothing may be written."""
    connection: Any = connections[alias]
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        with transaction.atomic(using=alias):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    writes, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic(using=alias):
            yield
    finally:
        connection.transaction_mode = writes


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Wait until no other program or thread recomputes this casebook: done twice at once, one would be in vain."""
    held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
