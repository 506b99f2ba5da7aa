"""How often an address may try: allauth's counters, for what allauth does not count itself."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest


def is_allowed(request: HttpRequest, action: str, *, is_counted: bool = True) -> bool:
    """False once an address has tried too often (`ACCOUNT_RATE_LIMITS`), be it by asking for pages alone."""
    used = ratelimit.consume(
        request, app="allauth.account", action=action, dry_run=not is_counted, limit_get=True
    )
    return used is not None
