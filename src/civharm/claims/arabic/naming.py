"""Where a person's name stands: a given name of the codebook and the words that go on with it."""

from collections.abc import Sequence

from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.tokens import Token
from civharm.lang.arabic import fold_word

#: A name has at most this many words, and at least a given name and one more.
_LONGEST, _SHORTEST = 5, 2
_SERVANT, _ON_OR_ALI = fold_word("عبد"), fold_word("علي")
_BRACKET, _END_OF_BRACKET, _COMMA = "(", ")", ","
#: How many words a remark in brackets after a name has ("(25 عاماً)", "(من أهالي القرية)").
_REMARK = 6


class NameReader:
    """Finds names by the given names of the codebook."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def end_of_name(self, tokens: Sequence[Token], start: int) -> int | None:
        """Where a full name that begins at a token ends, its titles included; None where none begins.

        The first word may bear an "and".
        """
        at = start
        while at < len(tokens) and (length := self._lexicon.named("titles", tokens, at)):
            at += length
        if not self._is_given(tokens, at):
            return None
        end = self.end_of_words(tokens, at + 1, limit=at + _LONGEST)
        return end if end - at >= _SHORTEST else None

    def end_of_words(self, tokens: Sequence[Token], start: int, *, limit: int) -> int:
        """Where the words end that may go on with a name."""
        end = start
        while end < min(limit, len(tokens)) and self._goes_on(tokens, end):
            end += 1
        return end

    def after_remark(self, tokens: Sequence[Token], at: int) -> int:
        """Past an age, and past a remark in brackets."""
        if at < len(tokens) and tokens[at].word == _BRACKET:
            signs = (there for there in range(at, min(at + _REMARK, len(tokens))) if _closes(tokens[there]))
            return next(signs, at - 1) + 1
        if at + 1 < len(tokens) and tokens[at].word.isdigit():
            return at + 1 + self._lexicon.named("not_people", tokens, at + 1)
        return at

    def _is_given(self, tokens: Sequence[Token], at: int) -> bool:
        if at >= len(tokens):
            return False
        token = tokens[at]
        if token.word == _ON_OR_ALI and not token.written.endswith("ي"):
            return False
        return self._lexicon.is_given_name(token) and not (
            token.bare.word == _SERVANT and not self._goes_on(tokens, at + 1)
        )

    def _goes_on(self, tokens: Sequence[Token], at: int) -> bool:
        if at >= len(tokens):
            return False
        token = tokens[at]
        if token.is_sign or token.word[0].isdigit():
            return False
        if self._lexicon.is_given_name(token) and not token.is_joined:
            return token.word != _ON_OR_ALI or token.written.endswith("ي")
        return not (
            (token.is_joined and not self._lexicon.is_whole_name(token))
            or self._lexicon.is_word("name_breaks", token)
            or self._lexicon.is_word("stops", token)
            or self._lexicon.noun(token)
            or self._lexicon.event(tokens, at)
        )


def _closes(token: Token) -> bool:
    return token.word == _END_OF_BRACKET
