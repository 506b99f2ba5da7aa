"""Which of the days that a report tells is the day of an event: what ties each day to it, weighed.

A sentence that tells of the harm often tells no day; another one does ("It happened about 9 p.m. on Friday"),
among days of arrests, hearings, burials and of earlier events. The features are structure and closed word
lists; the weights were fitted by logistic regression over these features alone.
"""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Token

from civharm.claims.english.document import EnglishDocument
from civharm.claims.english.frames import clause_head
from civharm.codebook.load import CueWords
from civharm.dates.expression import TimeExpression
from civharm.model.spans import Span
from civharm.model.times import When

_LONGEST = 2
#: Features that count differently where the text tells no other day.
_KINDS = ("verb_", "of_saying", "has_", "age_", "nearest_")
_VERB_CLASSES = ("harming", "happening", "responding", "finding", "law", "mourning", "doing", "asking")
_PREPOSITIONS = frozenset("on in at by since until after before from around about during of for as".split())
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "conj", "acl", "xcomp", "pcomp", "parataxis", "ROOT"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What of an event is told where: its sentences, those of other events, those of the headline.

    `own_times` are the words of time that its own clauses hold.
    """

    sentences: frozenset[int]
    others: frozenset[int] = frozenset()
    own_times: frozenset[Span] = frozenset()
    headline: Container[int] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCandidate:
    """A time expression that names one day (or one night), with what ties it to the event."""

    time: TimeExpression
    features: dict[str, float] = field(default_factory=dict)

    @property
    def when(self) -> When:
        """The interval of the day, with its words and rule."""
        return self.time.when


class DayEvidence:
    """Gathers, for the days that one report tells, what speaks for and against their being an event's."""

    def __init__(self, document: EnglishDocument, cues: CueWords, *, speech: Sequence[str]) -> None:
        self._document = document
        self._classes = {name: frozenset(cues[name]) for name in _VERB_CLASSES}
        self._event_nouns = frozenset(cues["event_nouns"])
        self._later_nouns = frozenset(cues["later_nouns"])
        self._stamps = frozenset(cues["stamps"])
        self._outcomes = frozenset(cues["outcomes"])
        self._speech = frozenset(speech)
        self._days = [time for time in document.times if _names_day(time)]
        self._counted = Counter(time.when.start for time in self._days)

    def candidates(self, told: Told) -> list[DayCandidate]:
        """Every day of the text, in its order."""
        days = (time for time in self._days if not self._is_said_on(time))
        return [DayCandidate(time=time, features=self._features(time, told)) for time in days]

    def is_of_outcome(self, trigger: Token) -> bool:
        """True where the clause tells what came of an event, perhaps on another day."""
        return clause_head(trigger).lemma_.lower() in self._outcomes

    def _features(self, time: TimeExpression, told: Told) -> dict[str, float]:
        found = {"bias", *self._of_words(time), *self._of_age(time), *self._of_place_in_text(time, told)}
        token = self._document.token_at(time.span)
        if token is not None:
            found |= set(self._of_clause(time, token))
        if "only_day" in found:
            found |= {f"only_day_{name}" for name in found if name.startswith(_KINDS)}
        return dict.fromkeys(sorted(found), 1.0)

    def _of_words(self, time: TimeExpression) -> Iterator[str]:
        rule = time.when.rule.split(":")[-1]
        yield f"rule_{_family(rule)}"
        if time.when.part_of_day is not None:
            yield "part_of_day"
        if ":" in time.timex_value or "T" in time.timex_value:
            yield "clock"
        if time.words[:4].lower() == "late" or time.words[:5].lower() == "early":
            yield "late_or_early"
        if time.when.days != 1:
            yield "night"
        if time.words[:4].lower() == "last":
            yield "last"

    def _of_age(self, time: TimeExpression) -> Iterator[str]:
        anchor, day = self._document.anchor, time.when.start
        others = {other.when.start for other in self._days} - {day}
        known = [other for other in others if other is not None]
        assert day is not None
        yield f"named_{min(self._counted[day], 4)}"
        if not known:
            yield "only_day"
        else:
            if day < min(known):
                yield "earliest"
            if day > max(known):
                yield "latest"
            if self._counted[day] > max(self._counted[other] for other in known):
                yield "named_most"
        if self._days[0] is time:
            yield "first_told"
        elif self._days[0].when.start == day:
            yield "same_as_first"
        if anchor is not None:
            yield f"age_{_age(anchor, day)}"

    def _of_place_in_text(self, time: TimeExpression, told: Told) -> Iterator[str]:
        at = self._document.sentence_index(time.span.start)
        if at in told.headline:
            yield "in_headline"
        first = min((s for s in told.sentences if s not in told.headline), default=0)
        yield f"from_first_{_steps(at - first)}"
        nearest = min((abs(at - s) for s in told.sentences), default=9)
        yield f"nearest_{min(nearest, 5)}"
        if time.span in told.own_times:
            yield "own"
        if at in told.others and at not in told.sentences:
            yield "of_other"
        yield f"sentence_{_bucket(at, (0, 1, 2, 3, 5, 8, 14))}"

    def _of_clause(self, time: TimeExpression, token: Token) -> Iterator[str]:
        document = self._document
        sentence = document.sentence_at(time.span.start)
        verb = clause_head(token)
        yield f"dep_{token.dep_}"
        if token.dep_ == "pobj":
            word = token.head.lower_
            yield f"prep_{word if word in _PREPOSITIONS else 'other'}"
        noun = _noun_above(token)
        if noun is not None:
            yield f"noun_{self._kind_of_noun(noun)}"
        yield f"verb_{self._kind_of_verb(verb)}"
        yield f"clause_{verb.dep_ if verb.dep_ in _CLAUSES else 'other'}"
        yield f"tense_{verb.tag_ if verb.tag_ in ('VBD', 'VBN', 'VBZ', 'VBP', 'VB', 'VBG') else 'none'}"
        if any(child.dep_ == "aux" and child.lower_ in ("will", "would", "'ll") for child in verb.children):
            yield "will"
        inner = [child for child in verb.children if child.dep_ in ("advcl", "ccomp", "xcomp", "conj", "acl")]
        for kind in sorted({self._kind_of_verb(child) for child in inner}):
            yield f"inner_{kind}"
        if verb.head.i != verb.i:
            yield f"above_{self._kind_of_verb(clause_head(verb.head))}"
        if document.is_of_saying(time.span):
            yield "of_saying"
        around = document.attribution_of(time.span.start)
        if around is not None and around.covers(time.span.start):
            yield ("quoted" if around.is_direct else "reported")
        yield from self._of_sentence(list(sentence), token)

    def _of_sentence(self, tokens: Sequence[Token], token: Token) -> Iterator[str]:
        lemmas = {t.lemma_.lower() for t in tokens}
        words = {t.lower_ for t in tokens}
        for name in ("harming", "happening", "responding", "finding", "law", "mourning"):
            if any(t.pos_ == "VERB" and t.lemma_.lower() in self._classes[name] for t in tokens):
                yield f"has_{name}"
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
        if len(tokens) < 8:
            yield "short"

    def _is_said_on(self, time: TimeExpression) -> bool:
        return any(a.said_on is not None and a.said_on.span == time.span for a in self._document.attributions)

    def _kind_of_noun(self, noun: Token) -> str:
        if noun.lower_ in self._event_nouns:
            return "event"
        return (
            "later"
            if noun.lemma_.lower() in self._later_nouns or noun.lower_ in self._later_nouns
            else "other"
        )

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


