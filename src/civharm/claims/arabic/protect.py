"""Where the names of private persons stand in a report: of victims, each time that they are named, and of witnesses."""

from collections.abc import Iterable, Iterator

from civharm.claims.arabic.findings import Finding
from civharm.claims.arabic.victims import NamedVictim
from civharm.model.span_index import SpanIndex
from civharm.model.spans import Span


def protected_names(text: str, named: Iterable[NamedVictim], findings: Iterable[Finding]) -> SpanIndex[Span]:
    """All places of protected names. A name of one word is a word of the language too often to be looked for again."""
    spans = dict.fromkeys(victim.span for victim in named)
    full_names = dict.fromkeys(name for span in spans if " " in (name := span.of(text)))
    for name in full_names:
        spans.update(dict.fromkeys(_places_of(name, text)))
    for finding in findings:
        speaker = finding.speaker
        if speaker and speaker.is_protected and speaker.name and speaker.span:
            spans[speaker.span] = None
    return SpanIndex((span, span) for span in sorted(spans))


def _places_of(name: str, text: str) -> Iterator[Span]:
    at = text.find(name)
    while at >= 0:
        yield Span(at, at + len(name))
        at = text.find(name, at + len(name))
