"""Logins, codes, links and tokens that were wrong: administrators see who is locked out, or under attack."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from civharm.accounts.models import FailureRow
    from civharm.casebook.store import Casebook

#: What is older is forgotten.
KEPT_FOR = timedelta(days=30)
#: So many in so long a time, and the login is locked (the same as the server's rate limit).
LOCKING, LOCKED_FOR = 5, timedelta(minutes=5)


class FailureKind(StrEnum):
    """What was wrong."""

    LOGIN = "login"
    SECOND_FACTOR = "second_factor"
    INVITATION = "invitation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failures:
    """What went wrong with one login lately; `login` is "" for logins that nobody has, and for links."""

    login: str
    kind: FailureKind
    count: int
    last: datetime
    addresses: tuple[str, ...]
    is_locked: bool


def note_failure(casebook: "Casebook", kind: FailureKind, *, login: str, address: str) -> None:
    """Write a failure down. What was typed is kept only if it is somebody's login: it may be a password."""
    from civharm.accounts.models import FailureRow, MemberRow

    now = casebook.clock()
    member = MemberRow.objects.using(casebook.alias).filter(user__username__iexact=login).first()
    FailureRow(at=now, kind=kind.value, member=member, address=address).save(using=casebook.alias)
    FailureRow.objects.using(casebook.alias).filter(at__lt=now - KEPT_FOR).delete()


def failures(casebook: "Casebook", within: timedelta = timedelta(days=1)) -> tuple[Failures, ...]:
    """What went wrong lately, by login and kind, the last first."""
    from civharm.accounts.models import FailureRow

    now = casebook.clock()
    rows = FailureRow.objects.using(casebook.alias).filter(at__gte=now - within)
    grouped: dict[tuple[str, str], list[FailureRow]] = {}
    for row in rows.select_related("member__user").order_by("-at"):
        grouped.setdefault((row.member.user.username if row.member else "", row.kind), []).append(row)
    return tuple(_told(login, FailureKind(kind), rows, now) for (login, kind), rows in grouped.items())


def _told(login: str, kind: FailureKind, rows: "list[FailureRow]", now: datetime) -> Failures:
    recent = sum(row.at > now - LOCKED_FOR for row in rows)
    return Failures(
        login=login,
        kind=kind,
        count=len(rows),
        last=rows[0].at,
        addresses=tuple(sorted({row.address for row in rows})),
        is_locked=bool(login) and recent >= LOCKING,
    )
