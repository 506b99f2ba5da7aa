"""One English report, annotated once: parse, times, places, parties, attributions."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from civharm.dates.expression import TimeExpression
from civharm.lang.english import is_parsed
from civharm.model.casualties import Count
from civharm.model.claims import Stance
from civharm.model.places import Place
from civharm.model.span_index import SpanIndex
from civharm.model.spans import Span
from civharm.model.speakers import Speaker
from civharm.model.times import When
from civharm.places.mention import PlaceMention


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """A belligerent named, or described by a word that can only mean it ("the militants")."""

    span: Span
    name: str
    id: str
    kind: str
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what: the speaker, the cue ("said"), and the spans of the content.

    `withheld` is the whole cue where somebody does not say it: "declined to confirm".
    """

    speaker: Speaker
    source: Span
    cue: Span
    content: tuple[Span, ...]
    stance: Stance
    cue_lemma: str
    said_on: When | None = None
    is_direct: bool = False
    withheld: Span | None = None

    def covers(self, position: int) -> bool:
        """True if the character position stands in the content."""
        return any(span.start <= position < span.end for span in self.content)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedMention:
    """A place mention with the place that it was resolved to."""

    mention: PlaceMention
    place: Place

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return self.mention.span


@dataclass(frozen=True, slots=True, kw_only=True)
class EnglishDocument:
    """The annotations that all finders share; every tuple is ordered by span.

    `text` is the doc's, which spaCy would put together anew each time it is asked for.
    """

    doc: Doc
    text: str
    anchor: date | None
    sentences: tuple[Tokens, ...]
    times: tuple[TimeExpression, ...]
    places: tuple[LocatedMention, ...]
    parties: tuple[PartyMention, ...]
    attributions: tuple[Attribution, ...] = ()
    motives: tuple[Span, ...] = ()
    mourned: tuple[Span, ...] = ()
    counts: tuple[Count, ...] = ()
    _sentence_ends: tuple[int, ...] = field(init=False, repr=False)
    _contents: SpanIndex[Attribution] = field(init=False, repr=False, compare=False)
    _saying: SpanIndex[Attribution] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep at hand what finders ask for often."""
        contents = ((span, each) for each in self.attributions for span in each.content)
        saying = ((span, each) for each in self.attributions for span in (each.source, each.cue))
        object.__setattr__(self, "_sentence_ends", tuple(each.end_char for each in self.sentences))
        object.__setattr__(self, "_contents", SpanIndex(contents))
        object.__setattr__(self, "_saying", SpanIndex(saying))

    def motive_at(self, position: int) -> Span | None:
        """What another act was the answer to, or is compared with, around the character position."""
        return next((span for span in self.motives if span.start <= position < span.end), None)

    def sentence_index(self, position: int) -> int:
        """Index of the sentence that holds the character position."""
        return min(bisect_left(self._sentence_ends, position + 1), len(self._sentence_ends) - 1)

    def sentence_at(self, position: int) -> Tokens:
        """The sentence that holds the character position."""
        return self.sentences[self.sentence_index(position)]

    def token_at(self, span: Span) -> Token | None:
        """The token that governs a span: the one whose head lies outside it."""
        tokens = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        return tokens.root if tokens is not None and len(tokens) else None

    def parties_within(self, span: Span) -> list[PartyMention]:
        """Party mentions inside the span, in the order of the text."""
        return [party for party in self.parties if span.covers(party.span)]

    def attribution_of(self, position: int) -> Attribution | None:
        """The attribution whose cue stands there, or the innermost whose content holds the position."""
        here = Span(position, position + 1)
        at_cue = [each for each in self._saying.overlapping(here) if each.cue.start == position]
        around = at_cue or self._contents.overlapping(here)
        return min(around, key=lambda a: sum(s.end - s.start for s in a.content), default=None)

    def attributed_within(self, span: Span) -> Attribution | None:
        """The first attribution with content inside the span or across its ends."""
        return next(iter(self._contents.overlapping(span)), None)

    def cues_within(self, span: Span) -> list[Span]:
        """The cues of attributions that share a character with the span."""
        return [each.cue for each in self._saying.overlapping(span) if each.cue.overlaps(span)]

    def is_of_saying(self, span: Span) -> bool:
        """True where a cue or a source stands: words there are not part of what is told."""
        return bool(self._saying.overlapping(span))

    @property
    def parsed(self) -> Iterator[Tokens]:
        """The sentences that were thought to matter, and parsed."""
        return filter(is_parsed, self.sentences)

    def times_from(self, sentence: Tokens) -> Sequence[TimeExpression]:
        """The times that begin in the sentence."""
        return _beginning_in(self.times, sentence)

    def places_from(self, sentence: Tokens) -> Sequence[LocatedMention]:
        """The place mentions that begin in the sentence."""
        return _beginning_in(self.places, sentence)


def readable_sentences(doc: Doc, text: str) -> tuple[Tokens, ...]:
    """The sentences that hold words."""
    return tuple(each for each in doc.sents if _WORD.search(text, each.start_char, each.end_char))


_WORD = re.compile(r"[^\W_]")
_Spanned = TypeVar("_Spanned", TimeExpression, LocatedMention)


def _beginning_in(ordered: Sequence[_Spanned], sentence: Tokens) -> Sequence[_Spanned]:
    first = bisect_left(ordered, sentence.start_char, key=lambda each: each.span.start)
    end = bisect_left(ordered, sentence.end_char, key=lambda each: each.span.start)
    return ordered[first:end]


def spans_overlap_any(span: Span, others: Sequence[Span]) -> bool:
    """True if the span shares a character with one of the others."""
    return any(span.overlaps(other) for other in others)
