"""The evidentiary copy: bytes as they came, with their hash, time and method, and how they were collected."""

import os
from datetime import UTC, datetime
from pathlib import Path

from civharm import __version__
from civharm.model.collecting import Collection
from civharm.model.ids import sha256_of
from civharm.model.reports import Capture
from civharm.reports.formats import media_type_of
from civharm.reports.inputs import changed_at

#: Names where this machine stands in the network, in its owner's words: no program can find that out for certain.
VANTAGE = "CIVHARM_VANTAGE"
TOOL = f"civharm {__version__}"


def capture(
    path_name: str,
    content: bytes,
    *,
    method: str,
    captured_at: datetime,
    collection: Collection | None = None,
) -> Capture:
    """Describe the bytes; the caller keeps them. `captured_at` is the caller's clock, in any zone."""
    return Capture(
        sha256=sha256_of(content),
        size=len(content),
        name=path_name,
        method=method,
        captured_at=captured_at.astimezone(UTC) if captured_at.tzinfo else captured_at,
        media_type=media_type_of(content, path_name),
        collection=collection or collected(),
    )


def capture_of_file(path: Path, sha256: str, *, method: str, captured_at: datetime) -> Capture:
    """Describe a file of any size, whose bytes have this hash."""
    state = path.stat()
    return Capture(
        sha256=sha256,
        size=state.st_size,
        name=str(path),
        method=method,
        captured_at=captured_at,
        collection=collected(modified_at=changed_at(state.st_mtime)),
    )


def collected(*, modified_at: datetime | None = None, copies: tuple[str, ...] = ()) -> Collection:
    """What this program knows of how it comes by a file now; who collects it the store says."""
    vantage = os.environ.get(VANTAGE, "").strip() or None
    return Collection(tool=TOOL, vantage=vantage, modified_at=modified_at, copies=copies)
