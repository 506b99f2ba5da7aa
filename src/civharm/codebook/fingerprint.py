"""A hash of a codebook's files: what was worked out by other rules or lists is not taken over."""

import hashlib

from civharm.codebook.load import Codebook


def fingerprint(codebook: Codebook) -> str:
    """Differs for codebooks of which any file differs."""
    found = hashlib.sha256()
    for folder in codebook.folders:
        for path in sorted(folder.rglob("*.yml")):
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
        found.update(b"\x00")
    return found.hexdigest()
