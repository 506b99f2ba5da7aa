"""Where words stand in a rendition."""

from dataclasses import dataclass
from typing import Self

from civharm.model.errors import InvalidModel

_CONTEXT = 32


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a rendition: `text[start:end]`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise InvalidModel(f"not a span: {self.start}–{self.end}")

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """True if the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """True if the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """The same length, `by` code points further on."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Exact words with what stands before and after them (W3C text quote selector)."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def at(cls, text: str, span: Span) -> Self:
        """The quote of a span, with up to 32 code points on either side."""
        return cls(
            exact=span.of(text),
            prefix=text[max(0, span.start - _CONTEXT) : span.start],
            suffix=text[span.end : span.end + _CONTEXT],
        )
