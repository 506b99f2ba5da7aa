"""Sessions in the database: listed, ended one by one, and kept by the hash of what the browser's cookie holds.

So a copy of the database lets nobody in. Only the web imports this module: Django must be set up for it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.utils import timezone

from civharm.accounts.members import member_row
from civharm.accounts.models import SessionRow
from civharm.accounts.secrets import hashed
from civharm.casebook.custody import CustodyAction
from civharm.model.errors import NotFound

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

#: A browser that nobody used for so long is logged out; so is one that somebody logged in with so long ago.
IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
#: Where a session remembers when, from where and with what browser it began.
BEGAN, ADDRESS, AGENT = "civharm_began", "civharm_address", "civharm_agent"
_USER = "_auth_user_id"
_LONGEST_AGENT = 200


class SessionStore(DatabaseSessions):
    """Django's sessions in the database, by hashed keys."""

    @classmethod
    def get_model_class(cls) -> type[SessionRow]:
        return SessionRow

    def _get_session_from_db(self) -> SessionRow | None:
        row = None
        if self.session_key:
            rows = SessionRow.objects.filter(session_key=hashed(self.session_key))
            row = rows.filter(expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return row

    def exists(self, session_key: str) -> bool:
        return SessionRow.objects.filter(session_key=hashed(session_key)).exists()

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            SessionRow.objects.filter(session_key=hashed(key)).delete()

    def create_model_instance(self, data: dict[str, Any]) -> SessionRow:
        began = data.get(BEGAN)
        return SessionRow(
            session_key=hashed(self._get_or_create_session_key()),  # type: ignore[attr-defined] # not in the stubs
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            user_id=data.get(_USER),
            began_at=datetime.fromisoformat(began) if began else timezone.now(),
            seen_at=timezone.now(),
            address=str(data.get(ADDRESS, "")),
            agent=str(data.get(AGENT, ""))[:_LONGEST_AGENT],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A browser that somebody is logged in with. `id` is a hash, which opens nothing."""

    id: str
    login: str
    began_at: datetime
    seen_at: datetime
    address: str
    agent: str


def sessions(alias: str, login: str | None = None) -> tuple[Session, ...]:
    """All sessions in which somebody is logged in, or those of one person, the last used first."""
    rows = SessionRow.objects.using(alias).filter(user__isnull=False, expire_date__gt=timezone.now())
    if login:
        rows = rows.filter(user__username=login)
    return tuple(
        Session(
            id=row.session_key,
            login=row.user.username if row.user else "",
            began_at=row.began_at,
            seen_at=row.seen_at,
            address=row.address,
            agent=row.agent,
        )
        for row in rows.select_related("user").order_by("-seen_at")
    )


def end_sessions(
    casebook: "Casebook", login: str, *, by: str, only: str | None = None, but: str | None = None
) -> int:
    """End the sessions of a person at once: all, `only` one, or all `but` one (by their ids). How many it were."""
    with casebook.account_act(by=by) as writer:
        rows = SessionRow.objects.using(casebook.alias).filter(user=member_row(casebook.alias, login).user)
        if only is not None:
            rows = rows.filter(session_key=only)
        if but is not None:
            rows = rows.exclude(session_key=but)
        ended, _ = rows.delete()
        if only is not None and not ended:
            raise NotFound("this session has ended already")
        if ended:
            writer.log(CustodyAction.SESSIONS_ENDED, login, {"sessions": ended})
        return ended


def clear_expired(alias: str) -> None:
    """Forget sessions that are over."""
    SessionRow.objects.using(alias).filter(expire_date__lte=timezone.now()).delete()
