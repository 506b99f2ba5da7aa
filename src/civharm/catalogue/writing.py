"""Rows are written only where they say something else than before; each row with its page, its words and its wall."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.db import connections

from civharm.catalogue.asking import Kind
from civharm.catalogue.fulltext import INCIDENT_WORDS, REPORT_WORDS, WordsTable
from civharm.catalogue.models import (
    ClaimRow,
    IncidentRow,
    MarkRow,
    PageRow,
    PartyRow,
    QueueRow,
    RelationRow,
    ReportRow,
    Shown,
    WallRow,
)
from civharm.catalogue.walls import Wall
from civharm.catalogue.words import keys_of
from civharm.model.incidents import Relation

#: Rows that are made and written at once: memory does not grow with the casebook.
_AT_ONCE = 500
_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row as it is to be: `page` is the JSON of its sheet, `words` are the texts by which it is found."""

    row: Shown
    page: str = ""
    words: Sequence[str] = ()
    parties: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A row that is made only if its digest is another than the one that is kept."""

    key: str
    digest: str
    wall: Wall
    make: Callable[[], Entry] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A table of rows: under which column they are known, of what kind their pages are, where their words are."""

    rows: type[Shown]
    key: str
    kind: Kind | None = None
    words: WordsTable | None = None


INCIDENTS = _Table(rows=IncidentRow, key="incident_id", kind=Kind.INCIDENT, words=INCIDENT_WORDS)
REPORTS = _Table(rows=ReportRow, key="report_id", kind=Kind.REPORT, words=REPORT_WORDS)
CLAIMS = _Table(rows=ClaimRow, key="claim_id", kind=Kind.CLAIM)
QUEUES = _Table(rows=QueueRow, key="key")


class Writer:
    """Writes rows of one database; only inside a transaction, after `alone`."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._walls = {
            frozenset(json.loads(kept)): wall
            for wall, kept in WallRow.objects.using(alias).values_list("id", "compartments")
        }

    def alone(self) -> None:
        """Wait until no other process writes: on SQLite a transaction that writes is alone from its start."""
        if connections[self._alias].vendor == "postgresql":
            with connections[self._alias].cursor() as cursor:
                cursor.execute(f"LOCK TABLE {MarkRow._meta.db_table} IN EXCLUSIVE MODE")

    def write(self, table: _Table, drafts: Iterable[Draft]) -> int:
        """Make the table say what the drafts say, and no more; how many rows that changed."""
        kept = {
            key: (digest, row)
            for key, digest, row in self._all(table.rows).values_list(table.key, "digest", "id").iterator()
        }
        changed = 0
        for some in _batches(self._changed(drafts, kept)):
            self._remove(table, [kept.pop(draft.key) for draft in some if draft.key in kept])
            self._add(table, some)
            changed += len(some)
        gone = list(kept.values())
        self._remove(table, gone)
        return changed + len(gone)

    def _changed(self, drafts: Iterable[Draft], kept: dict[str, tuple[str, int]]) -> Iterator[Draft]:
        """Those to write; what stays as it is no longer is among what is gone."""
        for draft in drafts:
            if draft.key in kept and kept[draft.key][0] == draft.digest:
                del kept[draft.key]
            else:
                yield draft

    def _remove(self, table: _Table, rows: Sequence[tuple[str, int]]) -> None:
        for some in _batches(rows):
            ids = [row for _, row in some]
            if table.words:
                table.words.remove(self._alias, ids)
            going = self._all(table.rows).filter(id__in=ids)
            if table.kind:
                keys = list(going.values_list(table.key, flat=True))
                self._all(PageRow).filter(kind=table.kind.value, subject_id__in=keys).delete()
            going.delete()

    def _add(self, table: _Table, drafts: Sequence[Draft]) -> None:
        entries = [draft.make() for draft in drafts]
        for entry, draft in zip(entries, drafts, strict=True):
            entry.row.digest, entry.row.wall = draft.digest, self._wall(draft.wall)
        self._all(table.rows).bulk_create([entry.row for entry in entries])
        if table.kind:
            self._all(PageRow).bulk_create(
                PageRow(
                    kind=table.kind.value, subject_id=draft.key, payload=entry.page, wall=entry.row.wall,
                    digest=draft.digest,
                )
                for entry, draft in zip(entries, drafts, strict=True)
            )  # fmt: skip
        if table.words:
            table.words.write(self._alias, [(entry.row.id, keys_of(entry.words)) for entry in entries])
        PartyRow.objects.using(self._alias).bulk_create(
            PartyRow(incident_id=entry.row.id, name=name) for entry in entries for name in entry.parties
        )

    def clear(self, table: _Table) -> None:
        """Take all rows of a table away, also what was left of them by whoever damaged it."""
        if table.words:
            table.words.clear(self._alias)
        if table.kind:
            self._all(PageRow).filter(kind=table.kind.value).delete()
        self._all(table.rows).all().delete()

    def relations(self, relations: Iterable[Relation]) -> None:
        """Which incidents may count the same people, where that is otherwise than before."""
        wanted = {(one.left, one.right, one.is_sure_part) for one in relations}
        rows = self._all(RelationRow)
        if set(rows.values_list("left", "right", "is_sure_part")) != wanted:
            rows.delete()
            rows.bulk_create(
                RelationRow(left=left, right=right, is_sure_part=is_sure)
                for left, right, is_sure in sorted(wanted)
            )

    def mark(self, mark: str) -> None:
        """Of what the rows are made now."""
        MarkRow.objects.using(self._alias).update_or_create(id=1, defaults={"mark": mark})

    def _wall(self, wall: Wall) -> int:
        """The number of a set of compartments; a new one is kept."""
        if wall not in self._walls:
            row = WallRow(compartments=json.dumps(sorted(wall)))
            row.save(using=self._alias)
            self._walls[wall] = row.id
        return self._walls[wall]

    def _all(self, rows: type[Any]) -> Any:
        return rows.objects.using(self._alias)


def _batches(found: Iterable[_Any]) -> Iterator[list[_Any]]:
    left = iter(found)
    while some := list(islice(left, _AT_ONCE)):
        yield some
