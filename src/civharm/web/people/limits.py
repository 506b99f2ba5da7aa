"""How often an address may try: allauth's counters, for what allauth does not count itself."""

from allauth.core import ratelimit
from django.http import HttpRequest


def is_allowed(request: HttpRequest, action: str, *, is_counted: bool = True) -> bool:
    """False once an address has tried too often (`ACCOUNT_RATE_LIMITS`)."""
    return bool(ratelimit.consume(request, action=action, dry_run=not is_counted))
