"""Words of harm that say something else: a proposal that met with applause, a court that ruled, people who fell ill.

Nor is it harm to count that nobody did: a road accident, an earthquake.
"""

from collections.abc import Sequence

from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.tokens import Token

#: How far behind the verb what was met stands, behind the people what they fell ill with, behind "spent" the time.
_MET_REACH, _ILL_REACH, _SPENT_REACH = 14, 3, 5


class OtherSenses:
    """Tells by the words around a word of harm whether it speaks of none."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def holds(self, tokens: Sequence[Token], at: int, end: int) -> bool:
        """True if the word of harm at a token, whose people end before `end`, tells of nobody harmed by violence."""
        return (
            self._met_something_else(tokens, at)
            or self._ruled_or_spent(tokens, at)
            or self._has("illnesses", tokens, end, _ILL_REACH)
            or self._is_misfortune(tokens)
        )

    def _met_something_else(self, tokens: Sequence[Token], at: int) -> bool:
        """ "لقي" is to meet: who meets his end is killed, a proposal meets with applause."""
        return bool(self._lexicon.named("meets", tokens, at)) and not self._has(
            "what_the_dead_meet", tokens, at, _MET_REACH
        )

    def _ruled_or_spent(self, tokens: Sequence[Token], at: int) -> bool:
        """ "قضى" is also to rule, of courts, and to spend a time somewhere."""
        if not self._lexicon.named("passes_away_or_time", tokens, at):
            return False
        return self._has("courts", tokens, at + 1, 2) or self._has(
            "times_spent", tokens, at + 1, _SPENT_REACH
        )

    def _is_misfortune(self, tokens: Sequence[Token]) -> bool:
        """ "Killed in a road accident"; where the sentence tells of an attack too, nobody knows who died of which."""
        return self._lexicon.has("misfortunes", tokens) and not any(
            self._lexicon.named(attacks, tokens, at)
            for attacks in ("attack_nouns", "attack_verbs")
            for at in range(len(tokens))
        )

    def _has(self, name: str, tokens: Sequence[Token], start: int, reach: int) -> bool:
        return self._lexicon.has(name, tokens[start : start + reach])
