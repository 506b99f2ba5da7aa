"""The company that a name keeps: lists of places, and what is said of it right after ("X, a village near Y")."""

import re
from collections.abc import Iterator, Sequence

from civharm.model.spans import Span
from civharm.places.candidates import Candidate
from civharm.places.words import place_words

_LINK = re.compile(
    r"^(?: (?P<kind>[a-z]+))?(?: ?\([^()\n]{1,24}\))?(?P<sign>,? (?:and|or)(?: the)?|,(?: the)?)\s+$"
)
_APPOSITION = re.compile(
    r"^(?:, | \(|; )(?:a|an|the|another|one of the) (?:[\w-]+ ){0,3}?(?P<kind>[a-z]+)"
    r"(?=[,.;)]| (?:in|near|of|on|at|to|close|about|around|outside|inside|just|some|north|south|east|west|along|under"
    r"|between|located|that|which|where|known|held|controlled|with|by)\b)"
)
_REACH = 80


def lists_of(text: str, candidates: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Runs of names joined by commas and a last "and": one sort of thing, as a rule."""
    run: list[Candidate] = []
    is_closed = False
    for candidate in candidates:
        sign = _link(text, run[-1], candidate) if run else ""
        if sign:
            run.append(candidate)
            is_closed = is_closed or sign != ","
            continue
        if is_closed:
            yield run
        run, is_closed = [candidate], False
    if is_closed:
        yield run


def _link(text: str, one: Candidate, other: Candidate) -> str:
    """What joins two names: a comma, or a word with it; nothing where they are apart."""
    found = _LINK.match(text[one.span.end : other.span.start])
    if found is None or one.is_people or other.is_people:
        return ""
    kind = found["kind"]
    return found["sign"] if not kind or _is_kind(kind) else ""


def is_called_place(text: str, span: Span) -> bool:
    """True for "Tel Amar, a village near Mosul"."""
    found = _APPOSITION.match(text[span.end : span.end + _REACH])
    return found is not None and _is_kind(found["kind"])


def _is_kind(word: str) -> bool:
    words = place_words("en")
    return word in words.kinds or word in words["features"]
