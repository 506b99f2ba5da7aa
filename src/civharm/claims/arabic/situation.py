"""Who took, holds or lost a place, and how many people fled: a first form, by verbs and the words right after them."""

from collections.abc import Sequence
from dataclasses import replace

from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.parties import PartyFinder
from civharm.claims.arabic.people import People, PeopleReader
from civharm.claims.arabic.tokens import Sentence, Token
from civharm.lang.arabic import fold_word
from civharm.model.claims import Control, ControlChange, Displacement, Measure

#: The party stands this close after its verb; what is only tried or denied is said right before.
_PARTY_REACH = 6
_DENIED_REACH = 3
_PEOPLE_REACH = 5
#: "سيطرت ... على": without "on" the verb may speak of a fire or a crowd.
_ON = fold_word("على")
_NEEDS_ON = frozenset((ControlChange.CAPTURED, ControlChange.HELD))


class SituationFinder:
    """Finds changes of control and displacement in a sentence."""

    def __init__(self, lexicon: Lexicon, parties: PartyFinder, people: PeopleReader) -> None:
        self._lexicon = lexicon
        self._parties = parties
        self._people = people

    def control(self, sentence: Sentence) -> Control | None:
        """The first change of control by a known party; the place is that of the sentence."""
        tokens = sentence.tokens
        for at in range(len(tokens)):
            for change in ControlChange:
                length = self._lexicon.named(f"control/{change}", tokens, at)
                near = tokens[at + length : at + length + _PARTY_REACH]
                holder = self._parties.names(near)[:1] if length else ()
                if holder and self._is_of_place(change, near) and not self._is_denied(tokens, at):
                    return Control(change=change, holder=holder[0])
        return None

    def displaced(self, sentence: Sentence) -> Displacement | None:
        """The people that a word of fleeing governs, if a number of them is said."""
        tokens = sentence.tokens
        for at in range(len(tokens)):
            length = self._lexicon.named("displaced", tokens, at)
            people = self._governed(tokens, at + length) if length else None
            if people and not self._is_denied(tokens, at):
                return self._displacement(sentence, people)
        return None

    def _displacement(self, sentence: Sentence, people: People) -> Displacement:
        tokens = sentence.tokens
        are_families = bool(self._lexicon.named("families", tokens, people.end))
        end = people.end + are_families
        span = sentence.span_of(people.first, end)
        count = replace(people.count, words=span.of(sentence.folded.original), span=span)
        return Displacement(
            measure=Measure.CUMULATIVE if self._lexicon.has("since", tokens) else Measure.FLOW,
            unit="families" if are_families else "individuals",
            count=count,
        )

    def _governed(self, tokens: Sequence[Token], start: int) -> People | None:
        for at in range(start, min(start + _PEOPLE_REACH, len(tokens))):
            if tokens[at].is_sign or self._lexicon.is_word("stops", tokens[at]):
                return None
            people = self._people.at(tokens, at)
            if people and people.is_counted:
                return people
        return None

    def _is_of_place(self, change: ControlChange, near: Sequence[Token]) -> bool:
        return change not in _NEEDS_ON or any(token.word.startswith(_ON) for token in near)

    def _is_denied(self, tokens: Sequence[Token], at: int) -> bool:
        before = tokens[max(0, at - _DENIED_REACH) : at]
        return any(
            self._lexicon.is_word("negations", token.bare) or self._lexicon.named("attempts", (token,), 0)
            for token in before
        )
