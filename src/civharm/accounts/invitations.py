"""Invitations: nobody signs up by themselves, and nobody has a password that somebody else knows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from civharm.accounts.members import member_row
from civharm.accounts.naming import checked_login, checked_name, name_key
from civharm.accounts.people import Role
from civharm.accounts.secrets import hashed, new_secret
from civharm.casebook.custody import CustodyAction
from civharm.model.errors import InvalidAccount, NotFound

if TYPE_CHECKING:
    from civharm.accounts.models import InvitationRow, MemberRow
    from civharm.casebook.store import Casebook
    from civharm.casebook.writing import Writer

#: Long enough for a message over a slow way, short enough that a lost one does not lie about.
VALID_FOR = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A link that is shown once: `secret` is its last part, of which only the hash is kept."""

    login: str
    name: str
    role: Role
    secret: str
    expires_at: datetime


def invite(casebook: "Casebook", login: str, *, name: str, role: Role, by: str) -> Invitation:
    """Make a person and the link with which they set their password. Raises InvalidAccount where either name is taken."""
    from civharm.accounts.models import MemberRow
    from civharm.casebook.models import User

    login, name = checked_login(login), checked_name(name, what="a person")
    with casebook.account_act(by=by) as writer:
        if User.objects.using(casebook.alias).filter(username=login).exists():
            raise InvalidAccount(f"somebody has the login {login} already: choose another one")
        if MemberRow.objects.using(casebook.alias).filter(name_key=name_key(name)).exists():
            raise InvalidAccount(
                f"somebody signs as {name} already: decisions of two people must be told apart, so add what differs"
            )
        user = User(username=login)
        user.set_unusable_password()
        user.save(using=casebook.alias)
        row = MemberRow(user=user, name=name, name_key=name_key(name), role=role.value, since=writer.at)
        row.save(using=casebook.alias)
        return _link(writer, row)


def invite_again(casebook: "Casebook", login: str, *, by: str) -> Invitation:
    """A new link for somebody who lost theirs, or their password; the old password works until the link is used."""
    with casebook.account_act(by=by) as writer:
        return _link(writer, member_row(casebook.alias, login))


def _link(writer: "Writer", row: "MemberRow") -> Invitation:
    from civharm.accounts.models import InvitationRow

    secret, expires_at = new_secret(), writer.at + VALID_FOR
    InvitationRow.objects.using(writer.alias).filter(member=row, used_at=None).delete()
    InvitationRow(
        member=row,
        secret_sha256=hashed(secret),
        made_at=writer.at,
        made_by=writer.actor,
        expires_at=expires_at,
    ).save(using=writer.alias)
    writer.log(
        CustodyAction.PERSON_INVITED, row.user.username, {"role": row.role, "expires": expires_at.isoformat()}
    )
    return Invitation(
        login=row.user.username, name=row.name, role=Role(row.role), secret=secret, expires_at=expires_at
    )


def invited(casebook: "Casebook", secret: str) -> "MemberRow":
    """Whom a link invites. Raises NotFound: the same for a wrong link, a used one and one that has expired."""
    return _valid(casebook, secret).member


def _valid(casebook: "Casebook", secret: str) -> "InvitationRow":
    from civharm.accounts.models import InvitationRow

    rows = InvitationRow.objects.using(casebook.alias).select_related("member__user")
    row = rows.filter(secret_sha256=hashed(secret), used_at=None, member__user__is_active=True).first()
    if row is None or row.expires_at <= casebook.clock():
        raise NotFound("this invitation is not valid, or no longer: ask your administrator for a new one")
    return row


def accept(casebook: "Casebook", secret: str, password: str) -> "MemberRow":
    """Set the password of who was invited; the link is used up and older sessions end.

    Raises NotFound for the link, InvalidAccount for a password that is too easy to guess.
    """
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from civharm.accounts.models import SessionRow

    with casebook.account_act(by="invitation") as writer:
        row = _valid(casebook, secret)
        user = row.member.user
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise InvalidAccount(" ".join(error.messages)) from None
        user.set_password(password)
        user.save(using=casebook.alias)
        row.used_at = writer.at
        row.save(using=casebook.alias)
        SessionRow.objects.using(casebook.alias).filter(user=user).delete()
        writer.log(CustodyAction.PASSWORD_SET, user.username, {}, actor=row.member.name)
        return row.member
