"""Sayings inside what somebody else says."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from civharm.claims.english.sayings.quotations import Quotation
from civharm.claims.english.sayings.saying import Saying
from civharm.claims.english.sayings.speech import Manner


def without_inner(text: str, sayings: Sequence[Saying], quotations: Iterable[Quotation]) -> Iterator[Saying]:
    """Marks what is said inside another's words as nested; views told there are that other's and are left out."""
    inner = _inner(text, sayings, quotations)
    for index, saying in enumerate(sayings):
        if index not in inner:
            yield saying
        elif saying.manner is Manner.SAID and (saying.source_head is not None or saying.head.pos_ == "NOUN"):
            yield replace(saying, is_nested=True)


def _inner(text: str, sayings: Sequence[Saying], quotations: Iterable[Quotation]) -> frozenset[int]:
    """Indices of the sayings whose cue has its head in content; the widest content counts first."""
    told = bytearray(len(text) + 1)
    for quotation in quotations:
        _mark(told, quotation.span.start, quotation.span.end)
    found = set()
    for index in sorted(range(len(sayings)), key=lambda index: -_width(sayings[index])):
        if told[sayings[index].head.idx]:
            found.add(index)
            continue
        for span in sayings[index].content:
            _mark(told, span.start, span.end)
    return frozenset(found)


def _mark(told: bytearray, start: int, end: int) -> None:
    told[start:end] = b"\x01" * (end - start)


def _width(saying: Saying) -> int:
    return sum(span.end - span.start for span in saying.content)
