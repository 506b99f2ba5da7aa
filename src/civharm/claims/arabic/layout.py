"""The lines of a captured page that are headlines of other reports: before, between and after its own text."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from civharm.model.span_index import SpanIndex
from civharm.model.spans import Span

_HEADLINE_WORDS = 20
#: Runs of so many headlines are a list of them; those at the end are one sooner.
_FEWEST_HEADLINES, _FEWEST_AT_END = 4, 2
#: A line that holds a date and nothing else.
_DATE = re.compile(r"[^\n]{0,30}\b(?:20|٢٠)\d\d(?:[^\n]{0,12})")
_ENDS = (".", "…", ":", "»", '."', "،")


def other_headlines(text: str) -> SpanIndex[Span]:
    """The runs of headlines in a text.

    Only beside a body of full sentences: a post of short lines is all its own. The first line of a text, and the
    one right before a full sentence, are its title.
    """
    return SpanIndex((span, span) for span in _headlines(text, list(_lines(text))))


def without_masthead(text: str) -> str:
    """The text with a date blanked that stands first, above headlines of other reports: it is that of the capture."""
    lines = list(_lines(text))
    if len(lines) < _FEWEST_HEADLINES or not _DATE.fullmatch(lines[0].of(text).strip()):
        return text
    first = lines[0]
    if lines[1] not in _headlines(text, lines):
        return text
    return text[: first.start] + " " * (first.end - first.start) + text[first.end :]


def _headlines(text: str, lines: Sequence[Span]) -> list[Span]:
    """The lines that are headlines of other reports."""
    if not any(_is_body(line.of(text)) for line in lines):
        return []
    runs = [
        list(run) for is_run, run in groupby(lines, lambda line: _may_be_headline(line.of(text))) if is_run
    ]
    return [span for run in runs for span in _others(run, lines)]


def _others(run: Sequence[Span], lines: Sequence[Span]) -> Sequence[Span]:
    if run[-1] == lines[-1]:
        return run if len(run) >= _FEWEST_AT_END else ()
    if len(run) < _FEWEST_HEADLINES:
        return ()
    return run[1:-1] if run[0] == lines[0] else run[:-1]


def _lines(text: str) -> Iterator[Span]:
    """The lines that hold words."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Span(at, at + len(line.rstrip()))
        at += len(line)


def _may_be_headline(line: str) -> bool:
    stripped = line.strip()
    return len(stripped.split()) <= _HEADLINE_WORDS and not stripped.endswith(_ENDS)


def _is_body(line: str) -> bool:
    return len(line.split()) > _HEADLINE_WORDS and line.strip().endswith(_ENDS)
