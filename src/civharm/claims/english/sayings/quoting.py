"""Joins quotations to sayings: what is quoted goes with the cue in its sentence, before it, or above it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from civharm.claims.english.sayings.quotations import Quotation
from civharm.claims.english.sayings.saying import Saying
from civharm.claims.english.sayings.speech import Manner
from civharm.model.spans import Span

#: Words in quotation marks that are shorter are a turn of phrase, not a quotation that stands by itself.
_FEW_WORDS = 3


def with_quotations(text: str, sayings: Sequence[Saying], quotations: Sequence[Quotation]) -> list[Saying]:
    """Content grows to the whole of a quotation that it touches; a quotation by itself goes to whom it follows."""
    grown = [_grown(saying, quotations) for saying in sayings]
    outside = [at for at, saying in enumerate(grown) if not _is_quoted(saying, quotations)]
    covered = _Covered(grown[at] for at in outside)
    for quotation in quotations:
        if len(quotation.span.of(text).split()) < _FEW_WORDS or covered.has(quotation.span):
            continue
        at = _speaker_before(text, grown, outside, quotation)
        if at is not None:
            content = _joined([*grown[at].content, quotation.span])
            grown[at] = replace(grown[at], content=content, is_direct=True)
    return grown


def _is_quoted(saying: Saying, quotations: Sequence[Quotation]) -> bool:
    return saying.manner is Manner.HELD or any(
        q.span.covers(saying.cue) for q in _near(saying.cue, quotations)
    )


class _Covered:
    """Which quotations stand in content already; asked for in the order of the text."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self._spans = sorted((span.start, span.end) for saying in sayings for span in saying.content)
        self._at = 0
        self._reach = 0

    def has(self, quotation: Span) -> bool:
        """True if a content that begins no later reaches into the quotation."""
        while self._at < len(self._spans) and self._spans[self._at][0] <= quotation.start + 2:
            self._reach = max(self._reach, self._spans[self._at][1])
            self._at += 1
        return self._reach > quotation.start + 2


def _grown(saying: Saying, quotations: Sequence[Quotation]) -> Saying:
    """The same with the whole of each quotation that its content touches."""
    if saying.manner is Manner.HELD:
        return saying
    reach = Span(min(s.start for s in saying.content), max(s.end for s in saying.content))
    touched = [
        quotation.span
        for quotation in _near(reach, quotations)
        if not quotation.span.covers(saying.cue) and any(s.overlaps(quotation.span) for s in saying.content)
    ]
    return replace(saying, content=_joined([*saying.content, *touched]), is_direct=bool(touched))


def _near(span: Span, quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    """Quotations that share a character with the span."""
    first = bisect_left(quotations, span.start + 1, key=lambda quotation: quotation.span.end)
    indices = range(first, len(quotations))
    return takewhile(lambda q: q.span.start < span.end, (quotations[index] for index in indices))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _speaker_before(
    text: str, sayings: Sequence[Saying], outside: Sequence[int], quotation: Quotation
) -> int | None:
    """The saying that a quotation goes on with: the last before it in the paragraph, or a direct one just above."""
    at = bisect_left(outside, quotation.span.start, key=lambda at: sayings[at].cue.start) - 1
    if at < 0:
        return None
    before = sayings[outside[at]]
    end = max(span.end for span in (*before.content, before.cue) if span.end <= quotation.span.start)
    between = text[end : quotation.span.start]
    breaks = between.count("\n\n")
    is_next = breaks == 1 and before.is_direct and between.rstrip(" ").endswith("\n")
    return outside[at] if breaks == 0 or is_next else None
