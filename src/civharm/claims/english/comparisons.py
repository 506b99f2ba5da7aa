"""What an event is measured against: "the deadliest since 140 people were killed in May" tells of another event."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from civharm.claims.english.frames import chars
from civharm.model.spans import Span

_SINCE = "since"
#: "Deadliest", "most"; they stand within so many tokens before "since".
_SUPERLATIVES = frozenset({"JJS", "RBS"})
_ORDER = "first"
_AMOUNTS = frozenset({"most", "least"})
_REACH = 6


def find_comparisons(words: Doc | Tokens) -> Iterator[Span]:
    """Where "since" and its clause stand behind a superlative, in code points of the text."""
    for token in words:
        if token.lower_ == _SINCE and _follows_superlative(token):
            yield chars(token.doc[token.i : _end_of(token)])


def _follows_superlative(since: Token) -> bool:
    before = since.doc[max(since.sent.start, since.i - _REACH) : since.i]
    return any(_is_superlative(token) or token.lower_ == _ORDER for token in before)


def _is_superlative(token: Token) -> bool:
    """ "Worst", "most deadly"; "at least" and "most of them" say how many."""
    if token.lower_ in _AMOUNTS:
        return token.i + 1 < len(token.doc) and token.nbor().pos_ == "ADJ" and token.nbor().tag_ == "JJ"
    return token.tag_ in _SUPERLATIVES


def _end_of(since: Token) -> int:
    """After the clause that it opens, or after what it governs."""
    clause = since.head if since.dep_ == "mark" else since
    return max(since.i, clause.right_edge.i) + 1
