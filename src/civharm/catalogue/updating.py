"""Bringing the catalogue up to the casebook: nothing is done where nothing has happened, and only what differs is written.

Two processes may do so at once: whoever comes second finds the work done, or does again what the first could not know.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

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
    RefreshRow,
    ReportRow,
)
from civharm.casebook.refreshing import one_moment
from civharm.catalogue.filling import Filling, Known
from civharm.catalogue.models import MarkRow
from civharm.catalogue.queueing import Queueing
from civharm.catalogue.stored import stored_record
from civharm.catalogue.writing import (
    CLAIMS,
    INCIDENTS,
    QUEUES,
    REPORTS,
    Difference,
    RelationDraft,
    Writer,
    difference,
)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """All that rows depend on: the last row of each table, the decision that incidents follow, and the terms.

    The terms are the compartments and how the program makes rows.
    """

    last: tuple[int, ...]
    followed: int
    terms: str

    @classmethod
    def of(cls, kept: str) -> Self:
        """The mark as it is kept; rows of an older program are on other terms anyway."""
        fields = json.loads(kept)
        last = tuple(fields["last"]) if len(fields["last"]) == len(_TABLES) else (0,) * len(_TABLES)
        return cls(last=last, followed=fields.get("followed", last[-1]), terms=fields["terms"])

    def as_json(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self))

    def says_as_much_as(self, other: Self) -> bool:
        """True if rows of both say the same."""
        return (self.last, self.terms) == (other.last, other.terms)


def bring_up_to_date(casebook: "Casebook") -> int:
    """Write what differs; how many rows that changed."""
    alias = casebook.alias
    kept, now = _kept_mark(alias), mark_of(casebook)
    if kept == now:
        return 0
    if kept is not None and kept.says_as_much_as(now):  # a recomputation changed nothing
        return _remark(alias, now)
    while True:
        found = _found(casebook)
        with transaction.atomic(using=alias):
            writer = Writer(alias)
            writer.alone()
            kept = _kept_mark(alias)
            if _is_overtaken(kept, found.now):
                return 0
            if kept == found.before:
                return found.keep(writer)
        # else somebody wrote meanwhile, and less than this: what differs now is found anew


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What is to be written so that the rows say what the casebook says: worked out while others write."""

    before: Mark | None
    now: Mark
    differences: tuple[Difference, ...]
    relations: tuple[RelationDraft, ...]

    def keep(self, writer: Writer) -> int:
        """Write it; how many rows that changed."""
        changed = sum(map(writer.keep, self.differences))
        writer.relations(self.relations)
        writer.mark(self.now.as_json())
        return changed


def _found(casebook: "Casebook") -> _Found:
    alias = casebook.alias
    with one_moment(alias):
        filling = _filling(casebook, casebook.state_of_moment(), walls_in_force(alias))
        drafts = (
            (REPORTS, filling.reports()),
            (CLAIMS, filling.claims()),
            (INCIDENTS, filling.incidents()),
            (QUEUES, Queueing(filling).drafts()),
        )
        return _Found(
            before=_kept_mark(alias),
            now=mark_of(casebook),
            differences=tuple(difference(alias, *each) for each in drafts),
            relations=tuple(filling.relations()),
        )


def _remark(alias: str, now: Mark) -> int:
    """Say that nothing is to be changed in the rows."""
    with transaction.atomic(using=alias):
        writer = Writer(alias)
        writer.alone()
        if not _is_overtaken(_kept_mark(alias), now):
            writer.mark(now.as_json())
    return 0


def _filling(casebook: "Casebook", state: "State", walls: Walls) -> Filling:
    known = Known(
        reviews={claim: review.value for claim, review in state.reviewed.reviews.items()},
        added_at={report: row.recorded_at for report, row in state.report_rows.items()},
        changed_at=_changed_at(state),
        is_second_person_needed=casebook.folder.is_second_person_needed,
    )
    return Filling(stored_record(casebook, state), known, walls, memory=casebook.memory)


def _changed_at(state: "State") -> Mapping[str, datetime]:
    """When each incident came out otherwise last: composed or assessed."""
    found = {incident: row.recorded_at for incident, row in state.composed_rows.items()}
    for incident, row in state.machine_assessments.items():
        found[incident] = max(found.get(incident, row.recorded_at), row.recorded_at)
    return found


def mark_of(casebook: "Casebook") -> Mark:
    """All that the rows depend on as it is now."""
    lasts = ", ".join(map(_last_of, _TABLES))
    with connections[casebook.alias].cursor() as cursor:
        cursor.execute(f"SELECT {lasts}, (SELECT max(decision) FROM {RefreshRow._meta.db_table})")
        *last, followed = (each or 0 for each in cursor.fetchone())
    walls = walls_in_force(casebook.alias).version
    terms = stable_id(program_hash(), walls, str(casebook.folder.is_second_person_needed))
    return Mark(last=tuple(last), followed=followed, terms=terms)


def _last_of(table: type[AppendOnly]) -> str:
    """A query for the last row of a table; logins and looks at names change nothing of what the rows say."""
    if table is not CustodyRow:
        return f"(SELECT max(id) FROM {table._meta.db_table})"
    others = ", ".join(f"'{action}'" for action in sorted(ACCOUNT_ACTIONS))
    return f"(SELECT id FROM {table._meta.db_table} WHERE action NOT IN ({others}) ORDER BY id DESC LIMIT 1)"


def _kept_mark(alias: str) -> Mark | None:
    kept = MarkRow.objects.using(alias).values_list("mark", flat=True).first()
    return Mark.of(kept) if kept else None


def _is_overtaken(kept: Mark | None, now: Mark) -> bool:
    """True if what is kept was made of as much as we know, or more, on the same terms."""
    return (
        kept is not None
        and kept.terms == now.terms
        and kept.followed >= now.followed
        and all(their >= our for their, our in zip(kept.last, now.last, strict=True))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Of which moment of the casebook the rows are: its last rows then, and the last decision that incidents followed."""

    lasts: Mapping[type[AppendOnly], int]
    followed: int
    is_newest: bool

    @property
    def is_level(self) -> bool:
        """True if they say all that the casebook says, and incidents follow from all that people decided."""
        return self.is_newest and self.lasts[DecisionRow] <= self.followed


def shown_by(casebook: "Casebook") -> Shown | None:
    """Of which moment the rows are; None where there are none yet."""
    kept = _kept_mark(casebook.alias)
    if kept is None:
        return None
    lasts = dict(zip(_TABLES, kept.last, strict=True))
    return Shown(lasts=lasts, followed=kept.followed, is_newest=kept == mark_of(casebook))


def forget(alias: str) -> None:
    """Throw all rows away that are made of the casebook."""
    with transaction.atomic(using=alias):
        writer = Writer(alias)
        writer.alone()
        for table in (REPORTS, CLAIMS, INCIDENTS, QUEUES):
            writer.clear(table)
        writer.relations(())
        MarkRow.objects.using(alias).all().delete()
