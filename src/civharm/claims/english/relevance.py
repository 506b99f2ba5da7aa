"""Which sentences of a report can matter, told by their words alone: only those are parsed.

A sentence matters if it has a word for harm, an attack or displacement, or one for control or an answer to
blame beside a party. Around it stand others that say who speaks, when, where and to whom it happened: they
are kept too. What is said in a report without any such sentence is no statement that a recorder would keep.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from civharm.claims.english.casualties.lexicon import HARM_LISTS
from civharm.codebook import Codebook
from civharm.codebook.load import CueWords
from civharm.lang.inflect import forms_of
from civharm.lang.rough_sentences import rough_sentences
from civharm.model.spans import Span

_WORD = re.compile(r"[^\W\d_]+")
#: Number words; "one" is too common to tell of people.
_COUNTING = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand"
    " thousands million dozen dozens scores".split()
)
_NUMBER = re.compile(r"\d")
_CONTROL = (
    "captured",
    "recaptured",
    "lost",
    "held",
    "contested",
    "captured_nouns",
    "recaptured_nouns",
    "lost_nouns",
)
_RESPONSES = ("accepted", "denied", "investigating", "no_information", "denied_phrases")
_PEOPLE = ("children", "women", "men", "kin", "others", "collectives", "whole_people", "attacker_people")
_VICTIMS = ("victim",)
_MOVING = ("leave", "force", "drive")
_CAMPS = ("camp", "tent", "shelter")
_IN_THE_HANDS = ("hand",)
_ATTACKS = ("attack_verbs", "attack_nouns", "projectiles")
_DISPLACED = ("displaced_verbs", "displaced_nouns")
_SAYING = ("said", "said_objects", "told", "said_nouns")
_TIMES = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
    " september october november december today yesterday tonight overnight morning evening night afternoon"
    " week month year earlier later"
).split()
#: Who or what is meant stands in a sentence before.
_POINTING = frozenset(
    "he she they it his her their its him them who this that these those both among".split()
)
#: How many sentences back the one that introduces a speaker is looked for.
_SPEAKER_REACH = 3
#: In characters: of a report that is shorter, and tells of something twice, nothing is worth leaving out.
_SHORT = 1_000
#: Nor where this share of the sentences tells of something.
_DENSE = 0.3
#: In characters: a report that opens with it is about it, and is parsed whole if it is no longer than most.
_OPENING = 6_000
#: A word that means nothing: patterns pass over it faster than over signs or blanks.
_COVER = "xxxxxxx "


@dataclass(frozen=True, slots=True)
class _Words:
    """Single words, and phrases by their last word: all their words must stand in the sentence."""

    single: frozenset[str]
    phrases: dict[str, tuple[tuple[frozenset[str], ...], ...]]

    def are_in(self, words: frozenset[str]) -> bool:
        if not self.single.isdisjoint(words):
            return True
        return any(
            not any(forms.isdisjoint(words) for forms in phrase)
            for last in self.phrases.keys() & words
            for phrase in self.phrases[last]
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """The words to look for.

    `telling` ones matter alone, `counted` ones beside a number, `doing` ones beside a party or a word of the `conflict`, the others only
    in a sentence next to one that matters.
    """

    telling: _Words
    doing: _Words
    counted: _Words
    parties: _Words
    conflict: _Words
    saying: _Words
    people: _Words
    times: _Words

    def passages(self, text: str) -> tuple[Span, ...]:
        """The stretches worth parsing, in order; neighbours are one stretch."""
        sentences = [self._sentence(text, span) for span in rough_sentences(text)]
        telling = sum(sentence.is_telling for sentence in sentences)
        is_about_it = bool(telling) and sentences[0].is_telling and len(text) < _OPENING
        if is_about_it or telling > _DENSE * len(sentences) or (telling > 1 and len(text) < _SHORT):
            return (Span(0, len(text)),)
        wanted = sorted(self._wanted(sentences))
        return tuple(_joined([sentences[index].span for index in wanted]))

    def _sentence(self, text: str, span: Span) -> "_Sentence":
        words = frozenset(_WORD.findall(span.of(text).lower()))
        has_party = self.parties.are_in(words)
        has_number = _NUMBER.search(text, span.start, span.end) is not None or not _COUNTING.isdisjoint(words)
        return _Sentence(
            span=span,
            words=words,
            is_telling=self.telling.are_in(words)
            or ((has_party or not self.conflict.single.isdisjoint(words)) and self.doing.are_in(words))
            or (has_number and self.counted.are_in(words)),
            is_of_conflict=has_party or self.conflict.are_in(words),
            is_heading=span.of(text).rstrip().endswith(":"),
            has_number=has_number,
        )

    def _wanted(self, sentences: Sequence["_Sentence"]) -> set[int]:
        """Indices of the sentences to parse. The first one names the place that it is reported from."""
        telling = [index for index, sentence in enumerate(sentences) if sentence.is_telling]
        if not telling:
            return set()
        wanted = {0, *telling}
        for index in telling:
            wanted |= {near for near in (index - 1, index + 1) if self._adds(sentences, near)}
            wanted |= set(self._introducing(sentences, index))
        return wanted

    def _adds(self, sentences: Sequence["_Sentence"], index: int) -> bool:
        """Beside a telling sentence: about the conflict, people, their number or the time."""
        if not 0 <= index < len(sentences):
            return False
        sentence = sentences[index]
        known = sentence.is_of_conflict or sentence.is_heading or sentence.has_number
        return known or self.people.are_in(sentence.words) or self.times.are_in(sentence.words)

    def _introducing(self, sentences: Sequence["_Sentence"], index: int) -> Iterator[int]:
        """The sentence that says who "he" in "he said" is."""
        if not self.saying.are_in(sentences[index].words) or sentences[index].words.isdisjoint(_POINTING):
            return
        for before in range(index - 1, max(-1, index - 1 - _SPEAKER_REACH), -1):
            if self.saying.are_in(sentences[before].words):
                yield before
                if sentences[before].words.isdisjoint(_POINTING):
                    return


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    span: Span
    words: frozenset[str]
    is_telling: bool
    is_of_conflict: bool
    is_heading: bool
    has_number: bool


def relevance(codebook: Codebook) -> Relevance:
    """The words to look for, from the codebook's lists; a list that a user adds to is looked for in full."""
    events, harm = codebook.cues("en-events"), codebook.cues("en-casualties")
    speech = codebook.cues("en-speech")
    weapons = [alias for weapon in codebook.weapons for alias in weapon.aliases.en]
    aliases = [alias for party in codebook.belligerents for alias in (party.name, *party.aliases.en)]
    names = [alias for alias in aliases if len(alias) > len("IS")]
    adjectives = [word for party in codebook.belligerents for word in (party.adjective, party.state) if word]
    ambiguous = {*events["attack_nouns"], *events["attack_verbs"], *_of(events, _CONTROL)}
    conditions = [
        f"{how} {state}" for how in harm["named_conditions"] for state in harm["conditions_of_injured"]
    ]
    return Relevance(
        telling=_words(
            *_of(harm, [name for name in HARM_LISTS if name != "conditions_of_injured"]),
            *_of(events, _DISPLACED),
            *conditions,
            *weapons,
            *_VICTIMS,
            *_CAMPS,
        ),
        counted=_words(*harm["hints_of_harm"], *_MOVING),
        doing=_words(*_of(events, (*_ATTACKS, *_CONTROL, *_RESPONSES)), *_IN_THE_HANDS),
        parties=_words(*names, *adjectives, *events["militant_nouns"]),
        conflict=_words(
            *(word for word in events["offensive_words"] if word not in ambiguous), *events["of_harm"]
        ),
        saying=_words(*_of(speech, _SAYING)),
        people=_words(*_of(harm, _PEOPLE)),
        times=_words(*_TIMES),
    )


