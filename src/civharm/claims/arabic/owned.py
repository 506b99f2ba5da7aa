"""Harm told by its owner alone: "which led to his death", "causing their injury"."""

from collections.abc import Sequence

from civharm.claims.arabic.lexicon import Lexicon, Number
from civharm.claims.arabic.people import People, PeopleReader
from civharm.claims.arabic.tokens import Token
from civharm.model.casualties import Count, Harm, Status

#: How far before the word of harm "led to" may stand.
_RESULT_REACH = 3
_COUNTS = {Number.ONE: 1, Number.TWO: 2}


class OwnedHarmReader:
    """Reads a word of harm that ends in its owner, where the words before say that something led to it."""

    def __init__(self, lexicon: Lexicon, people: PeopleReader) -> None:
        self._lexicon = lexicon
        self._people = people

    def at(self, tokens: Sequence[Token], at: int) -> tuple[Harm, People] | None:
        """The harm and whom it befell: one or two, who were told of before. "Of his wounds" tells no new harm."""
        owned = self._lexicon.owned_event(tokens[at])
        count = _COUNTS.get(owned[1]) if owned else None
        if owned is None or count is None or not self._is_result(tokens, at):
            return None
        words = tokens[at].word
        return owned[0], People(
            first=at,
            end=at + 1,
            count=Count(min=count, max=count, words=words, rule=f"form:owner:{owned[1]}"),
            status=self._status(tokens, at, count),
        )

    def _is_result(self, tokens: Sequence[Token], at: int) -> bool:
        for before in range(at - 1, max(-1, at - 1 - _RESULT_REACH), -1):
            if tokens[before].is_sign:
                return False
            if self._lexicon.named("results", tokens, before):
                return True
        return False

    def _status(self, tokens: Sequence[Token], at: int, count: int) -> Status:
        """What they were called where they were told of, as many as they are."""
        for before in range(at - 1, -1, -1):
            told = self._people.at(tokens, before)
            if told and told.has_noun and told.harm is None and told.count.max == count:
                return told.status
        return Status.UNKNOWN
