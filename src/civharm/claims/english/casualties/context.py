"""What every part of the casualties reader needs of one text: its parse, its quantities, the cue words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from civharm.claims.english.casualties.ages import counts_nobody
from civharm.claims.english.casualties.lexicon import Lexicon, lexicon
from civharm.claims.quantities import EnglishQuantities
from civharm.codebook.entries import QuantityProfile
from civharm.codebook.load import CueWords
from civharm.model.casualties import Count
from civharm.model.spans import Span
from civharm.model.times import When


@dataclass(frozen=True, slots=True)
class Context:
    """One text under reading. `counts` gives the quantity that a token belongs to, by token index.

    `text` is the doc's, kept because spaCy joins it anew whenever it is asked for; `times` are in its order. `attackers`
    are the words of the names of those who are told to have harmed people, `families` those of the harmed, once known.
    """

    doc: Doc
    text: str
    lexicon: Lexicon
    profile: QuantityProfile
    counts: dict[int, Count]
    times: tuple[When, ...] = ()
    attackers: tuple[frozenset[str], ...] = ()
    families: frozenset[str] = frozenset()

    def day_at(self, token: Token) -> When | None:
        """The time told nearest to a word in its sentence, if any is told there."""
        sentence = token.sent
        first = bisect_left(self.times, sentence.start_char, key=_start)
        end = bisect_left(self.times, sentence.end_char, key=_start)
        return min(self.times[first:end], key=lambda when: abs(_start(when) - token.idx), default=None)

    def words(self, start: int, end: int) -> str:
        """The text of the tokens `start` to `end` (exclusive), without white space at its ends."""
        return self.span(start, end).of(self.text)

    def span(self, start: int, end: int) -> Span:
        """Where those tokens stand in the text."""
        first, last = self.doc[start], self.doc[end - 1]
        words = self.text[first.idx : last.idx + len(last)]
        lead = len(words) - len(words.lstrip())
        return Span(first.idx + lead, first.idx + max(lead, len(words.rstrip())))


def _start(when: When) -> int:
    return when.span.start if when.span is not None else 0


def context_of(
    doc: Doc,
    profile: QuantityProfile,
    cues: CueWords,
    *,
    counts: Sequence[Count] | None = None,
    times: Iterable[When] = (),
) -> Context:
    """Lay the quantities of a text over its tokens; they are looked for where they are not given."""
    text = doc.text
    starts = [token.idx for token in doc]
    if counts is None:
        counts = EnglishQuantities(profile, cues).find(text)
    by_token: dict[int, Count] = {}
    for count in counts:
        assert count.span is not None
        first = max(0, bisect_right(starts, count.span.start) - 1)
        end = bisect_left(starts, count.span.end)
        if not counts_nobody(doc, first, end):
            by_token.update(dict.fromkeys(range(first, end), count))
    known = (when for when in times if when.span is not None and when.start is not None)
    return Context(doc, text, lexicon(cues), profile, by_token, tuple(sorted(known, key=_start)))


def lemma(token: Token) -> str:
    """The lemma in lower case; for words that the tagger leaves alone, the word itself."""
    return (token.lemma_ or token.text).lower()
