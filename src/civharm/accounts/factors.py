"""Second factors of a team's people, which allauth keeps. Only where Django is set up for a team."""

from typing import TYPE_CHECKING

from civharm.accounts.members import member_row
from civharm.accounts.models import SessionRow
from civharm.casebook.custody import CustodyAction

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook


def logins_with_second_factor(alias: str) -> frozenset[str]:
    """The logins of those who have an app or a key to log in with besides their password."""
    from allauth.mfa.models import Authenticator

    rows = Authenticator.objects.using(alias).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return frozenset(rows.values_list("user__username", flat=True))


def reset_second_factor(casebook: "Casebook", login: str, *, by: str) -> None:
    """Take all second factors and recovery codes away from somebody who lost theirs, and end their sessions.

    They set up new ones at their next login, with their password: make sure that it is they who ask.
    """
    from allauth.mfa.models import Authenticator

    with casebook.account_act(by=by) as writer:
        user = member_row(casebook.alias, login).user
        removed, _ = Authenticator.objects.using(casebook.alias).filter(user=user).delete()
        ended, _ = SessionRow.objects.using(casebook.alias).filter(user=user).delete()
        writer.log(CustodyAction.SECOND_FACTOR_REMOVED, login, {"removed": removed, "sessions": ended})
