"""The chain of custody in the database: appended within the transaction of the act that it records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db import connections

from civharm.casebook.custody import GENESIS, CustodyAction, CustodyEntry, hash_of, utc_text
from civharm.casebook.models import CustodyRow

_FIELDS = tuple(field.name for field in fields(CustodyEntry))


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, as the chain is told: `detail` is what it hashes."""

    action: CustodyAction
    subject: str
    detail: object
    actor: str


@dataclass(frozen=True, slots=True)
class DatabaseCustody:
    """The chain in one database."""

    alias: str

    def append(
        self, action: CustodyAction, subject: str, *, actor: str, detail: object, at: datetime
    ) -> CustodyEntry:
        """Add an entry; only inside a transaction, after `wait_for_others`."""
        (entry,) = self.append_all([Act(action, subject, detail=detail, actor=actor)], at=at)
        return entry

    def append_all(self, acts: Iterable[Act], *, at: datetime) -> Sequence[CustodyEntry]:
        """Add entries in their order, each hashed onto the one before it; inside a transaction, after `wait_for_others`."""
        end = CustodyRow.objects.using(self.alias).order_by("-seq").values_list("seq", "hash").first()
        last, previous = end or (0, GENESIS)
        entries: list[CustodyEntry] = []
        for seq, act in enumerate(acts, start=last + 1):
            entry = CustodyEntry(
                seq=seq,
                at=utc_text(at),
                actor=act.actor,
                action=act.action.value,
                subject=act.subject,
                detail_sha256=hash_of(act.detail),
                previous=previous,
            ).sealed()
            previous = entry.hash
            entries.append(entry)
        rows = (CustodyRow(recorded_at=at, **asdict(entry)) for entry in entries)
        CustodyRow.objects.using(self.alias).bulk_create(rows)
        return entries

    def wait_for_others(self) -> None:
        """Have the casebook to oneself to the end of the transaction, as on SQLite every writer has.

        Two entries can't follow the same one, and what an act looks up must still hold when it adds.
        """
        if connections[self.alias].vendor == "postgresql":
            with connections[self.alias].cursor() as cursor:
                cursor.execute(f"LOCK TABLE {CustodyRow._meta.db_table} IN EXCLUSIVE MODE")

    def length(self) -> int:
        """How many entries there are."""
        return CustodyRow.objects.using(self.alias).count()

    def last(self) -> CustodyEntry | None:
        """The end of the chain."""
        row = CustodyRow.objects.using(self.alias).order_by("-seq").values(*_FIELDS).first()
        return CustodyEntry(**row) if row else None

    def named(self, action: CustodyAction) -> Iterator[CustodyEntry]:
        """The entries of one action, in order."""
        rows = CustodyRow.objects.using(self.alias).filter(action=action.value).order_by("seq")
        for row in rows.values(*_FIELDS).iterator():
            yield CustodyEntry(**row)

    def with_hash(self, sha256: str) -> CustodyEntry | None:
        """The entry that has this hash."""
        row = CustodyRow.objects.using(self.alias).filter(hash=sha256).values(*_FIELDS).first()
        return CustodyEntry(**row) if row else None

    def hash_at(self, seq: int) -> str | None:
        """The hash of an entry, None if there is no such entry."""
        return CustodyRow.objects.using(self.alias).filter(seq=seq).values_list("hash", flat=True).first()

    def after(self, seq: int) -> Iterator[CustodyEntry]:
        """The entries past one, in order."""
        rows = CustodyRow.objects.using(self.alias).filter(seq__gt=seq).order_by("seq")
        for row in rows.values(*_FIELDS).iterator():
            yield CustodyEntry(**row)