def _names_day(time: TimeExpression) -> bool:
    when = time.when
    return (
        when.start is not None and when.days is not None and when.days <= _LONGEST and when.rule != "present"
    )


def _family(rule: str) -> str:
    if rule.startswith("weekday"):
        return rule
    if rule.startswith("day_and_month"):
        return "day_and_month"
    if rule.startswith(("calendar", "iso", "numeric")):
        return "calendar"
    return (
        rule
        if rule in ("today", "yesterday", "last_night", "this_morning", "overnight", "tonight", "weekend")
        else "other"
    )


def _age(anchor: date, day: date) -> str:
    days = (anchor - day).days
    if days < 0:
        return "future"
    return _bucket(days, (0, 1, 2, 3, 5, 7, 14, 30, 90, 365))


def _bucket(number: int, tops: Sequence[int]) -> str:
    return next((f"to_{top}" for top in tops if number <= top), "more")


def _steps(steps: int) -> str:
    return f"before_{min(-steps, 3)}" if steps < 0 else _bucket(steps, (0, 1, 2, 3, 5, 8, 14))


def _noun_above(token: Token) -> Token | None:
    """The noun that a time hangs on: "Monday's shooting", "the shooting on Monday"."""
    head = token.head
    if head.dep_ == "prep" and token.dep_ == "pobj":
        head = head.head
    return head if head.pos_ in ("NOUN", "PROPN") and head.i != token.i else None
