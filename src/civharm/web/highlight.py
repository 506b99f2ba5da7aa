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

    `is_withheld` stands for masked words, `is_aside` for page furniture that is not the report's own words.
    """

    text: str
    claims: tuple[str, ...] = ()
    is_withheld: bool = False
    is_aside: bool = False

    @property
    def claim_ids(self) -> str:
        """The claims' ids as one attribute value, the shortest claim first."""
        return " ".join(self.claims)

    @property
    def depth(self) -> int:
        """How many claims overlap here; deeper than three looks like three."""
        return min(len(self.claims), 3)


def segments(text: str, claims: Iterable[Claim], body: Sequence[Span] = ()) -> tuple[Segment, ...]:
    """The whole text in order, nothing lost and nothing twice. No `body` is a body everywhere."""
    by_length = sorted(claims, key=lambda claim: (claim.span.end - claim.span.start, claim.id))
    spans = [*(claim.span for claim in by_length), *body]
    ends = {0, len(text), *(min(end, len(text)) for span in spans for end in (span.start, span.end))}
    found: list[Segment] = []
    for piece in map(Span, sorted(ends), sorted(ends)[1:]):
        over = tuple(claim.id for claim in by_length if claim.span.covers(piece))
        is_aside = bool(body) and not any(span.covers(piece) for span in body)
        found.extend(
            Segment(text="".join(run), claims=over, is_withheld=is_withheld, is_aside=is_aside)
            for is_withheld, run in groupby(piece.of(text), key=MASK.__eq__)
        )
    return tuple(found)
