"""Harm words that scanning damaged are read as they were meant, and named for a person to compare."""

from collections.abc import Sequence

from civharm.lang.arabic import Folded
from civharm.lang.marks import whole
from civharm.lang.scanned import DamagedWord, damaged_words, mended
from civharm.model.issues import Issue
from civharm.model.spans import Span


def mended_words(
    text: str, plain: Folded | None, words: Sequence[str]
) -> tuple[Folded | None, tuple[Issue, ...]]:
    """The plain text with its damaged words mended, None where the text needs neither; an issue for each."""
    damaged = tuple(damaged_words(plain.text if plain else text, words))
    if not damaged:
        return plain, ()
    before = plain or whole(text)
    issues = (_issue(word, before.span(word.span.start, word.span.end)) for word in damaged)
    return mended(before, damaged), tuple(issues)


def _issue(word: DamagedWord, span: Span) -> Issue:
    message = f"“{word.written}” looks like “{word.meant}” damaged in scanning and is read as that: compare the report"
    return Issue(stage="claims", code="damaged-word", message=message, span=span)
