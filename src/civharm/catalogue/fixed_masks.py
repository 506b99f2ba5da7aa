"""Masks of one length: in what leaves the team no mask tells how long a name is.

Texts become redacted copies, in which every run of masked characters is one mask of five; all that points into a text
points into the copy then, so that quotes stand where their spans say.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from typing import Any, Self, TypeVar

from civharm.model.redaction import BLACKED_OUT
from civharm.model.spans import Span
from civharm.publication.hidden import MASK
from civharm.publication.protect import Protection

_Any = TypeVar("_Any")
#: Masked words with no more than a blank or a hyphen between them are one: how many words a name has is not told either.
_RUN = re.compile(rf"{MASK}+(?:[ \-_]{MASK}+)*")


@dataclass(frozen=True, slots=True)
class Copy:
    """A text with masks of one length, and where its characters stood before."""

    text: str
    starts: tuple[int, ...]
    #: By how much what stands after each run has moved, and where the runs end.
    runs: tuple[tuple[int, int, int], ...]

    @classmethod
    def of(cls, text: str) -> Self:
        pieces: list[str] = []
        runs: list[tuple[int, int, int]] = []
        at = length = 0
        for found in _RUN.finditer(text):
            length += found.start() - at
            runs.append((found.start(), found.end(), length))
            pieces += [text[at : found.start()], BLACKED_OUT]
            at = found.end()
            length += len(BLACKED_OUT)
        return cls("".join([*pieces, text[at:]]), tuple(start for start, _, _ in runs), tuple(runs))

    def span(self, span: Span) -> Span:
        """The same words in the copy; of a mask that it cuts into the whole."""
        start, end = self._place(span.start, is_end=False), self._place(span.end, is_end=True)
        return Span(start, max(start, end))

    def _place(self, place: int, *, is_end: bool) -> int:
        number = bisect_right(self.starts, place) - 1
        if number < 0:
            return place
        start, end, there = self.runs[number]
        if place == start:
            return there
        if place < end:
            return there + len(BLACKED_OUT) if is_end else there
        return place - end + there + len(BLACKED_OUT)


class Copies:
    """The redacted copies of reports, one after the other: claims come in the order of theirs."""

    def __init__(self, protection: Protection | None = None, texts: Mapping[str, str] | None = None) -> None:
        self._protection, self._texts = protection or Protection(), texts or {}
        self._last: tuple[str, Copy] = ("", Copy.of(""))

    def of(self, report_id: str) -> Copy:
        if self._last[0] != report_id:
            masked = self._protection.text(self._texts.get(report_id, ""), report_id=report_id)
            self._last = (report_id, Copy.of(masked))
        return self._last[1]


def fixed(value: _Any, moved: Callable[[Span], Span] | None = None) -> _Any:
    """The same form with masks of one length in every string, and spans where the words stand then; None takes spans as they are."""
    changed: Any = value
    if isinstance(value, Enum) or value is None:
        changed = value
    elif isinstance(value, str):
        changed = _RUN.sub(BLACKED_OUT, value) if MASK in value else value
    elif isinstance(value, Span):
        changed = moved(value) if moved else value
    elif isinstance(value, tuple | list):
        changed = type(value)(fixed(inner, moved) for inner in value)
    elif isinstance(value, dict):
        changed = {key: fixed(inner, moved) for key, inner in value.items()}
    elif is_dataclass(value) and not isinstance(value, type):
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        changed = replace(value, **{name: fixed(inner, moved) for name, inner in held.items()})
    return changed  # type: ignore[no-any-return]  # the form is kept, which a type can't say
