"""What a language must offer to a second reader: its sentences, and values for words of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from civharm.model.casualties import Casualties, Harm
from civharm.model.claims import Claim, Party, Stance
from civharm.model.places import Place
from civharm.model.reports import Report
from civharm.model.spans import Span
from civharm.model.speakers import Speaker
from civharm.model.times import When


class Refused(Exception):
    """Words that no claim, or no field of one, can be made of; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says it, and how: what the language's own grammar of speech makes of a place in the text."""

    speaker: Speaker | None
    said_on: When | None
    stance: Stance
    hedges: tuple[str, ...]


class ReadText(Protocol):
    """One report under a language's grammars. Every method raises Refused where it can make nothing of words."""

    @property
    def sentences(self) -> Sequence[Span]:
        """The sentences, in order, without white space at their ends."""

    def doubtful(self, claims: Sequence[Claim]) -> Sequence[Span]:
        """The sentences that may tell of harm and from which no sure claim was read."""

    def casualties(self, harm: Harm, quote: Span, people: Span) -> Sequence[Casualties]:
        """The counts that the words for people give, for the harm that the quote tells of."""

    def time(self, words: Span) -> When:
        """When, by the words."""

    def places(self, words: Span) -> tuple[Place, ...]:
        """Where, by the words; the finest first."""

    def attackers(self, words: Span) -> tuple[Party, ...]:
        """Which belligerents the words name."""

    def voice(self, quote: Span, speaker: Span | None) -> Voice:
        """Who says what the quote says; the words for a speaker count where the grammar finds none."""

    def weapon(self, quote: Span) -> tuple[str | None, str | None]:
        """The kind of attack and the weapon that the sentence names nearest to the quote."""

    def private_names(self, within: Span) -> Sequence[Span]:
        """Names of persons there, to be protected: nobody knows yet who they are."""


class Grammar(Protocol):
    """A language's grammars."""

    @property
    def language(self) -> str:
        """ISO 639-1."""

    def text_of(self, report: Report, text: str) -> ReadText:
        """The report under the grammars."""
