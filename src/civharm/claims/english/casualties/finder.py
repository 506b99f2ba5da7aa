"""Reads who was killed, injured, missing or detained, and how many, from a parsed English text.

How the mentions of one sentence combine, for whoever reckons with them:

- A mention without `part_of` is a whole, and people are counted in one whole only. Wholes of the same harm but
  of different `status` in one sentence are of different people ("three civilians and two soldiers" are five).
- What one harm word takes is added up here: "killed a couple and their son" is one whole of three. A member that
  says more than the whole, a status or a group, stands beside it as a part ("a woman and her two sons" are
  three, one part of them women); so a part is never added to a whole, nor does it stand for one.
- Parts of one list with the same status and group are added up here too ("two boys and a girl" are three children),
  so that of several parts of one group the greatest holds.
- `beside` names the words of a count that these people come on top of: "another man", "four people and then
  himself", people told one by one. Who is told again is a part of what was told.
- Two wholes of the same harm and status by two harm words of one sentence are told of one event by
  different words, or of different people; the later one is the newer word.
- `is_definite`: these people were counted by an earlier mention, so they replace and add nothing.
- Single people spoken of after a number ("five were killed. ... Omar and his wife were killed") are parts of it;
  `part_of` then names words of an earlier sentence.
- A whole with the rule "singular", "listed", "names", "T12" or "profile:…:plural" enumerates people without a
  stated number: where a number is stated for the same event it is a detail of it, and lowers no minimum.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from civharm.claims.english.casualties.agents import agent_of
from civharm.claims.english.casualties.anaphora import told_before
from civharm.claims.english.casualties.context import Context, context_of
from civharm.claims.english.casualties.drafts import Draft, drafts_of, status_in
from civharm.claims.english.casualties.lexicon import Frame
from civharm.claims.english.casualties.misfortune import is_by_misfortune
from civharm.claims.english.casualties.modality import is_hypothetical
from civharm.claims.english.casualties.named import each_name_once, further_names, with_names
from civharm.claims.english.casualties.outcomes import with_outcomes
from civharm.claims.english.casualties.parts import parts_of
from civharm.claims.english.casualties.people import phrase_start
from civharm.claims.english.casualties.persons import with_attackers
from civharm.claims.english.casualties.roll import Roll
from civharm.claims.english.casualties.rollcall import named_as_harmed
from civharm.claims.english.casualties.settle import last_whole, settle
from civharm.claims.english.casualties.sums import summed
from civharm.claims.english.casualties.tolls import read_toll
from civharm.claims.english.casualties.triggers import Trigger, find_triggers
from civharm.claims.english.casualties.victims import VictimMention
from civharm.claims.english.comparisons import find_comparisons
from civharm.codebook.entries import QuantityProfile
from civharm.codebook.load import CueWords
from civharm.lang.english import is_parsed
from civharm.lang.english_numbers import NUMBER
from civharm.model.casualties import Casualties, Count
from civharm.model.spans import Span
from civharm.model.times import When

_LONGEST = 200
#: So many counts back a word such as "he" or "the victims" may reach.
_REMEMBERED = 40
#: "A day after the raid", "less than a year old" tell of no stretch of time that deaths were counted over.
_NO_RATE = r"[\s-](?:old|ago|after|before|earlier|later|prior|long|or|following|since|and)\b"
_SINCE = re.compile(
    r"\b[Ss]ince (?:(?:19|20)\d\d\b|(?:mid-|early |late )?[A-Z][a-z]+|the (?:battle|war|conflict|offensive|uprising|invasion|fighting)\b)"
)
#: "Killed in 75 days".
_WITHIN = re.compile(
    rf"\b(?:killed|dead|died|deaths)\b[^.;]{{0,40}}?\b(?:in|within) (?:{NUMBER}) (?:days|weeks|months|years)\b(?!{_NO_RATE})"
)
#: "The city's homicide total", "a record 71 homicides": a tally of a place over a year, whatever else the sentence tells.
_TALLY = re.compile(
    r"\b(?:(?:homicide|murder|killing)s?\s(?:total|tally|rate|count|record)"
    r"|(?:record|total|tally)\b[^.;,]{0,25}\b(?:homicides|murders|killings|slayings)"
    r"|(?:homicides|murders|slayings)\s(?:for|of|in)\s(?:the\syear|(?:19|20)\d\d))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasualtyMention:
    """One count of people harmed, with the places of its words.

    `span` covers patient and harm word, `attacker` the agent of the same clause (a person, a group or an
    event such as "an airstrike"). `is_definite`: their harm was counted before ("he", "the victims"). `is_of_care`: told
    of how they fare, in a hospital and perhaps on another day.
    """

    casualties: Casualties
    span: Span
    sentence: Span
    trigger: Span
    patient: Span
    victims: tuple[VictimMention, ...] = ()
    negated: bool = False
    is_period_total: bool = False
    is_definite: bool = False
    is_of_care: bool = False
    attacker: Span | None = None


def find_casualties(
    doc: Doc,
    profile: QuantityProfile,
    cues: CueWords,
    *,
    counts: Sequence[Count] | None = None,
    times: Iterable[When] = (),
) -> list[CasualtyMention]:
    """The casualties of a text in order; harm that is only possible is left out, denied harm is marked.

    `cues` are the lists of `casualty_cues`, `counts` are the quantities of the text where they are known,
    `times` the days that it tells of.
    """
    context = context_of(doc, profile, cues, counts=counts, times=times)
    read = list(_read(doc, context))
    drafts = [draft for sentence in read for draft in sentence.drafts]
    context = with_attackers(drafts, context)
    settled = iter(with_outcomes(drafts, context))
    roll = Roll(context)
    mentions: list[CasualtyMention] = []
    for sentence in read:
        drafts = [next(settled) for _ in sentence.drafts]
        if not sentence.is_period_total:
            drafts = roll.entered(drafts)
        whole = replace(sentence, drafts=drafts)
        mentions += [_mention(draft, whole, context) for draft in drafts]
    return mentions


@dataclass(frozen=True, slots=True)
class _ReadSentence:
    """A sentence with what was read from it."""

    span: Span
    is_period_total: bool
    drafts: list[Draft]


def _read(doc: Doc, context: Context) -> Iterator[_ReadSentence]:
    """The sentences that count people, each by itself."""
    told: list[Draft] = []
    for sentence in _sentences(doc):
        drafts = _read_sentence(sentence, told, context)
        if drafts:
            is_total = not _tells_of_one(drafts) and _tells_of_period(_without_comparisons(sentence), context)
            yield _ReadSentence(_without_margins(sentence), is_total, drafts)
            told = [*told, *drafts][-_REMEMBERED:]


def _sentences(doc: Doc) -> Iterator[DocSpan]:
    """The sentences, those without an end cut into pieces: their cost must not grow with their square."""
    for sentence in filter(is_parsed, doc.sents):
        for start in range(sentence.start, sentence.end, _LONGEST):
            yield doc[start : min(sentence.end, start + _LONGEST)]


def _read_sentence(sentence: DocSpan, told: list[Draft], context: Context) -> list[Draft]:
    triggers = find_triggers(sentence, context)
    drafts = [draft for trigger in triggers for draft in _drafts(trigger, context)]
    settled = settle(drafts, told, context)
    settled += parts_of(sentence, settled, last_whole(told), context)
    named = each_name_once([with_names(_news(draft, told, context), context) for draft in settled])
    named += further_names(named, context)
    named += named_as_harmed(sentence, named, told, context)
    return sorted(summed(named, context), key=lambda draft: (draft.people.start, draft.part_of is not None))


def _news(draft: Draft, told: list[Draft], context: Context) -> Draft:
    """People spoken of as known whose harm is told for the first time are new to the count."""
    is_known = told_before(draft, told, context)
    return replace(draft, people=replace(draft.people, is_definite=is_known))


def _drafts(trigger: Trigger, context: Context) -> Iterable[Draft]:
    if is_by_misfortune(trigger.token, context):
        return []
    if trigger.frame is not Frame.TOLL:
        return drafts_of(trigger, context)
    toll = read_toll(trigger, context)
    if toll is None or is_hypothetical(trigger.token, context):
        return []
    return [Draft(trigger, toll[1], toll[0])]


def _mention(draft: Draft, sentence: _ReadSentence, context: Context) -> CasualtyMention:
    people, trigger = draft.people, draft.trigger
    patient = context.span(people.start, people.end)
    harm_word = context.span(trigger.token.i, trigger.token.i + 1)
    casualties = Casualties(
        harm=draft.harm,
        status=status_in(sentence.drafts, draft, context),
        count=people.count,
        group=people.who.group,
        part_of=draft.part_of,
        beside=draft.beside,
    )
    return CasualtyMention(
        casualties=casualties,
        span=_around(people.count.span or patient, patient, harm_word),
        sentence=sentence.span,
        trigger=harm_word,
        patient=patient,
        victims=draft.victims,
        negated=draft.negated,
        is_period_total=sentence.is_period_total,
        is_definite=people.is_definite,
        is_of_care=trigger.tells_of_care,
        attacker=_attacker(trigger, people.head.i, context),
    )


def _around(*spans: Span) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _without_margins(sentence: DocSpan) -> Span:
    stripped = sentence.text.rstrip()
    lead = len(sentence.text) - len(sentence.text.lstrip())
    return Span(sentence.start_char + min(lead, len(stripped)), sentence.start_char + len(stripped))


def _attacker(trigger: Trigger, patient: int, context: Context) -> Span | None:
    agent = agent_of(trigger)
    if agent is None or agent.i == patient or agent.pos_ == "PRON":
        return None
    return context.span(phrase_start(agent, context), agent.i + 1)


def _tells_of_one(drafts: Iterable[Draft]) -> bool:
    """ "She was shot by her son last month": one whom the words know is no total."""
    return all(draft.people.count.rule == "singular" for draft in drafts)


def _without_comparisons(sentence: DocSpan) -> str:
    """ "The deadliest since the war began" is of one day."""
    text, at = sentence.text, sentence.start_char
    for compared in find_comparisons(sentence):
        text = text.replace(sentence.doc.text[max(at, compared.start) : compared.end], "")
    return text


def _tells_of_period(sentence: str, context: Context) -> bool:
    """True if the sentence speaks of a stretch of time rather than of one event (T14)."""
    text = sentence.casefold()
    if any(_tells(phrase, text) for phrase in context.lexicon.sets["period_phrases"]):
        return True
    return any(pattern.search(sentence) for pattern in (_SINCE, _WITHIN, _TALLY))


def _tells(phrase: str, text: str) -> bool:
    """ "A week" does, "a week after the raid" does not; "during the war" always does."""
    no_rate = f"(?!{_NO_RATE})" if phrase.startswith("a ") else ""
    return phrase in text and re.search(rf"\b{re.escape(phrase)}\b{no_rate}", text) is not None


__all__ = ["CasualtyMention", "VictimMention", "find_casualties"]
