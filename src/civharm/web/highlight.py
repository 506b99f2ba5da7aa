"""A report's text cut at the ends of its claims, so that overlapping claims can each be lit up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from civharm.catalogue.masking import MASK
from civharm.model.claims import Claim
from civharm.model.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of text that the same claims cover all over.

    `is_withheld` stands for masked words, `is_aside` for page furniture that is not the report's own words,
    `is_title` for the headline, `is_graphic` for words that are blurred until asked for. `start` is where it begins.
    """

    text: str
    start: int = 0
    claims: tuple[str, ...] = ()
    is_withheld: bool = False
    is_aside: bool = False
    is_title: bool = False
    is_graphic: bool = False

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.text)

    @property
    def claim_ids(self) -> str:
        """The claims' ids as one attribute value, the shortest claim first."""
        return " ".join(self.claims)

    @property
    def depth(self) -> int:
        """How many claims overlap here; deeper than three looks like three."""
        return min(len(self.claims), 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What else of a text is marked."""

    body: Sequence[Span]
    title: Span | None
    graphic: Sequence[Span]

    @property
    def spans(self) -> tuple[Span, ...]:
        """All that begins or ends somewhere."""
        return (*self.body, *self.graphic, *((self.title,) if self.title else ()))


def segments(
    text: str,
    claims: Iterable[Claim],
    body: Sequence[Span] = (),
    *,
    title: Span | None = None,
    graphic: Sequence[Span] = (),
) -> tuple[Segment, ...]:
    """The whole text in order, nothing lost and nothing twice. No `body` is a body everywhere."""
    layout = _Layout(body=body, title=title, graphic=graphic)
    by_length = sorted(claims, key=lambda claim: (claim.span.end - claim.span.start, claim.id))
    spans = [*(claim.span for claim in by_length), *layout.spans]
    ends = {0, len(text), *(min(end, len(text)) for span in spans for end in (span.start, span.end))}
    found: list[Segment] = []
    for piece in map(Span, sorted(ends), sorted(ends)[1:]):
        over = tuple(claim.id for claim in by_length if claim.span.covers(piece))
        start = piece.start
        for is_withheld, run in groupby(piece.of(text), key=MASK.__eq__):
            words = "".join(run)
            found.append(
                _segment(words, Span(start, start + len(words)), over, layout, is_withheld=is_withheld)
            )
            start += len(words)
    return tuple(found)


def _segment(words: str, at: Span, over: tuple[str, ...], layout: _Layout, *, is_withheld: bool) -> Segment:
    return Segment(
        text=words,
        start=at.start,
        claims=over,
        is_withheld=is_withheld,
        is_aside=bool(layout.body) and not any(span.covers(at) for span in layout.body),
        is_title=layout.title is not None and layout.title.covers(at),
        is_graphic=any(span.covers(at) for span in layout.graphic),
    )
