"""Two numbers that are the ends of one: "بين 10 و15 قتيلاً", "خمسة أو ستة أشخاص", "10-15 شخصاً"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.tokens import Token
from civharm.lang.arabic import fold_word
from civharm.lang.arabic_numbers import number_at

_TO, _OR, _AND, _FROM = fold_word("إلى"), fold_word("أو"), "و", fold_word("من")
_DASHES = ("-", "–", "—")
_ONE_WORD = re.compile(r"(\d{1,4})[-–—](\d{1,4})\Z")
#: How far before its first number a word may stand that tells of a change: "rose from 3 to 5".
_CHANGE_REACH = 8


@dataclass(frozen=True, slots=True)
class NumberRange:
    """The ends of a range, and the token after it."""

    low: int
    high: int
    end: int


class RangeReader:
    """Finds ranges of numbers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def at(self, tokens: Sequence[Token], start: int) -> NumberRange | None:
        """The range that begins at a token; a change from one number to another is none."""
        if written := _ONE_WORD.match(tokens[start].word):
            return _rising(int(written[1]), int(written[2]), start + 1)
        between = self._lexicon.named("between", tokens, start)
        is_from = tokens[start].word == _FROM
        first = _number(tokens, start + (between or is_from))
        if first is None or self._is_change(tokens, start):
            return None
        low, link = first
        return self._second(tokens, link, low, may_join=bool(between))

    def _second(self, tokens: Sequence[Token], link: int, low: int, *, may_join: bool) -> NumberRange | None:
        """The other end after "to", "or" or a dash; after "and" where "between" stands before the first."""
        if link >= len(tokens):
            return None
        word = tokens[link].word
        if word in (*_DASHES, _OR, _TO):
            found = _number(tokens, link + 1)
        elif may_join and word.startswith(_AND):
            found = _number(tokens, link + 1) if word == _AND else _number(tokens, link, joined=True)
        else:
            return None
        return _rising(low, found[0], found[1]) if found else None

    def _is_change(self, tokens: Sequence[Token], start: int) -> bool:
        before = tokens[max(0, start - _CHANGE_REACH) : start]
        return any(self._lexicon.is_word("changes", token.bare) for token in before)


def _rising(low: int, high: int, end: int) -> NumberRange | None:
    return NumberRange(low, high, end) if low < high else None


def _number(tokens: Sequence[Token], at: int, *, joined: bool = False) -> tuple[int, int] | None:
    """A number and the token after it."""
    words = [token.word for token in tokens[at : at + 9]]
    if not words:
        return None
    found = number_at([words[0].removeprefix(_AND), *words[1:]] if joined else words, 0)
    return (found[0], at + found[1]) if found else None
