"""The people of a team: their names, logins and roles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from civharm.accounts.people import Person, Role
from civharm.casebook.custody import CustodyAction
from civharm.model.errors import InvalidAccount, NotFound

if TYPE_CHECKING:
    from civharm.accounts.models import MemberRow
    from civharm.casebook.store import Casebook


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person of the team as an administrator sees them. `is_waiting`: they have set no password yet."""

    id: int
    login: str
    name: str
    role: Role
    since: datetime
    is_suspended: bool
    is_waiting: bool
    compartments: tuple[str, ...]


def members(alias: str) -> Iterator[Member]:
    """All people, by login."""
    from civharm.accounts.models import MemberRow

    rows = MemberRow.objects.using(alias).select_related("user").prefetch_related("grants__compartment")
    for row in rows.order_by("user__username"):
        yield Member(
            id=row.pk,
            login=row.user.username,
            name=row.name,
            role=Role(row.role),
            since=row.since,
            is_suspended=not row.user.is_active,
            is_waiting=not row.user.has_usable_password(),
            compartments=tuple(sorted(each.compartment.name for each in row.grants.all())),
        )


def member_row(alias: str, login: str) -> "MemberRow":
    """The row of a person. Raises NotFound."""
    from civharm.accounts.models import MemberRow

    row = MemberRow.objects.using(alias).select_related("user").filter(user__username=login).first()
    if row is None:
        raise NotFound(f"nobody has the login {login}: `civharm people list` names them all")
    return row


def person_of_user(alias: str, user_id: int) -> Person | None:
    """Who logged in; None for a login that is suspended or is nobody's."""
    from civharm.accounts.models import MemberRow

    rows = MemberRow.objects.using(alias).select_related("user").filter(user__is_active=True)
    row = rows.filter(user_id=user_id).prefetch_related("grants__compartment").first()
    return person_of_row(row) if row else None


def person_of_row(row: "MemberRow") -> Person:
    """A person with all rights of their role."""
    role = Role(row.role)
    return Person(
        name=row.name,
        login=row.user.username,
        role=role,
        rights=role.rights,
        compartments=frozenset(each.compartment.name for each in row.grants.all()),
    )


def set_role(casebook: "Casebook", login: str, role: Role, *, by: str) -> None:
    """Give a person another role; what they may do changes at their next page."""
    with casebook.account_act(by=by) as writer:
        row = member_row(casebook.alias, login)
        before = Role(row.role)
        if before is role:
            return
        if before is Role.ADMINISTRATOR:
            _check_another_administrator(casebook.alias, row)
        row.role = role.value
        row.save(using=casebook.alias)
        writer.log(CustodyAction.ROLE_CHANGED, login, {"from": before.value, "to": role.value})


def suspend(casebook: "Casebook", login: str, *, by: str) -> None:
    """Lock a person out at once: no login, no session, no token of theirs works until they are resumed."""
    from civharm.accounts.models import SessionRow

    with casebook.account_act(by=by) as writer:
        row = member_row(casebook.alias, login)
        if not row.user.is_active:
            return
        if Role(row.role) is Role.ADMINISTRATOR:
            _check_another_administrator(casebook.alias, row)
        row.user.is_active = False
        row.user.save(using=casebook.alias)
        ended, _ = SessionRow.objects.using(casebook.alias).filter(user=row.user).delete()
        writer.log(CustodyAction.SUSPENDED, login, {"sessions": ended})


def resume(casebook: "Casebook", login: str, *, by: str) -> None:
    """Let a suspended person in again, with the password and the second factor that they had."""
    with casebook.account_act(by=by) as writer:
        row = member_row(casebook.alias, login)
        if not row.user.is_active:
            row.user.is_active = True
            row.user.save(using=casebook.alias)
            writer.log(CustodyAction.RESUMED, login, {})


def _check_another_administrator(alias: str, row: "MemberRow") -> None:
    from civharm.accounts.models import MemberRow

    others = MemberRow.objects.using(alias).filter(role=Role.ADMINISTRATOR.value, user__is_active=True)
    if not others.exclude(pk=row.pk).exists():
        raise InvalidAccount(
            f"{row.user.username} is the only administrator: make another one first "
            "(`civharm people invite --role administrator`)"
        )
