"""One sentence with what a language model pointed at in it: what stands there is kept, the rest is refused aloud."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from civharm.claims.second.answers import Told
from civharm.claims.second.grammar import ReadText, Refused, Voice
from civharm.claims.second.words import standing_at
from civharm.model.casualties import Casualties, Harm
from civharm.model.claims import Party
from civharm.model.issues import Issue
from civharm.model.places import Place
from civharm.model.spans import Span
from civharm.model.store import SECOND
from civharm.model.times import When

#: Codes of what was pointed at and not kept.
REFUSALS = frozenset({"second-reader-claim", "second-reader-field"})
_SHOWN = 60
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """What the model pointed at, as values that our own grammars made of it."""

    quote: Span
    casualties: tuple[Casualties, ...]
    when: When | None
    where: tuple[Place, ...]
    attackers: tuple[Party, ...]
    voice: Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A sentence under examination; `issues` grows by what is refused."""

    read: ReadText
    text: str
    sentence: Span
    issues: list[Issue] = field(default_factory=list)

    def pointed_at(self, told: Iterable[Told]) -> list[Pointed]:
        """All that stands in the sentence and can be read."""
        return [pointed for one in told if (pointed := self._pointed(one)) is not None]

    def _pointed(self, told: Told) -> Pointed | None:
        """Without its quote, its people and their number there is no claim; other fields may be missing."""
        try:
            quote = self._standing(told.quote)
            people = self._standing(told.people_words)
            casualties = self.read.casualties(Harm(told.harm), quote, people)
        except Refused as refused:
            self._refuse(f"a claim on {short(told.quote)} {refused}", code="second-reader-claim")
            return None
        return Pointed(
            quote=quote,
            casualties=tuple(casualties),
            when=self._value(told.time_words, self.read.time),
            where=self._value(told.place_words, self.read.places) or (),
            attackers=self._value(told.attacker_words, self.read.attackers) or (),
            voice=self._voice(quote, told.speaker_words),
        )

    def _voice(self, quote: Span, words: str | None) -> Voice:
        spoken = self._value(words, lambda span: self.read.voice(quote, span))
        return spoken or self.read.voice(quote, None)

    def _value(self, words: str | None, made_of: Callable[[Span], _Value]) -> _Value | None:
        """The value of a field; None where there are no words, or where they are refused."""
        if words is None or not words.strip():
            return None
        try:
            return made_of(self._standing(words))
        except Refused as refused:
            self._refuse(f"{short(words)} {refused}", code="second-reader-field")
            return None

    def _standing(self, words: str) -> Span:
        span = standing_at(words, self.text, self.sentence)
        if span is None:
            raise Refused(f"rests on words that do not stand in the sentence ({short(words)})")
        return span

    def _refuse(self, what: str, *, code: str) -> None:
        self.note(f"{what}: not kept", code=code)

    def note(self, message: str, *, code: str) -> None:
        """Put on the record what a person should know of the second reading of this sentence."""
        self.issues.append(
            Issue(stage=SECOND, code=code, message=f"second reader: {message}", span=self.sentence)
        )


def without_repeats(pointed: Sequence[Pointed]) -> list[Pointed]:
    """Each count once: what the model pointed at twice is one thing."""
    seen: set[tuple[Harm, Span | None]] = set()
    kept = []
    for one in pointed:
        fresh = tuple(each for each in one.casualties if (each.harm, each.count.span) not in seen)
        seen.update((each.harm, each.count.span) for each in fresh)
        if fresh:
            kept.append(replace(one, casualties=fresh))
    return kept


def short(words: str) -> str:
    """Words for a message."""
    folded = " ".join(words.split())
    return f"“{folded[:_SHOWN]}{'…' if len(folded) > _SHOWN else ''}”"
