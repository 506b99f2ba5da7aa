"""What allauth does to accounts goes on the chain of custody: who did what, and no secret."""

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa import signals as second_factors
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from civharm.accounts.failures import FailureKind, note_failure
from civharm.accounts.members import person_of_user
from civharm.accounts.sessions import ADDRESS, AGENT, BEGAN, clear_expired
from civharm.casebook.custody import CustodyAction
from civharm.web.people.adapters import Accounts
from civharm.web.serving import casebook_of


@receiver(user_logged_in)
def on_login(request: HttpRequest, user: AbstractBaseUser, **_rest: Any) -> None:
    """The session, which has got a new key by now, remembers how it began."""
    request.session[BEGAN] = timezone.now().isoformat()
    request.session[ADDRESS] = Accounts().get_client_ip(request)
    request.session[AGENT] = request.headers.get("User-Agent", "")
    _log(request, user, CustodyAction.LOGGED_IN)
    clear_expired(casebook_of(request).alias)


@receiver(password_changed)
def on_password(request: HttpRequest, user: AbstractBaseUser, **_rest: Any) -> None:
    _log(request, user, CustodyAction.PASSWORD_SET)


@receiver(second_factors.authenticator_added)
@receiver(second_factors.authenticator_reset)
def on_factor_added(request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_rest: Any) -> None:
    _log(request, user, CustodyAction.SECOND_FACTOR_ADDED, kind=str(authenticator.type))


@receiver(second_factors.authenticator_removed)
def on_factor_removed(request: HttpRequest, user: AbstractBaseUser, authenticator: Any, **_rest: Any) -> None:
    _log(request, user, CustodyAction.SECOND_FACTOR_REMOVED, kind=str(authenticator.type))


@receiver(second_factors.authentication_failed)
def on_wrong_code(request: HttpRequest, user: AbstractBaseUser, **_rest: Any) -> None:
    note_failure(
        casebook_of(request),
        FailureKind.SECOND_FACTOR,
        login=user.get_username(),
        address=Accounts().get_client_ip(request),
    )


def _log(request: HttpRequest, user: AbstractBaseUser, action: CustodyAction, **detail: str) -> None:
    casebook = casebook_of(request)
    person = person_of_user(casebook.alias, user.pk)
    with casebook.account_act(by=person.name if person else user.get_username()) as writer:
        writer.log(action, user.get_username(), detail)
