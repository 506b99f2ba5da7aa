"""A saying: source, cue and content by the grammar of the words alone, before anybody asks who the source is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from civharm.claims.english.frames import chars
from civharm.claims.english.sayings.sources import whole_phrase
from civharm.claims.english.sayings.speech import Manner
from civharm.model.spans import Span

_SEPARATORS = frozenset(", ; : - – — --".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Who says or holds what. `head` is the word of the cue that governs it; no source where none is named.

    Nested if the cue stands in what somebody else says.
    """

    head: Token
    cue: Span
    manner: Manner
    content: tuple[Span, ...]
    source_head: Token | None = None
    source: Span | None = None
    is_direct: bool = False
    is_nested: bool = False


def sayings_of(
    head: Token, cue: range, source: Token | None, *, manner: Manner, content: Iterable[int]
) -> Iterator[Saying]:
    """The saying that the tokens make: none if nothing is left of the content beside cue and source."""
    doc = head.doc
    phrase = whole_phrase(source, head) if source is not None else None
    named = range(phrase.start, phrase.end) if phrase is not None else range(0)
    spans = spans_of(doc, content, without=frozenset({*cue, *named}))
    if not spans:
        return
    own = [index for index in cue if index not in named] or [head.i]
    yield Saying(
        head=head,
        cue=chars(doc[own[0] : own[-1] + 1]),
        manner=manner,
        content=spans,
        source_head=source,
        source=chars(phrase) if phrase is not None else None,
    )


def spans_of(doc: Doc, tokens: Iterable[int], *, without: frozenset[int] = frozenset()) -> tuple[Span, ...]:
    """Runs of neighbouring tokens as spans, separators at their ends cut; runs without a word are left out."""
    runs: list[list[int]] = []
    for index in sorted(set(tokens) - without):
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return tuple(span for run in runs if (span := _span_of(doc, run[0], run[-1])) is not None)


def _span_of(doc: Doc, first: int, last: int) -> Span | None:
    while first <= last and _separates(doc[first]):
        first += 1
    while first <= last and (_separates(doc[last]) or doc[last].text == "."):
        last -= 1
    has_words = any(token.is_alpha or token.like_num for token in doc[first : last + 1])
    return chars(doc[first : last + 1]) if has_words else None


def _separates(token: Token) -> bool:
    """Commas and dashes; quotation marks belong to what they mark."""
    return token.is_space or token.text in _SEPARATORS
