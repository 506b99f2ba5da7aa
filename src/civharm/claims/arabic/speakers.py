"""Who says it: the formulas by which Arabic reports name their speaker ("أفاد مصدر طبي", "بحسب المرصد")."""

from collections.abc import Sequence
from dataclasses import dataclass

from civharm.claims.arabic.lexicon import Lexicon, PhraseIndex
from civharm.claims.arabic.naming import NameReader
from civharm.claims.arabic.tokens import Sentence, Token
from civharm.codebook import Codebook
from civharm.lang.arabic import fold_word
from civharm.model.speakers import PROTECTED_KINDS, Speaker, SpeakerKind

#: The most words that a speaker's description takes.
_LENGTH = 7
_OPENINGS = frozenset(
    map(fold_word, ("أن", "إن", "بأن", "وأن", "عن", "اليوم", "في", "خلال", "أنه", "أنها", "لـ"))
)
_TITLE_LENGTH = 4
#: Bodies whose name begins with what they are ("مرصد نينوى").
_NAMED_BY_WORDS = frozenset((SpeakerKind.CASUALTY_RECORDER, SpeakerKind.NGO, SpeakerKind.MEDIA))
#: "Called", "by the name of": a name follows.
_CALLED = frozenset(
    map(fold_word, ("يدعى", "تدعى", "ويدعى", "وتدعى", "اسمه", "اسمها", "واسمه", "واسمها", "يسمى", "تسمى"))
)
#: How soon after a name its bearer is described: "Samir Ali, one of the residents".
_DESCRIBED_WITHIN = 4
#: "The source": the one quoted before.
_THE_SOURCE = fold_word("المصدر")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of a sentence; `goes_on` where the sentence says only that the last speaker added something."""

    speaker: Speaker | None
    goes_on: bool = False


class SpeakerFinder:
    """Finds the speaker of a sentence by verbs of saying and by names and roles of the codebook."""

    def __init__(self, codebook: Codebook, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._codebook = codebook
        self._people = NameReader(lexicon)
        self._organisations = {one.name: one.kind for one in codebook.organisations}
        self._names = PhraseIndex(
            {
                tuple(fold_word(name).split()): one.name
                for one in codebook.organisations
                for name in one.aliases.ar
            }
        )
        self._parties = PhraseIndex(
            {
                tuple(fold_word(name).split()): one.name
                for one in codebook.belligerents
                for name in one.aliases.ar
            }
        )

    def attribution(self, sentence: Sentence) -> Attribution | None:
        """Who says the sentence; None where it is the reporter's own voice."""
        tokens = sentence.tokens
        for at in range(len(tokens)):
            if self._lexicon.named("further_verbs", tokens, at):
                return Attribution(self._subject(sentence, at + 1), goes_on=True)
            length = self._lexicon.named("according_to", tokens, at)
            if length:
                found = self._subject(sentence, at + length) or self._described(sentence, at + length)
                if found:
                    return Attribution(found)
            length = self._lexicon.named("say_verbs", tokens, at)
            if length and _is_word(tokens, at + length, _THE_SOURCE):
                return Attribution(None, goes_on=True)
            found = self._speaker_after(sentence, at + length) if length else None
            if found:
                return Attribution(found)
        return self._before_colon(sentence)

    def _speaker_after(self, sentence: Sentence, start: int) -> Speaker | None:
        return self._subject(sentence, start) or self._described_after(sentence, start)

    def _described_after(self, sentence: Sentence, start: int) -> Speaker | None:
        """ "Samir Ali, one of the residents": a name, and soon after it who bears it."""
        end = self._people.end_of_name(sentence.tokens, start)
        if end is None:
            return None
        for at in range(end, min(end + _DESCRIBED_WITHIN, len(sentence.tokens))):
            role = self._lexicon.speaker_kind(sentence.tokens, at)
            if role and SpeakerKind(role[0]) in PROTECTED_KINDS:
                name = sentence.span_of(start, end).of(sentence.folded.original)
                return _speaker(sentence, (start, end), SpeakerKind(role[0]), name=name)
        return None

    def _before_colon(self, sentence: Sentence) -> Attribution | None:
        signs = [at for at, token in enumerate(sentence.tokens[: _TITLE_LENGTH + 1]) if token.word == ":"]
        found = self._subject(sentence, 0, end=signs[0]) if signs else None
        return Attribution(found) if found else None

    def _subject(self, sentence: Sentence, start: int, *, end: int | None = None) -> Speaker | None:
        """The known name or role in the words after the verb."""
        tokens = sentence.tokens
        end = end if end is not None else _end_of(tokens, start)
        for at in range(start, end):
            speaker = self._known(sentence, at, (start, end))
            if speaker:
                return speaker
        return None

    def _known(self, sentence: Sentence, at: int, words: tuple[int, int]) -> Speaker | None:
        tokens = sentence.tokens
        if organisation := self._names.at(tokens, at):
            kind = self._organisations[organisation[0]]
            return _speaker(sentence, words, kind, name=organisation[0])
        if party := self._parties.at(tokens, at):
            role = self._lexicon.speaker_kind(tokens, words[0])
            kind = SpeakerKind(role[0]) if role else SpeakerKind.MILITARY
            return _speaker(sentence, words, kind, party=party[0])
        if role := self._lexicon.speaker_kind(tokens, at):
            kind = SpeakerKind(role[0])
            is_named = kind in _NAMED_BY_WORDS and at == words[0] and words[1] > at + role[1]
            name = sentence.span_of(*words).of(sentence.folded.original) if is_named else None
            return _speaker(sentence, words, kind, name=name or self._called(sentence, words, kind))
        return None

    def _called(self, sentence: Sentence, words: tuple[int, int], kind: SpeakerKind) -> str | None:
        """The name of a person whom the report introduces: "a witness called …", "the witness Samir Ali"."""
        start, end = words
        at = next((at for at in range(start, end - 1) if sentence.tokens[at].word in _CALLED), None)
        if at is not None:
            return sentence.span_of(at + 1, end).of(sentence.folded.original)
        if kind not in PROTECTED_KINDS:
            return None
        ends = ((at, self._people.end_of_name(sentence.tokens, at)) for at in range(start + 1, end))
        found = next(((at, last) for at, last in ends if last is not None), None)
        return sentence.span_of(*found).of(sentence.folded.original) if found else None

    def _described(self, sentence: Sentence, start: int) -> Speaker | None:
        end = _end_of(sentence.tokens, start)
        return _speaker(sentence, (start, end), SpeakerKind.UNKNOWN) if end > start else None


def _speaker(
    sentence: Sentence,
    words: tuple[int, int],
    kind: SpeakerKind,
    *,
    name: str | None = None,
    party: str | None = None,
) -> Speaker:
    span = sentence.span_of(*words)
    text = span.of(sentence.folded.original)
    return Speaker(name=name, role=None if name else text, kind=kind, words=text, party=party, span=span)


def _is_word(tokens: Sequence[Token], at: int, word: str) -> bool:
    return at < len(tokens) and tokens[at].word == word


def _end_of(tokens: Sequence[Token], start: int) -> int:
    for at in range(start, min(start + _LENGTH, len(tokens))):
        if tokens[at].is_sign or tokens[at].word in _OPENINGS or tokens[at].word.startswith("بان"):
            return at
    return min(start + _LENGTH, len(tokens))
