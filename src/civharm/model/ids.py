"""Stable ids: a hash of the parts that make a thing what it is."""

import hashlib
import json

_LENGTH = 20


def stable_id(*parts: str | int) -> str:
    """Twenty hexadecimal digits that depend on the parts and their order alone."""
    key = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(key.encode()).hexdigest()[:_LENGTH]


def sha256_of(content: bytes) -> str:
    """SHA-256 of bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def fold_space(text: str) -> str:
    """White space runs as single blanks: the form in which quoted words are compared."""
    return " ".join(text.split())
