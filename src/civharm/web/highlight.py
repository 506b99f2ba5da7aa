"""A report's text cut at the ends of its claims, so that overlapping claims can each be lit up."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from civharm.model.claims import Claim
from civharm.web.masking import MASK


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of text that the same claims cover all over; `is_withheld` stands for masked words."""

    text: str
    claims: tuple[str, ...] = ()
    is_withheld: bool = False

    @property
    def claim_ids(self) -> str:
        """The claims' ids as one attribute value, the shortest claim first."""
        return " ".join(self.claims)

    @property
    def depth(self) -> int:
        """How many claims overlap here; deeper than three looks like three."""
        return min(len(self.claims), 3)


def segments(text: str, claims: Iterable[Claim]) -> tuple[Segment, ...]:
    """The whole text in order, nothing lost and nothing twice."""
    by_length = sorted(claims, key=lambda claim: (claim.span.end - claim.span.start, claim.id))
    cuts = {0, len(text)}
    for claim in by_length:
        cuts |= {min(claim.span.start, len(text)), min(claim.span.end, len(text))}
    found: list[Segment] = []
    for start, end in pairwise(sorted(cuts)):
        over = tuple(claim.id for claim in by_length if claim.span.start <= start and end <= claim.span.end)
        found.extend(_cut_at_masks(text[start:end], over))
    return tuple(found)


def _cut_at_masks(text: str, claims: tuple[str, ...]) -> Iterator[Segment]:
    for is_withheld, run in groupby(text, key=MASK.__eq__):
        yield Segment(text="".join(run), claims=claims, is_withheld=is_withheld)
