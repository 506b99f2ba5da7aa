"""What ties the words for a day or a place to an event of the report: features of the parse and of closed word lists."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp
from pathlib import Path
from typing import Protocol, TypeVar

import yaml
from spacy.tokens import Token

from civharm.claims.english.document import EnglishDocument
from civharm.claims.english.findings import Settled
from civharm.claims.english.frames import clause_head
from civharm.codebook.load import CueWords
from civharm.model.claims import ClaimKind
from civharm.model.spans import Span

_LISTS = Path(__file__).parents[3] / "codebook" / "lists"
_VERB_CLASSES = ("harming", "happening", "responding", "finding", "law", "mourning", "doing", "asking")
#: What a name can be part of, or whose home it can be.
_HEADS = ("security", "roads", "care", "learning", "people")
_NEXT_WORDS = re.compile(r"[A-Za-z]+")
_NEXT, _TITLE = 2, 30
_OF_SENTENCE = ("harming", "happening", "responding", "finding", "law", "mourning")
_PREPOSITIONS = frozenset(
    "on in at by since until after before from around about during of for as near".split()
)
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "conj", "acl", "xcomp", "pcomp", "parataxis", "ROOT"})
_TENSES = frozenset("VBD VBN VBZ VBP VB VBG".split())
_INNER = frozenset("advcl ccomp xcomp conj acl".split())
#: What other words for a day say of it, as well as those that are judged.
_TELLING_MOST = frozenset(
    "noun_event noun_later verb_harming verb_happening verb_responding verb_law".split()
)
_SHORT = 8
#: So many sentences below the headline say what a report is about.
_OPENING = 2
_STEEPEST = 20.0
#: Days or places, of one event.
_WEIGHED = 100
_Reading = TypeVar("_Reading")


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


_Standing = TypeVar("_Standing", bound=_Spanned)
_TELLING = (ClaimKind.HARM, ClaimKind.ATTACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What of an event is told where: its sentences, those of other events, those of the headline.

    `own` are the words of day and place that its own clauses hold, with the findings there.
    """

    sentences: frozenset[int]
    others: frozenset[int] = frozenset()
    own: Mapping[Span, Sequence[Settled]] = field(default_factory=dict)
    headline: Collection[int] = ()


def tellings(settled: Sequence[Settled], headline: Collection[int]) -> dict[str, Told]:
    """What is told of each occurrence, by its id."""
    members = by_occurrence(one for one in settled if tells_of_event(one))
    everywhere = frozenset(one.sentence for own in members.values() for one in own)
    return {
        occurrence: Told(
            sentences=frozenset(one.sentence for one in own),
            others=everywhere,
            own=_by_words(own),
            headline=headline,
        )
        for occurrence, own in members.items()
    }


def by_occurrence(settled: Iterable[Settled]) -> dict[str, list[Settled]]:
    """The findings of each occurrence, by its id; those of none left out."""
    members: dict[str, list[Settled]] = {}
    for one in settled:
        if one.occurrence is not None:
            members.setdefault(one.occurrence, []).append(one)
    return members


def _by_words(own: Iterable[Settled]) -> dict[Span, list[Settled]]:
    found: dict[Span, list[Settled]] = {}
    for one in own:
        for span in _own_words(one):
            found.setdefault(span, []).append(one)
    return found


def _own_words(one: Settled) -> Iterator[Span]:
    if one.is_own_when and one.when is not None and one.when.span is not None:
        yield one.when.span
    if one.is_own_where:
        yield from (place.span for place in one.where if place.span is not None)


def tells_of_event(one: Settled) -> bool:
    """Harm or an attack; not what another act was an answer to, whose day is never the report's."""
    return one.occurrence is not None and one.finding.kind in _TELLING and not one.finding.is_motive


def main_occurrence(settled: Sequence[Settled], *, headline: Collection[int] = ()) -> str | None:
    """The event that a report is about: the first whose harm is told below the headline, else the first told.

    Arrests alone are rather what came of it.
    """
    events = [one for one in settled if one.occurrence is not None and tells_of_event(one)]
    harms = [one for one in events if one.finding.kind is ClaimKind.HARM]
    bodily = [one for one in harms if not one.finding.tells_of_arrest]
    below = [one for one in bodily if one.sentence not in headline]
    return next((one.occurrence for one in (*below, *bodily, *harms, *events)), None)


