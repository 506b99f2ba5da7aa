"""Harm that a sentence speaks of and does not tell: negated ("no dead"), denied, feared or to be prevented."""

from collections.abc import Sequence

from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.people import People
from civharm.claims.arabic.tokens import Token
from civharm.claims.quantities import is_vague
from civharm.lang.arabic import fold_word

_REACH = 5
#: "لم تعلن أي جهة عن وقوع قتلى": a plural without a number is negated from further off; who denies, and when, stands
#: between a denial and what is denied.
_FAR_REACH = 12
_NO = fold_word("لا")
_COMMA = ","


class NegationReader:
    """Tells whether the words before a harm take it back."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def holds(self, tokens: Sequence[Token], at: int, people: Sequence[People]) -> bool:
        """True if the harm that begins at a token is not told to have been done to these people."""
        are_unnumbered = all(is_vague(one.count) for one in people)
        return (
            self._is_negated(tokens, at, reach=_FAR_REACH if are_unnumbered else _REACH)
            or self._is_none(tokens, at)
            or self._is_feared(tokens, at)
            or self._is_denied(tokens, at)
        )

    def _is_negated(self, tokens: Sequence[Token], at: int, *, reach: int) -> bool:
        for before in range(at - 1, max(-1, at - 1 - reach), -1):
            if tokens[before].is_sign:
                return False
            if self._lexicon.is_word("negations", tokens[before].bare):
                return True
        return False

    def _is_none(self, tokens: Sequence[Token], at: int) -> bool:
        """ "لا قتلى", "لا توجد إصابات": none there are; "لا تزال" says nothing of the kind."""
        if at and tokens[at - 1].bare.word == _NO:
            return True
        return any(
            self._lexicon.named("there_is_none", tokens, before) for before in range(max(0, at - 4), at)
        )

    def _is_feared(self, tokens: Sequence[Token], at: int) -> bool:
        """ "to avoid dead among civilians", "warned of more victims"."""
        for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
            token = tokens[before]
            if self._lexicon.named("fears", tokens, before):
                return True
            if token.is_sign or self._lexicon.is_word("ends_fears", token):
                return False
        return False

    def _is_denied(self, tokens: Sequence[Token], at: int) -> bool:
        """ "denied, in a statement on Friday, that people were killed", until something else is told."""
        for before in range(at - 1, max(-1, at - 1 - _FAR_REACH), -1):
            token = tokens[before]
            if self._lexicon.named("denials", tokens, before):
                return True
            is_over = token.is_sign and token.word != _COMMA
            if is_over or self._lexicon.is_word("ends_fears", token) or self._turns(tokens, before):
                return False
        return False

    def _turns(self, tokens: Sequence[Token], at: int) -> bool:
        """ "while", "but", "said", "responsibility for": what follows is not what was denied."""
        return any(
            self._lexicon.named(cues, tokens, at) for cues in ("contrasts", "say_verbs", "parts_in_harm")
        )
