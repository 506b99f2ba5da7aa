"""Stable ids: a hash of the parts that make a thing what it is."""

import hashlib
import json

_LENGTH = 20
#: As `json.dumps` writes it; an encoder of its own for each of very many calls would cost more than the hash.
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def stable_id(*parts: str | int) -> str:
    """Twenty hexadecimal digits that depend on the parts and their order alone."""
    return hashlib.sha256(_written(parts).encode()).hexdigest()[:_LENGTH]


def sha256_of(content: bytes) -> str:
    """SHA-256 of bytes, as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def fold_space(text: str) -> str:
    """White space runs as single blanks: the form in which quoted words are compared."""
    return " ".join(text.split())
