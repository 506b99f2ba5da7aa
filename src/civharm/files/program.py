"""The program as one hash: what another one worked out is not taken over."""

import hashlib
from functools import cache
from pathlib import Path


@cache
def program_hash() -> str:
    """A hash of all the program's code."""
    found = hashlib.sha256()
    root = Path(__file__).parent.parent
    for path in sorted(root.rglob("*.py")):
        found.update(path.relative_to(root).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()
