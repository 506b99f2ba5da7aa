"""Finding quoted words again after the text around them has moved."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from civharm.model.claims import Claim
from civharm.model.ids import fold_space
from civharm.model.spans import Quote, Span
from civharm.publication.lines import claim_from_line, claim_line


def find_again(quote: Quote, text: str) -> Span | None:
    """Where the quote stands in a text: its words with any white space, told apart by what is around.

    None if the words are not there, or are there more than once with equal surroundings.
    """
    words = quote.exact.split()
    if not words:
        return None
    places = [Span(*found.span()) for found in re.finditer(r"\s+".join(map(re.escape, words)), text)]
    places.sort(key=lambda place: -_likeness(quote, Quote.at(text, place)))
    if len(places) > 1 and len({_likeness(quote, Quote.at(text, place)) for place in places[:2]}) == 1:
        return None
    return places[0] if places else None


def _likeness(a: Quote, b: Quote) -> int:
    """How many characters before and after the quote agree, counted outwards from it."""
    before = zip(reversed(fold_space(a.prefix)), reversed(fold_space(b.prefix)), strict=False)
    after = zip(fold_space(a.suffix), fold_space(b.suffix), strict=False)
    return _run(before) + _run(after)


def _run(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for left, right in pairs:
        if left != right:
            break
        count += 1
    return count


def successor(claim: Claim, span: Span, candidates: Sequence[Claim]) -> Claim | None:
    """The claim of a newer reading that reads the same words: the same kind, most characters shared."""
    same_words = [c for c in candidates if c.kind == claim.kind and c.span.overlaps(span)]
    same_words.sort(key=lambda c: (-_shared(c.span, span), c.ordinal != claim.ordinal))
    return same_words[0] if same_words else None


def _shared(a: Span, b: Span) -> int:
    return min(a.end, b.end) - max(a.start, b.start)


def reanchor(claim: Claim, old_text: str, new_text: str) -> Claim | None:
    """The claim with every span moved to where its words stand in the new text; None without an anchor.

    A part whose words can't be found again loses its span and keeps its words. A protected name that
    can't be found again protects the whole quote: a mask too wide harms nobody.
    """
    span = find_again(claim.quote, new_text)
    if span is None:
        return None
    line = _move_spans(claim_line(claim), old_text, new_text)
    quote = Quote.at(new_text, span)
    line |= {"span": [span.start, span.end], "quote": quote.exact}
    line |= {"prefix": quote.prefix, "suffix": quote.suffix}
    moved = [find_again(Quote.at(old_text, name), new_text) for name in claim.protected]
    line["protected"] = [[name.start, name.end] for name in (found or span for found in moved)]
    return claim_from_line(line)


def _move_spans(value: Any, old_text: str, new_text: str) -> Any:
    if isinstance(value, list):
        return [_move_spans(inner, old_text, new_text) for inner in value]
    if not isinstance(value, dict):
        return value
    moved = {key: _move_spans(inner, old_text, new_text) for key, inner in value.items()}
    if value.get("span"):
        found = find_again(Quote.at(old_text, Span(*value["span"])), new_text)
        moved["span"] = [found.start, found.end] if found else None
    return moved