def only(text: str, passages: Sequence[Span]) -> str:
    """The text with all but the passages covered by words without meaning; offsets stay."""
    parts, end = [], 0
    for passage in passages:
        parts += [_cover(passage.start - end), passage.of(text)]
        end = passage.end
    return "".join([*parts, _cover(len(text) - end)])


def _cover(length: int) -> str:
    """So many characters, the last a blank."""
    return (_COVER * (length // len(_COVER) + 1))[-length:] if length else ""


def _of(lists: CueWords, names: Iterable[str]) -> list[str]:
    return [word for name in names for word in lists[name]]


def _words(*entries: str) -> _Words:
    phrases: dict[str, list[tuple[frozenset[str], ...]]] = {}
    single: set[str] = set()
    for entry in entries:
        parts = _WORD.findall(entry.lower())
        if len(parts) == 1:
            single |= forms_of(parts)
        elif parts:
            forms = tuple(forms_of([part]) for part in parts)
            for last in forms[-1]:
                phrases.setdefault(last, []).append(forms)
    return _Words(frozenset(single), {last: tuple(found) for last, found in phrases.items()})


def _joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Stretches that touch become one."""
    start, end = None, None
    for span in spans:
        if end == span.start and start is not None:
            end = span.end
            continue
        if start is not None and end is not None:
            yield Span(start, end)
        start, end = span.start, span.end
    if start is not None and end is not None:
        yield Span(start, end)
