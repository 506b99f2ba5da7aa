"""What could not be done, on the record: nothing is dropped silently."""

from dataclasses import dataclass

from civharm.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A thing that a person should see. `code` is a stable word, `message` names place and remedy.

    `is_failure` marks input that could not be read: it makes the exit status 1.
    """

    stage: str
    code: str
    message: str
    report_id: str | None = None
    path: str | None = None
    span: Span | None = None
    is_failure: bool = False
