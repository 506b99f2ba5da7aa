"""The kind of attack that a sentence speaks of, by the Arabic names of weapons and methods in the codebook."""

from dataclasses import dataclass

from civharm.claims.arabic.lexicon import PhraseIndex
from civharm.claims.arabic.tokens import Sentence
from civharm.codebook import Codebook
from civharm.lang.arabic import fold_word

#: Words that say that there was violence but not which kind: any other word wins over them.
_GENERAL = frozenset(("assault", "clash", "raid", "bombing"))


@dataclass(frozen=True, slots=True)
class Attack:
    """The event and, if said, the weapon."""

    event: str
    weapon: str | None


class AttackFinder:
    """Finds the attack of a sentence."""

    def __init__(self, codebook: Codebook) -> None:
        self._kinds = codebook.weapons
        self._names = PhraseIndex(
            {
                tuple(fold_word(name).split()): str(number)
                for number, kind in enumerate(codebook.weapons)
                for name in kind.aliases.ar
            }
        )

    def attack(self, sentence: Sentence) -> Attack | None:
        """The most telling attack word: a kind before a general word, a weapon before none, a longer name before a shorter."""
        found = [self._names.at(sentence.tokens, at) for at in range(len(sentence.tokens))]
        ranked = [(self._rank(int(number), length), int(number)) for number, length in filter(None, found)]
        if not ranked:
            return None
        kind = self._kinds[max(ranked, key=lambda entry: entry[0])[1]]
        return Attack(kind.event, kind.weapon)

    def _rank(self, number: int, length: int) -> tuple[bool, bool, int]:
        kind = self._kinds[number]
        return kind.event not in _GENERAL, kind.weapon is not None, length
