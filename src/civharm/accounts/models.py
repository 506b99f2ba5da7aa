"""The tables of the accounts. Unlike the casebook's rows these change; each change is on the chain of custody.

No secret is in them: of an invitation, a session and a token only the SHA-256 is kept.
"""

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

_HASH = 64
_WORD = 32
_NAME = 120
_WORDS = 200


class MemberRow(models.Model):
    """A person of the team, beside the login (a `User` of the casebook's).

    `name` signs decisions, so it is given once and by an administrator; `name_key` keeps two people from signing alike.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="member")
    name = models.CharField(max_length=_NAME)
    name_key = models.CharField(max_length=_NAME, unique=True)
    role = models.CharField(max_length=_WORD)
    since = models.DateTimeField()

    class Meta:
        """Table."""

        db_table = "accounts_member"


class InvitationRow(models.Model):
    """A link with which somebody sets their own password: once, and not after it has expired."""

    member = models.ForeignKey(MemberRow, models.CASCADE, related_name="invitations")
    secret_sha256 = models.CharField(max_length=_HASH, unique=True)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=_NAME)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Table."""

        db_table = "accounts_invitation"


class CompartmentRow(models.Model):
    """A wall around a part of the casebook. What is behind it is, to others, as if it were not there."""

    name = models.CharField(max_length=_NAME, unique=True)
    about = models.TextField(default="")
    made_at = models.DateTimeField()

    class Meta:
        """Table."""

        db_table = "accounts_compartment"


class CompartmentRuleRow(models.Model):
    """What is behind the wall: all of a source, all of a country, or one report."""

    compartment = models.ForeignKey(CompartmentRow, models.CASCADE, related_name="rules")
    kind = models.CharField(max_length=_WORD)
    value = models.TextField()

    class Meta:
        """Table; said once."""

        db_table = "accounts_compartment_rule"
        constraints = (
            models.UniqueConstraint(fields=("compartment", "kind", "value"), name="accounts_rule_said_once"),
        )


class GrantRow(models.Model):
    """A person may look behind a wall."""

    compartment = models.ForeignKey(CompartmentRow, models.CASCADE, related_name="grants")
    member = models.ForeignKey(MemberRow, models.CASCADE, related_name="grants")
    granted_at = models.DateTimeField()

    class Meta:
        """Table; granted once."""

        db_table = "accounts_grant"
        constraints = (
            models.UniqueConstraint(fields=("compartment", "member"), name="accounts_granted_once"),
        )


class TokenRow(models.Model):
    """A secret with which a person's program may do a part of what the person may."""

    member = models.ForeignKey(MemberRow, models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=_NAME)
    secret_sha256 = models.CharField(max_length=_HASH, unique=True)
    scopes = models.JSONField(default=list)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        """Table."""

        db_table = "accounts_token"


class SessionRow(AbstractBaseSession):
    """A browser that somebody logged in with. `session_key` is the hash of what the cookie holds."""

    session_key = models.CharField(max_length=_HASH, primary_key=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=_HASH, default="")
    agent = models.CharField(max_length=_WORDS, default="")

    class Meta:
        """Table."""

        db_table = "accounts_session"

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        from civharm.accounts.sessions import SessionStore

        return SessionStore


class FailureRow(models.Model):
    """A login, a code, a link or a token that was wrong. `member` is None where nobody has that login name."""

    at = models.DateTimeField(db_index=True)
    kind = models.CharField(max_length=_WORD)
    member = models.ForeignKey(MemberRow, models.CASCADE, null=True, related_name="failures")
    address = models.CharField(max_length=_HASH, default="")

    class Meta:
        """Table."""

        db_table = "accounts_failure"


class AttemptRow(models.Model):
    """How often something was tried lately (`attempts`): worth nothing after `until`."""

    key = models.CharField(max_length=_HASH, primary_key=True)
    kept = models.TextField()
    until = models.DateTimeField(db_index=True)

    class Meta:
        """Table."""

        db_table = "accounts_attempt"
