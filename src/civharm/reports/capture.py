"""The evidentiary copy: bytes as they came, with their hash, time and method."""

from datetime import UTC, datetime

from civharm.model.ids import sha256_of
from civharm.model.reports import Capture
from civharm.reports.formats import media_type_of


def capture(path_name: str, content: bytes, *, method: str, captured_at: datetime) -> Capture:
    """Describe the bytes; the caller keeps them. `captured_at` is the caller's clock, in any zone."""
    return Capture(
        sha256=sha256_of(content),
        size=len(content),
        name=path_name,
        method=method,
        captured_at=captured_at.astimezone(UTC) if captured_at.tzinfo else captured_at,
        media_type=media_type_of(content, path_name),
    )
