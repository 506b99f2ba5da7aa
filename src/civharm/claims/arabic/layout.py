"""The lines of a captured page that are headlines of other reports: before, between and after its own text."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from civharm.model.span_index import SpanIndex
from civharm.model.spans import Span

_HEADLINE_WORDS = 20
#: Runs of so many headlines are a list of them; those at the end are one sooner.
_FEWEST_HEADLINES, _FEWEST_AT_END = 4, 2
_ENDS = (".", "…", ":", "»", '."', "،")


def other_headlines(text: str) -> SpanIndex[Span]:
    """The runs of headlines in a text.

    Only beside a body of full sentences: a post of short lines is all its own. The first line of a text, and the
    one right before a full sentence, are its title.
    """
    lines = list(_lines(text))
    if not any(_is_body(line.of(text)) for line in lines):
        return SpanIndex(())
    runs = [
        list(run) for is_run, run in groupby(lines, lambda line: _may_be_headline(line.of(text))) if is_run
    ]
    spans = (_others(run, lines) for run in runs)
    return SpanIndex((span, span) for found in spans for span in found)


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
