"""Secrets that are shown once: the database keeps their hashes. They are random, so a plain hash is enough."""

import hashlib
import secrets

_BYTES = 32


def new_secret() -> str:
    """Fit for an address: letters, digits, - and _."""
    return secrets.token_urlsafe(_BYTES)


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
