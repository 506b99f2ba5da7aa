"""Tokens: a secret with which a person's program may do a part of what the person may, for a time."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from civharm.accounts.members import member_row, person_of_row
from civharm.accounts.naming import checked_name
from civharm.accounts.people import Person, Right
from civharm.accounts.secrets import hashed, new_secret
from civharm.casebook.custody import CustodyAction
from civharm.model.errors import InvalidAccount, NotFound

if TYPE_CHECKING:
    from civharm.accounts.models import TokenRow
    from civharm.casebook.store import Casebook

#: What a token begins with, so that one that got into a file or a message is recognised as one.
PREFIX = "civharm_"
_HEADER = re.compile(rf"Bearer ({PREFIX}[A-Za-z0-9_-]{{20,100}})")
LONGEST_DAYS = 366
#: A token is used many times a minute; its last use is written down this often.
_NOTED_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token without its secret."""

    id: int
    login: str
    label: str
    scopes: tuple[Right, ...]
    expires_at: datetime
    used_at: datetime | None
    is_revoked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a new token is for, what it may do, and for how many days."""

    label: str
    scopes: Collection[Right]
    days: int


def make_token(casebook: "Casebook", login: str, terms: Terms, *, by: str) -> str:
    """Make a token for a person; its secret is given once. Raises InvalidAccount."""
    from civharm.accounts.models import TokenRow

    label = checked_name(terms.label, what="a token")
    if not 1 <= terms.days <= LONGEST_DAYS:
        raise InvalidAccount(f"a token is valid for 1 to {LONGEST_DAYS} days")
    secret = PREFIX + new_secret()
    with casebook.account_act(by=by) as writer:
        row = member_row(casebook.alias, login)
        scopes = _scopes(person_of_row(row), terms.scopes)
        token = TokenRow(
            member=row,
            label=label,
            secret_sha256=hashed(secret),
            scopes=scopes,
            made_at=writer.at,
            expires_at=writer.at + timedelta(days=terms.days),
        )
        token.save(using=casebook.alias)
        detail = {"for": login, "scopes": scopes, "expires": token.expires_at.isoformat()}
        writer.log(CustodyAction.TOKEN_MADE, f"token-{token.pk}", detail)
    return secret


def _scopes(person: Person, wanted: Collection[Right]) -> list[str]:
    if not wanted:
        raise InvalidAccount("a token without a scope may do nothing: name one at least")
    if Right.ADMINISTER in wanted:
        raise InvalidAccount("no token administers: accounts are kept by people who are logged in")
    beyond = sorted(set(wanted) - person.rights)
    if beyond:
        raise InvalidAccount(f"{person.name} may not {beyond[0].value.replace('_', ' ')}: no token gives it")
    return sorted(right.value for right in set(wanted))


def revoke_token(casebook: "Casebook", token_id: int, *, by: str, login: str | None = None) -> None:
    """Make a token worthless at once; where a login is given, only one of that person. Raises NotFound."""
    from civharm.accounts.models import TokenRow

    with casebook.account_act(by=by) as writer:
        rows = TokenRow.objects.using(casebook.alias).filter(pk=token_id)
        row = (rows.filter(member__user__username=login) if login else rows).first()
        if row is None:
            raise NotFound(f"there is no token {token_id}")
        if row.revoked_at is None:
            row.revoked_at = writer.at
            row.save(using=casebook.alias)
            writer.log(CustodyAction.TOKEN_REVOKED, f"token-{row.pk}", {})


def tokens(alias: str, login: str | None = None) -> tuple[Token, ...]:
    """All tokens, or those of one person, the newest first."""
    from civharm.accounts.models import TokenRow

    rows = TokenRow.objects.using(alias).select_related("member__user").order_by("-pk")
    return tuple(map(_token, rows.filter(member__user__username=login) if login else rows))


def _token(row: "TokenRow") -> Token:
    return Token(
        id=row.pk,
        login=row.member.user.username,
        label=row.label,
        scopes=tuple(Right(scope) for scope in row.scopes),
        expires_at=row.expires_at,
        used_at=row.used_at,
        is_revoked=row.revoked_at is not None,
    )


def person_of_token(casebook: "Casebook", header: str) -> Person | None:
    """Who asks with this `Authorization` header, with no more rights than the token and the role both give.

    None for a token that is unknown, revoked, expired, or of somebody suspended.
    """
    from civharm.accounts.models import TokenRow

    match = _HEADER.fullmatch(header)
    if match is None:
        return None
    rows = TokenRow.objects.using(casebook.alias).select_related("member__user")
    rows = rows.filter(secret_sha256=hashed(match[1]), revoked_at=None, member__user__is_active=True)
    row, now = rows.first(), casebook.clock()
    if row is None or row.expires_at <= now:
        return None
    if row.used_at is None or row.used_at + _NOTED_EVERY < now:
        rows.update(used_at=now)
    person = person_of_row(row.member)
    return replace(person, rights=person.rights & frozenset(map(Right, row.scopes)))
