"""The second reader: asks a language model about sentences, keeps what stands in them, doubts all of it.

The model only points at words. Whatever it points at must stand in the sentence; what the words mean
(how many, when, where, who) is for our own grammars to say. What is refused becomes an issue.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from civharm.claims.second.answers import BrokenAnswer, Told, answer_in, completion_in
from civharm.claims.second.claims import Desk, Draft, Occurrences, drafts_of
from civharm.claims.second.examined import REFUSALS, Examined, short, without_repeats
from civharm.claims.second.grammar import Grammar
from civharm.claims.second.question import VERSION, question
from civharm.claims.second.which import SecondReaderOn
from civharm.model.claims import Origin
from civharm.model.errors import NoAnswer, QuestionRefused
from civharm.model.issues import Issue
from civharm.model.ports import Reading
from civharm.model.reports import Report

#: A sentence beyond this many code points is none: nobody is asked about it.
_LONGEST = 1_500
#: After so many reports in a row without an answer nobody is asked any more.
_PATIENCE = 3


class Reply(Protocol):
    """What came back: the body, and the seconds that it took."""

    @property
    def content(self) -> bytes:
        """The body of the answer."""

    @property
    def seconds(self) -> float:
        """How long it took."""


#: Puts one question; raises NoAnswer.
Ask = Callable[[bytes], Reply]


@dataclass(slots=True, eq=False)
class Effort:
    """What a run has cost, and what came of it."""

    questions: int = 0
    seconds: float = 0.0
    prompt_tokens: int = 0
    answer_tokens: int = 0
    claims: int = 0
    agreed: int = 0
    refused: int = 0
    broken: int = 0
    unanswered: int = 0


@dataclass(slots=True)
class LanguageModelReader:
    """Implements `civharm.model.ports.SecondReader` over any OpenAI-compatible endpoint."""

    ask: Ask
    model: str
    grammars: Mapping[str, Callable[[], Grammar]]
    on: SecondReaderOn = SecondReaderOn.DOUBTFUL
    effort: Effort = field(default_factory=Effort)
    name: str = field(init=False, default="language-model")
    _failed_in_a_row: int = field(init=False, default=0)

    @property
    def version(self) -> str:
        """The model, then what else decides what it answers."""
        return f"{self.model} ({self.on}, question {VERSION})"

    @property
    def languages(self) -> frozenset[str]:
        """Those that there are grammars for."""
        return frozenset(self.grammars)

    def read_again(self, report: Report, text: str, first: Reading) -> Reading:
        """Claims on doubtful sentences, or on all, beside those of the first reading. Raises NoAnswer."""
        try:
            return self._read(report, text, first)
        except NoAnswer:
            self._failed_in_a_row += 1
            self.effort.unanswered += 1
            raise

    def _read(self, report: Report, text: str, first: Reading) -> Reading:
        read = self.grammars[report.language or ""]().text_of(report, text)
        origin = Origin(by="machine", name=self.name, version=self.version)
        desk = Desk(report=report, text=text, read=read, origin=origin, first=first)
        found, issues = self._asked(desk)
        claims = tuple(desk.claims_of(found))
        self.effort.claims += len(claims)
        speakers = dict.fromkeys((*first.speakers, *(claim.speaker for claim in claims if claim.speaker)))
        return Reading(
            claims=claims,
            speakers=tuple(speakers),
            dateline=first.dateline,
            issues=tuple(replace(each, report_id=report.id) for each in issues),
        )

    def _asked(self, desk: Desk) -> tuple[list[Draft], list[Issue]]:
        """What the sentences that are asked about tell that is not known yet, and what is refused of it."""
        read = desk.read
        occurrences = Occurrences(desk.first.claims, read.sentences)
        found: list[Draft] = []
        issues: list[Issue] = []
        for sentence in read.sentences if self.on is SecondReaderOn.ALL else read.doubtful(desk.first.claims):
            examined = Examined(read=read, text=desk.text, sentence=sentence, issues=issues)
            pointed = without_repeats(examined.pointed_at(self._told(sentence.of(desk.text), examined)))
            for draft in drafts_of(pointed, sentence):
                fresh, agreed = draft.beside(desk.first.claims)
                self.effort.agreed += agreed
                if fresh.casualties:
                    found.append(replace(fresh, occurrence=occurrences.of(fresh)))
        self.effort.refused += sum(each.code in REFUSALS for each in issues)
        return found, issues

    def _told(self, words: str, examined: Examined) -> Sequence[Told]:
        """What the model tells of one sentence; an answer that is none is an issue, and tells nothing."""
        if len(words) > _LONGEST:
            examined.note(
                f"{len(words):,} characters are no sentence: not asked about", code="second-reader-not-asked"
            )
            return ()
        if self._failed_in_a_row >= _PATIENCE:
            raise NoAnswer(f"not asked any more after {_PATIENCE} reports in a row without an answer")
        try:
            reply = self.ask(question(words, model=self.model))
            return self._weighed(reply)
        except (BrokenAnswer, QuestionRefused) as error:
            self.effort.broken += 1
            examined.note(f"no use of the answer on {short(words)}: {error}", code="second-reader-answer")
            return ()

    def _weighed(self, reply: Reply) -> Sequence[Told]:
        """The answer, its cost written down first: a useless one costs as much."""
        self._failed_in_a_row = 0
        self.effort.questions += 1
        self.effort.seconds += reply.seconds
        completion = completion_in(reply.content)
        if completion.usage is not None:
            self.effort.prompt_tokens += completion.usage.prompt_tokens
            self.effort.answer_tokens += completion.usage.completion_tokens
        return answer_in(completion).claims
