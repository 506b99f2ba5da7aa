"""The kind of attack that a sentence speaks of, by the Arabic names of weapons and methods in the codebook."""

from dataclasses import dataclass

from civharm.claims.arabic.lexicon import Lexicon, PhraseIndex
from civharm.claims.arabic.tokens import Sentence
from civharm.codebook import Codebook
from civharm.lang.arabic import fold_word

#: Words that say that there was violence but not which kind: any other word wins over them.
_GENERAL = frozenset(("assault", "clash", "raid", "bombing"))
#: What a strike is taken for by the arm that carried it out, by its list of cue words, and where none is named.
_BY_ARM = (("aircraft", "airstrike"), ("guns", "shelling"))
_UNSAID = "attack"


@dataclass(frozen=True, slots=True)
class Attack:
    """The event and, if said, the weapon."""

    event: str
    weapon: str | None


class AttackFinder:
    """Finds the attack of a sentence."""

    def __init__(self, codebook: Codebook, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
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
            return self._strike(sentence)
        kind = self._kinds[max(ranked, key=lambda entry: entry[0])[1]]
        return Attack(kind.event, kind.weapon)

    def _strike(self, sentence: Sentence) -> Attack | None:
        """ "الطيران يستهدف": a verb of striking, of whatever kind the arm before it is."""
        tokens = sentence.tokens
        if not any(self._lexicon.is_word("strikes", token.bare) for token in tokens):
            return None
        kinds = (event for arm, event in _BY_ARM if self._lexicon.has(arm, tokens))
        return Attack(next(kinds, _UNSAID), None)

    def _rank(self, number: int, length: int) -> tuple[bool, bool, int]:
        kind = self._kinds[number]
        return kind.event not in _GENERAL, kind.weapon is not None, length