class Circumstances:
    """The features that days and places of one document have in common."""

    def __init__(self, document: EnglishDocument, cues: CueWords, *, speech: Sequence[str]) -> None:
        self.document = document
        self._classes = {name: frozenset(cues[name]) for name in _VERB_CLASSES}
        self._heads = {name: frozenset(cues[name]) for name in _HEADS}
        self._event_nouns = frozenset(cues["event_nouns"])
        self._later_nouns = frozenset(cues["later_nouns"])
        self._stamps = frozenset(cues["stamps"])
        self._outcomes = frozenset(cues["outcomes"])
        self._speech = frozenset(speech)
        self._clauses: dict[Span, tuple[str, ...]] = {}
        self._about: str | None = None

    def is_of_outcome(self, trigger: Token) -> bool:
        """True where the clause tells what came of an event, perhaps on another day."""
        return clause_head(trigger).lemma_.lower() in self._outcomes

    def after_name(self, end: int) -> Iterator[str]:
        """What the words right after a place's name make of it: "Wardan police", "Wardan Street", "a Wardan man"."""
        words = [w.lower() for w in _NEXT_WORDS.findall(self.document.text, end, end + _TITLE)][:_NEXT]
        for name in sorted(self._heads):
            if words[:1] and words[0] in self._heads[name]:
                yield f"before_{name}"
            if words[1:] and words[1] in self._heads[name]:
                yield f"second_{name}"

    def near(self, ordered: Sequence[_Standing], told: Told) -> Sequence[_Standing]:
        """Those around the first sentence that tells of the event: of a long chronicle not all can be weighed."""
        start = self.document.sentences[min(told.sentences)].start_char
        at = bisect_left(ordered, start, key=lambda each: each.span.start)
        first = max(0, min(at - _WEIGHED // 2, len(ordered) - _WEIGHED))
        return ordered[first : first + _WEIGHED]

    def of_telling(self, span: Span, told: Told) -> Iterator[str]:
        """Where the words stand among the sentences that tell of the event."""
        at = self.document.sentence_index(span.start)
        if at in told.headline:
            yield "in_headline"
        first = min((s for s in told.sentences if s not in told.headline), default=0)
        yield f"from_first_{_steps(at - first)}"
        nearest = min((abs(at - s) for s in told.sentences), default=9)
        yield f"nearest_{min(nearest, 5)}"
        yield from self._of_own(span, told)
        if at in told.others and at not in told.sentences:
            yield "of_other"
        yield f"sentence_{bucket(at, (0, 1, 2, 3, 5, 8, 14))}"

    def _of_own(self, span: Span, told: Told) -> Iterator[str]:
        """What of the event hangs on the words itself."""
        own = told.own.get(span, ())
        if not own:
            return
        yield "own"
        token = self.document.token_at(span)
        for one in own:
            trigger, head = one.finding.trigger, clause_head(one.finding.trigger)
            yield f"own_of_{'arrest' if one.finding.tells_of_arrest else one.finding.kind.value}"
            yield f"own_of_{'verb' if trigger.pos_ in ('VERB', 'AUX') else 'noun'}"
            yield f"own_verb_{self._kind_of_verb(head)}"
            if self.is_of_outcome(trigger):
                yield "own_outcome"
            if token is not None:
                yield f"own_{'beside' if clause_head(token).i == head.i else 'apart'}"

    def of_other_words(self, spans: Iterable[Span], told: Told) -> Iterator[str]:
        """What other words for the same day hang on."""
        for span in spans:
            yield from (f"also_{name}" for name in self.of_clause(span) if name in _TELLING_MOST)
            if span in told.own:
                yield "also_own"
            if self.document.sentence_index(span.start) in told.headline:
                yield "also_in_headline"

    def of_clause(self, span: Span) -> tuple[str, ...]:
        """What the words hang on, and what else their sentence tells."""
        if span not in self._clauses:
            self._clauses[span] = tuple(self._of_clause(span))
        return self._clauses[span]

    def _of_clause(self, span: Span) -> Iterator[str]:
        token = self.document.token_at(span)
        if token is None:
            return
        verb = clause_head(token)
        yield f"dep_{token.dep_}"
        if token.dep_ == "pobj":
            word = token.head.lower_
            yield f"prep_{word if word in _PREPOSITIONS else 'other'}"
        noun = _noun_above(token)
        if noun is not None:
            yield f"noun_{self._kind_of_noun(noun)}"
        yield from self._of_verb(verb)
        if self.document.is_of_saying(span):
            yield "of_saying"
        around = self.document.attribution_of(span.start)
        if around is not None and around.covers(span.start):
            yield "quoted" if around.is_direct else "reported"
        yield from self._of_sentence(list(self.document.sentence_at(span.start)))

    def about(self, headline: Collection[int]) -> str:
        """What the report opens with: an event alone, or what the police, courts or mourners did after it."""
        if self._about is None:
            self._about = self._opens_with({*headline, *range(len(headline), len(headline) + _OPENING)})
        return self._about

    def _opens_with(self, opening: Collection[int]) -> str:
        sentences = [s for index, s in enumerate(self.document.sentences) if index in opening]
        tokens = [token for sentence in sentences for token in sentence]
        verbs = {t.lemma_.lower() for t in tokens if t.pos_ == "VERB"}
        if verbs & self._outcomes:
            return "outcome"
        lemmas = {t.lemma_.lower() for t in tokens}
        return "later" if lemmas & self._later_nouns or verbs & self._classes["mourning"] else "event"

    def _of_verb(self, verb: Token) -> Iterator[str]:
        yield f"verb_{self._kind_of_verb(verb)}"
        yield f"clause_{verb.dep_ if verb.dep_ in _CLAUSES else 'other'}"
        yield f"tense_{verb.tag_ if verb.tag_ in _TENSES else 'none'}"
        if any(child.dep_ == "aux" and child.lower_ in ("will", "would", "'ll") for child in verb.children):
            yield "will"
        inner = [child for child in verb.children if child.dep_ in _INNER]
        for kind in sorted({self._kind_of_verb(child) for child in inner}):
            yield f"inner_{kind}"
        if verb.head.i != verb.i:
            yield f"above_{self._kind_of_verb(clause_head(verb.head))}"

    def _of_sentence(self, tokens: Sequence[Token]) -> Iterator[str]:
        lemmas = {t.lemma_.lower() for t in tokens}
        words = {t.lower_ for t in tokens}
        verbs = {t.lemma_.lower() for t in tokens if t.pos_ == "VERB"}
        yield from (f"has_{name}" for name in _OF_SENTENCE if verbs & self._classes[name])
        if words & self._event_nouns:
            yield "has_event_noun"
        if lemmas & self._later_nouns:
            yield "has_later_noun"
        if words & self._stamps:
            yield "has_stamp"
        if not any(t.pos_ in ("VERB", "AUX") for t in tokens):
            yield "no_verb"
        if "block" in words:
            yield "has_block"
        if len(tokens) < _SHORT:
            yield "short"

    def _kind_of_noun(self, noun: Token) -> str:
        if noun.lower_ in self._event_nouns:
            return "event"
        return "later" if {noun.lower_, noun.lemma_.lower()} & self._later_nouns else "other"

    def _kind_of_verb(self, verb: Token) -> str:
        word = verb.lemma_.lower()
        if verb.pos_ not in ("VERB", "AUX"):
            return "none"
        if word == "be":
            return "be"
        for name, words in self._classes.items():
            if word in words:
                return name
        return "speech" if word in self._speech else "other"


def weight(features: Mapping[str, float], name: str) -> float:
    """The evidence as log-odds, by the weights of a list such as `dates/event.en.yml`."""
    weights = _weights(name)
    return sum(weights.get(feature, 0.0) * value for feature, value in features.items())


@lru_cache(maxsize=2)
def _weights(name: str) -> Mapping[str, float]:
    loaded: dict[str, float] = yaml.load((_LISTS / name).read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def shares(
    weighed: Sequence[tuple[float, _Reading]], *, key: Callable[[_Reading], Hashable]
) -> list[tuple[float, _Reading]]:
    """How likely each reading is, the likeliest first: one of them or, with weight 0, none of them is right.

    Readings of one key are mentions of one thing: their shares are added up, and the best stands for them.
    """
    powers = [exp(max(-_STEEPEST, min(_STEEPEST, weight))) for weight, _ in weighed]
    whole = 1 + sum(powers)
    summed: dict[Hashable, float] = {}
    best: dict[Hashable, tuple[float, _Reading]] = {}
    for power, (_, reading) in zip(powers, weighed, strict=True):
        thing = key(reading)
        summed[thing] = summed.get(thing, 0.0) + power / whole
        if thing not in best or power > best[thing][0]:
            best[thing] = (power, reading)
    found = [(share, best[thing][1]) for thing, share in summed.items()]
    return sorted(found, key=lambda each: -each[0])


def bucket(number: int, tops: Sequence[int]) -> str:
    """The first of the tops that a number reaches not beyond."""
    return next((f"to_{top}" for top in tops if number <= top), "more")


def _steps(steps: int) -> str:
    return f"before_{min(-steps, 3)}" if steps < 0 else bucket(steps, (0, 1, 2, 3, 5, 8, 14))


def _noun_above(token: Token) -> Token | None:
    """The noun that the words hang on: "Monday's shooting", "the shooting on Monday"."""
    head = token.head
    if head.dep_ == "prep" and token.dep_ == "pobj":
        head = head.head
    return head if head.pos_ in ("NOUN", "PROPN") and head.i != token.i else None
