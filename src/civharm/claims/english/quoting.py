"""Joins quotations to sayings: what is quoted goes with the cue in its sentence, before it, or above it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from civharm.claims.english.quotations import Quotation
from civharm.claims.english.sayings import Saying
from civharm.claims.english.speech import Manner
from civharm.model.spans import Span

#: Words in quotation marks that are shorter are a turn of phrase, not a quotation that stands by itself.
_FEW_WORDS = 3


def with_quotations(text: str, sayings: Sequence[Saying], quotations: Sequence[Quotation]) -> list[Saying]:
    """Content grows to the whole of a quotation that it touches; a quotation by itself goes to whom it follows."""
    grown = [_grown(saying, quotations) for saying in sayings]
    covered = _Covered(grown)
    for quotation in quotations:
        if len(quotation.span.of(text).split()) < _FEW_WORDS or covered.has(quotation.span):
            continue
        at = _speaker_before(text, grown, quotation, quotations)
        if at is not None:
            grown[at] = replace(
                grown[at], content=_joined([*grown[at].content, quotation.span]), is_direct=True
            )
    return grown


class _Covered:
    """Which characters some content holds; content is asked for in the order of the text."""

    def __init__(self, sayings: Iterable[Saying]) -> None:
        self._spans = sorted(
            {(s.start, s.end) for saying in sayings if saying.manner is Manner.SAID for s in saying.content}
        )
        self._at = 0
        self._reach = 0

    def has(self, span: Span) -> bool:
        while self._at < len(self._spans) and self._spans[self._at][0] < span.end:
            self._reach = max(self._reach, self._spans[self._at][1])
            self._at += 1
        return self._reach > span.start + 1


def _grown(saying: Saying, quotations: Sequence[Quotation]) -> Saying:
    if saying.manner is Manner.HELD:
        return saying
    found = saying.content
    is_direct = False
    for quotation in _near(saying, quotations):
        inside = quotation.span.covers(saying.cue)
        if inside or not any(span.overlaps(quotation.span) for span in found):
            continue
        is_direct = True
        found = _joined([*found, quotation.span])
    return replace(saying, content=found, is_direct=is_direct)


def _near(saying: Saying, quotations: Sequence[Quotation]) -> list[Quotation]:
    from bisect import bisect_left

    start = min(span.start for span in (*saying.content, saying.cue))
    end = max(span.end for span in (*saying.content, saying.cue))
    first = bisect_left(quotations, start, key=lambda quotation: quotation.span.end)
    found = []
    for quotation in quotations[first:]:
        if quotation.span.start >= end:
            break
        found.append(quotation)
    return found


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if merged and span.start <= merged[-1].end + 1:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _speaker_before(
    text: str, sayings: Sequence[Saying], quotation: Quotation, quotations: Sequence[Quotation]
) -> int | None:
    """The saying that a quotation goes on with: the last direct one before it in the paragraph or the one above."""
    from bisect import bisect_left

    start = quotation.span.start
    at = bisect_left(sayings, start, key=lambda saying: saying.cue.start) - 1
    while at >= 0 and sayings[at].manner is Manner.HELD:
        at -= 1
    if at < 0:
        return None
    between = text[sayings[at].cue.end : start]
    breaks = between.count("\n\n")
    if breaks > 1 or (breaks == 1 and not between.rstrip(" ").endswith("\n")):
        return None
    if breaks == 1 and not sayings[at].is_direct:
        return None
    return at
