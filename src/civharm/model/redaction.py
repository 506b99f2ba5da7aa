"""Words of a report that are in no copy of it that leaves the team: a person's decision; the original bytes stay."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from civharm.model.decisions import Action, Decision
from civharm.model.spans import Span

#: Stands for words of any length: it tells nobody how long they were.
BLACKED_OUT = "█" * 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """The words of one report that one decision blacks out, wherever they stand in it."""

    decision: str
    report: str
    quotes: tuple[str, ...]


def redactions(decisions: Iterable[Decision]) -> tuple[Redaction, ...]:
    """What is blacked out; `decisions` are those in force."""
    return tuple(
        Redaction(decision=each.id, report=each.target, quotes=tuple(_quotes(each.change)))
        for each in decisions
        if each.action is Action.REDACT
    )


def _quotes(change: Mapping[str, Any]) -> Iterator[str]:
    yield from map(str, change.get("quotes", ()))


def by_report(held: Iterable[Redaction]) -> Mapping[str, tuple[str, ...]]:
    """All quotes that are blacked out, by the report that they are of."""
    found: dict[str, dict[str, None]] = {}
    for each in held:
        found.setdefault(each.report, {}).update(dict.fromkeys(each.quotes))
    return {report: tuple(quotes) for report, quotes in found.items()}


def places_of(quotes: Iterable[str], text: str) -> list[Span]:
    """Where the words stand, the longest first where two begin at one place; however many blanks are between them."""
    found = []
    for quote in sorted(set(quotes), key=len, reverse=True):
        pattern = r"\s+".join(map(re.escape, quote.split()))
        found += [Span(*match.span()) for match in re.finditer(pattern, text)] if pattern else []
    return sorted(found)


def blacked_out(text: str, quotes: Iterable[str]) -> str:
    """The derived copy of a text: each run of words is one mask, of one length for all."""
    pieces, at = [], 0
    for span in _joined(places_of(quotes, text)):
        pieces += [text[at : span.start], BLACKED_OUT]
        at = span.end
    return "".join([*pieces, text[at:]])


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans that overlap or touch, as one."""
    held: Span | None = None
    for span in spans:
        if held is not None and span.start <= held.end:
            held = Span(held.start, max(held.end, span.end))
            continue
        if held is not None:
            yield held
        held = span
    if held is not None:
        yield held
