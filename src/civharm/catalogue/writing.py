"""Rows are written only where they say something else than before; each row with its page, its words and its wall."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    ReleaseRow,
    ReportRow,
    Shown,
    WallRow,
)
from civharm.catalogue.sheets import to_json
from civharm.catalogue.told import TOLD_OF
from civharm.catalogue.walls import Wall
from civharm.catalogue.words import keys_of
from civharm.model.incidents import Relation

#: Rows that are made and written at once: memory does not grow with the casebook.
_AT_ONCE = 500
_Any = TypeVar("_Any")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row as it is to be: `page` is the JSON of its sheet, `words` are the texts by which it is found.

    `public` is the sheet as it may leave the team, None where it is the same; `told` is what releases tell of it, by kind.
    """

    row: Shown
    page: str = ""
    public: str | None = None
    told: Mapping[str, str] = field(default_factory=dict)
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
class RelationDraft:
    """A relation of two incidents, which is masked as it may leave the team only if its digest is new."""

    relation: Relation
    digest: str
    make: Callable[[], Relation] = field(repr=False)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What of a table is to be written: rows that are made anew, and the numbers of those that go. `changed` counts both once."""

    table: _Table
    drafts: Sequence[Draft]
    gone: Sequence[int]
    changed: int

    def __len__(self) -> int:
        return self.changed


def difference(alias: str, table: _Table, drafts: Iterable[Draft]) -> Difference:
    """Which rows say something else than the drafts. Nothing is written, so nobody has to wait."""
    table_rows: Any = table.rows
    rows = table_rows.objects.using(alias).values_list(table.key, "digest", "id")
    kept = {key: (digest, row) for key, digest, row in rows.iterator()}
    fresh, gone = [], []
    for draft in drafts:
        digest, row = kept.pop(draft.key, (None, None))
        if digest != draft.digest:
            fresh.append(draft)
            if row is not None:
                gone.append(row)
    left = [row for _, row in kept.values()]
    return Difference(table=table, drafts=fresh, gone=[*gone, *left], changed=len(fresh) + len(left))


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
        return self.keep(difference(self._alias, table, drafts))

    def keep(self, difference: "Difference") -> int:
        """Write what was found to differ, if nobody wrote since; how many rows that changed."""
        self._remove(difference.table, difference.gone)
        for some in _batches(difference.drafts):
            self._add(difference.table, some)
        return len(difference)

    def _remove(self, table: _Table, rows: Sequence[int]) -> None:
        for ids in _batches(rows):
            if table.words:
                table.words.remove(self._alias, ids)
            going = self._all(table.rows).filter(id__in=ids)
            if table.kind:
                keys = list(going.values_list(table.key, flat=True))
                self._all(PageRow).filter(kind=table.kind.value, subject_id__in=keys).delete()
                self._all(ReleaseRow).filter(kind__in=TOLD_OF[table.kind], subject_id__in=keys).delete()
            going.delete()

    def _add(self, table: _Table, drafts: Sequence[Draft]) -> None:
        entries = [draft.make() for draft in drafts]
        for entry, draft in zip(entries, drafts, strict=True):
            entry.row.digest, entry.row.wall = draft.digest, self._wall(draft.wall)
        self._all(table.rows).bulk_create([entry.row for entry in entries])
        if table.kind:
            self._all(PageRow).bulk_create(
                PageRow(
                    kind=table.kind.value, subject_id=draft.key, payload=entry.page, public=entry.public,
                    wall=entry.row.wall, digest=draft.digest,
                )
                for entry, draft in zip(entries, drafts, strict=True)
            )  # fmt: skip
            self._all(ReleaseRow).bulk_create(
                ReleaseRow(
                    kind=kind, subject_id=draft.key, told=told, wall=entry.row.wall, digest=draft.digest
                )
                for entry, draft in zip(entries, drafts, strict=True)
                for kind, told in entry.told.items()
            )
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
            self._all(ReleaseRow).filter(kind__in=TOLD_OF[table.kind]).delete()
        self._all(table.rows).all().delete()

    def relations(self, drafts: Iterable[RelationDraft]) -> None:
        """Make the table of incidents that may count the same people say what the drafts say."""
        rows = self._all(RelationRow)
        wanted = {each.digest: each for each in drafts}
        kept = rows.values_list("digest", "id")
        for gone in _batches([row for digest, row in kept if wanted.pop(digest, None) is None]):
            rows.filter(id__in=gone).delete()
        for some in _batches(wanted.values()):
            rows.bulk_create(
                RelationRow(
                    left=each.relation.left, right=each.relation.right, is_sure_part=each.relation.is_sure_part,
                    public=to_json(Relation, each.make()), digest=each.digest,
                )
                for each in some
            )  # fmt: skip

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
