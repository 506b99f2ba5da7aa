"""Looks at protected names: each is kept with its reason, and is on the chain of custody."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from civharm.casebook.custody import CustodyAction
from civharm.casebook.models import ProtectedReadRow
from civharm.casebook.rows import storable
from civharm.casebook.writing import Writer
from civharm.publication.lines import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRead:
    """Who looked at whose names, why, and on the page of what. `at` is None until it is kept."""

    reader: str
    reason: str
    subject: str
    victims: Sequence[str]
    at: datetime | None = None

    def keep(self, writer: Writer) -> None:
        """Only inside the writer's transaction."""
        reader, reason = storable(self.reader), storable(self.reason)
        row = ProtectedReadRow(
            recorded_at=writer.at,
            reader=reader,
            reason=reason,
            subject=self.subject,
            victims=list(self.victims),
        )
        row.save(using=writer.alias)
        writer.log(CustodyAction.PROTECTED_READ, row.subject, read_detail(row), actor=reader)


def read_detail(row: ProtectedReadRow) -> Line:
    """What the chain of custody hashes of a look at names."""
    return {"reason": row.reason, "victims": row.victims}


def names_read(alias: str) -> Iterator[NamesRead]:
    """All looks at names, the newest first."""
    for row in ProtectedReadRow.objects.using(alias).order_by("-id").iterator():
        yield NamesRead(
            reader=row.reader, reason=row.reason, subject=row.subject, victims=row.victims, at=row.recorded_at
        )
