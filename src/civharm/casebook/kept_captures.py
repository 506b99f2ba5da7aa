"""One capture by its hash."""

from civharm.casebook.models import CaptureRow
from civharm.casebook.rows import capture_of
from civharm.model.reports import Capture


def kept_capture(sha256: str, alias: str) -> Capture | None:
    """The act of capturing these bytes, with who collected them; None where they are not kept, or no more."""
    row = CaptureRow.objects.using(alias).filter(sha256=sha256).first()
    return capture_of(row) if row else None
