"""Every address of a team's server and who may go there: the page of permissions and its test walk them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver

from civharm.accounts.people import Right, Role
from civharm.web.people.gate import OPEN

_API = "api:"
#: Pages of one's own account and looks, which everybody has who has logged in.
LOGGED_IN = frozenset(
    {
        "account_reauthenticate",
        "account_change_password",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "welfare",
        "api:api-root",
        "api:openapi-json",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An address: its name, its pattern, and the right that it asks for; None where it asks for none.

    `method` is "" where one view answers them all.
    """

    name: str
    pattern: str
    right: Right | None
    method: str = ""

    @property
    def is_open(self) -> bool:
        """True if nobody needs to log in for it."""
        return self.name in OPEN

    @property
    def is_settled(self) -> bool:
        """True if somebody has said who may go there."""
        return self.is_open or self.name in LOGGED_IN or self.right is not None

    def is_for(self, role: Role) -> bool:
        """True if people of the role may go there."""
        return self.is_open or (self.right is None and self.is_settled) or self.right in role.rights


def routes(patterns: Sequence[Any], before: str = "/", within: str = "") -> Iterator[Route]:
    """All addresses below these patterns."""
    for each in patterns:
        pattern = before + str(each.pattern)
        if isinstance(each, URLResolver):
            space = f"{within}{each.namespace}:" if each.namespace else within
            yield from routes(each.url_patterns, pattern, space)
        elif isinstance(each, URLPattern):
            name = f"{within}{each.name or ''}"
            if within == _API and name not in LOGGED_IN:
                yield from _operations(name, pattern, each.name or "")
            else:
                yield Route(name=name, pattern=pattern, right=getattr(each.callback, "right", None))


def _operations(name: str, pattern: str, of: str) -> Iterator[Route]:
    """What the API does under an address: the rights are those of its functions."""
    from civharm.web.api.operations import router

    for view in router.path_operations.values():
        for operation in view.operations:
            if operation.view_func.__name__ == of:
                right = getattr(operation.view_func, "right", None)
                yield Route(name=name, pattern=pattern, right=right, method=" ".join(operation.methods))
