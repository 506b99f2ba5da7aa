"""How allauth works here: nobody signs up, mail is never sent, secrets of second factors are sealed."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from civharm.accounts.failures import FailureKind, note_failure
from civharm.model.errors import CasebookError
from civharm.web.serving import casebook_of


class Accounts(DefaultAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Logins by invitation alone; what goes wrong is noted for the administrators."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        note_failure(
            casebook_of(request),
            FailureKind.LOGIN,
            login=str(credentials.get("username", "")),
            address=self.get_client_ip(request),
        )

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By the login alone: allauth takes the server's name in, and with another port in it nobody would be locked out."""
        return str(credentials.get("username", "")).strip().lower()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/people/me/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail: the casebook may stand where there is none, and a message would tell that it exists."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc] # allauth has no types
    """Seals the secrets of second factors with the server's key, which is not in the database."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise CasebookError(
                "a second factor was sealed with another server.key: restore that file, or reset the second factor "
                "(`civharm people reset-second-factor`)"
            ) from None

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail."""


def _seal() -> Fernet:
    key = hashlib.sha256(b"civharm second factors" + str(settings.SECRET_KEY).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
