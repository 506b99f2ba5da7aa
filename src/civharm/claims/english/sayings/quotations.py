"""Quotations in a text: pairs of quotation marks, those that run over paragraphs, those never closed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from civharm.model.spans import Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
_MARK = re.compile(r"''|``|[“”\"«»„]")
_OPENING = frozenset(("“", "«", "„", "``"))
_CLOSING = frozenset(("”", "»"))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation inside one paragraph. `runs_on` if its paragraph ends before it is closed."""

    span: Span
    paragraph: int
    runs_on: bool = False


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations in the order of the text; marks belong to the span."""
    return tuple(
        quotation
        for number, paragraph in enumerate(_PARAGRAPH.finditer(text))
        for quotation in _in_paragraph(text, number, Span(*paragraph.span()))
    )


def _in_paragraph(text: str, number: int, paragraph: Span) -> Iterator[Quotation]:
    opened: int | None = None
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        opens = mark.group() in _OPENING or (mark.group() not in _CLOSING and opened is None)
        if opens and opened is None:
            opened = mark.start()
        elif not opens and opened is not None:
            yield Quotation(Span(opened, mark.end()), number)
            opened = None
    if opened is not None and _is_plausibly_open(text, opened):
        yield Quotation(Span(opened, paragraph.end), number, runs_on=True)


def _is_plausibly_open(text: str, start: int) -> bool:
    """A mark before a word opens; one after a word was a lost closing mark."""
    return start + 1 < len(text) and not text[start + 1].isspace()
