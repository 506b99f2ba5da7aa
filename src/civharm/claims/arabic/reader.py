"""The built-in Arabic reader: sentence by sentence, by the words of the codebook."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from civharm.claims.arabic.assemble import Desk, claim_of, victims_of
from civharm.claims.arabic.attacks import AttackFinder
from civharm.claims.arabic.casualties import CasualtyFinder, CasualtyMention
from civharm.claims.arabic.context import ContextFinder
from civharm.claims.arabic.day import DayOfReport
from civharm.claims.arabic.findings import Finding, finest_first, group, is_period
from civharm.claims.arabic.layout import other_headlines
from civharm.claims.arabic.lexicon import Lexicon
from civharm.claims.arabic.listed import listed_findings
from civharm.claims.arabic.parties import PartyFinder
from civharm.claims.arabic.people import PeopleReader
from civharm.claims.arabic.protect import protected_names
from civharm.claims.arabic.responses import response_of
from civharm.claims.arabic.situation import SituationFinder
from civharm.claims.arabic.speakers import SpeakerFinder
from civharm.claims.arabic.tokens import Sentence, sentences
from civharm.claims.arabic.victims import VictimFinder
from civharm.claims.confidence import confidence_rules, rated
from civharm.codebook import Codebook
from civharm.dates.expression import TimeExpression, TimexType
from civharm.lang.arabic import fold
from civharm.model.casualties import Harm
from civharm.model.claims import Claim, ClaimKind, Origin, Position, Response, Stance
from civharm.model.ids import fold_space
from civharm.model.places import Place
from civharm.model.ports import Reading
from civharm.model.reports import Report, Scope
from civharm.model.span_index import SpanIndex
from civharm.model.spans import Span
from civharm.model.speakers import Speaker
from civharm.model.times import When
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mentions import find_places
from civharm.places.resolve import PlaceHints, resolve_places

_Found = TypeVar("_Found")

_VERSION = "1"

#: TIMEX3 of a day without its year: "XXXX-11-15", "XXXX-WXX-4"; of a day not known at all.
_DAY_VALUE, _ANY_DAY = 10, "XXXX-XX-XX"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A report cut into sentences, with the times and places that stand in each, by its number."""

    sentences: tuple[Sentence, ...]
    times: Mapping[int, Sequence[TimeExpression]]
    places: Mapping[int, Sequence[Place]]
    day: DayOfReport
    others: SpanIndex[Span]
    parties: PartyFinder


class ArabicReader:
    """Reads Arabic by cue words and the forms of numbers and nouns. Implements `civharm.model.ports.Reader`."""

    name = "arabic-rules"
    languages = frozenset({"ar"})

    def __init__(
        self,
        codebook: Codebook,
        gazetteer: SqliteGazetteer,
        *,
        profile: str = "airwars",
        scope: Scope | None = None,
    ) -> None:
        self._gazetteer = gazetteer
        self.version = f"{_VERSION}{gazetteer.version_mark}"
        scope = scope or Scope()
        self._years = scope.years
        self._hints = PlaceHints(countries=scope.countries)
        self._confidence = confidence_rules(codebook)
        self._lexicon = Lexicon.of(codebook)
        people = PeopleReader(self._lexicon, codebook.profile(profile))
        self._casualties = CasualtyFinder(self._lexicon, people)
        self._attacks = AttackFinder(codebook, self._lexicon)
        self._parties = PartyFinder(codebook, self._lexicon)
        self._speakers = SpeakerFinder(codebook, self._lexicon)
        self._victims = VictimFinder(self._lexicon)
        self._context = ContextFinder(self._lexicon)
        self._situation = SituationFinder(self._lexicon, self._parties, people)

    def read(self, report: Report, text: str) -> Reading:
        """The claims of one report in the order of the text, with its victims and speakers."""
        cut = self._cut(report, text)
        stated = list(self._findings(cut))
        harmful = frozenset(finding.number for finding in stated if finding.mentions)
        harms = {mention.harm for finding in stated for mention in finding.mentions}
        counts_dead = bool(harms & {Harm.KILLED, Harm.KILLED_OR_INJURED})
        named = tuple(self._victims.find(cut.sentences, harmful, counts_dead=counts_dead))
        stated.extend(listed_findings(named, stated, cut.sentences))
        findings = group(sorted(stated, key=lambda finding: finding.number))
        protected = (
            *named,
            *self._victims.named_deaths(cut.sentences),
            *self._victims.named_among(cut.sentences),
        )
        desk = Desk(
            report=report,
            text=text,
            origin=Origin(by="machine", name=self.name, version=self.version),
            names=protected_names(text, protected, findings),
            said_on=report.published or cut.day.said_on,
        )
        claims = tuple(_claims(findings, desk))
        victims = victims_of(named, tuple(zip(findings, claims, strict=True)), report)
        speakers = dict.fromkeys(finding.speaker for finding in findings if finding.speaker)
        confident = rated(claims, victims, self._confidence)
        return Reading(claims=confident, victims=victims, speakers=tuple(speakers))

    def _cut(self, report: Report, text: str) -> _Text:
        day = DayOfReport.of(report, text, years=self._years)
        mentions = find_places(text, language="ar", gazetteer=self._gazetteer)
        places = resolve_places(mentions, self._gazetteer, hints=self._hints)
        cut = tuple(s for s in sentences(fold(text)) if _in_body(s.span, report.body))
        spans = [sentence.span for sentence in cut]
        return _Text(
            sentences=cut,
            times=self._times(cut, _by_sentence(spans, ((time.span, time) for time in day.times(text)))),
            places=_by_sentence(spans, zip((mention.span for mention in mentions), places, strict=True)),
            day=day,
            others=other_headlines(text),
            parties=self._parties.for_report(cut),
        )

    def _times(
        self, cut: Sequence[Sentence], times: Mapping[int, Sequence[TimeExpression]]
    ) -> dict[int, list[TimeExpression]]:
        """The times without those that are names of places: "حي مايو", "مدينة 6 أكتوبر"."""
        return {
            number: [time for time in found if not self._is_in_name(cut[number], time)]
            for number, found in times.items()
        }

    def _is_in_name(self, sentence: Sentence, time: TimeExpression) -> bool:
        start = sentence.folded.at(time.span.start)
        before = [token for token in sentence.tokens if token.end <= start]
        return bool(before) and any(
            self._lexicon.is_word("place_kinds", word) for word in (before[-1], before[-1].bare)
        )

    def _findings(self, text: _Text) -> Iterator[Finding]:
        last: Speaker | None = None
        for number, sentence in enumerate(text.sentences):
            attribution = self._speakers.attribution(sentence)
            if attribution:
                last = attribution.speaker or (last if attribution.goes_on else None)
            finding = self._finding(text, number, speaker=last if attribution else None)
            for told in _apart_from_denial(finding) if finding else ():
                yield from self._in_parts(told)
            yield from self._of_situation(text, number, speaker=last if attribution else None)

    def _of_situation(self, text: _Text, number: int, *, speaker: Speaker | None) -> Iterator[Finding]:
        """Control of a place and displacement, as claims of their own."""
        sentence = text.sentences[number]
        where = finest_first(text.places.get(number, ()))
        control = self._situation.control(sentence) if where else None
        displaced = self._situation.displaced(sentence)
        if not (control or displaced):
            return
        told = Finding(
            kind=ClaimKind.CONTROL,
            number=number,
            sentence=sentence,
            speaker=speaker,
            when=_time_of(sentence, text.times.get(number, ()), ()),
            where=where,
        )
        if control:
            yield replace(told, control=control)
        if displaced:
            yield replace(told, kind=ClaimKind.DISPLACEMENT, displaced=displaced)

    def _in_parts(self, finding: Finding) -> Iterator[Finding]:
        """The finding, and what its sentence tells of an earlier event, or of every day, as findings of their own."""
        tokens = finding.sentence.tokens
        turn, habit = self._context.turn_back(tokens), self._context.habit(tokens)
        later = tuple(each for each in finding.mentions if turn is not None and each.first >= turn)
        usual = tuple(
            each
            for each in finding.mentions
            if habit is not None and each.first > habit and each not in later and not each.is_numbered
        )
        own = tuple(each for each in finding.mentions if each not in (*later, *usual))
        if own or not finding.mentions:
            yield replace(finding, mentions=own)
        if later:
            yield replace(finding, mentions=later, when=When.earlier(), day_named=None, is_earlier=True)
        if usual:
            yield replace(finding, mentions=usual, kind=ClaimKind.AGGREGATE, when=None, day_named=None)

    def _finding(self, text: _Text, number: int, *, speaker: Speaker | None) -> Finding | None:
        sentence = text.sentences[number]
        mentions = tuple(self._casualties.find(sentence))
        parties = text.parties.parties(sentence)
        attack = self._attacks.attack(sentence)
        response = response_of(sentence, self._lexicon, text.parties)
        times = text.times.get(number, ())
        is_apart = any(text.others.overlapping(sentence.span))
        when = _time_of(sentence, times, mentions) or (
            None if is_apart else text.day.of_undated(sentence, times)
        )
        is_earlier = self._context.is_earlier(sentence, times)
        if when is None and is_earlier:
            when = When.earlier()
        where = finest_first(text.places.get(number, ()))
        is_placed = bool(where) and (when is not None or text.day.is_post)
        if not (mentions or response or (attack and (parties or is_placed))):
            return None
        is_total = bool(mentions) and (self._context.is_total(sentence, times) or is_period(when))
        stance, hedges = self._stance(sentence)
        is_response = response is not None and not (mentions and _is_denial(response))
        return Finding(
            kind=_kind(mentions, is_response=is_response, is_total=is_total),
            number=number,
            sentence=sentence,
            mentions=mentions,
            attack=attack,
            parties=parties,
            speaker=speaker,
            stance=Stance.DENIED if _is_denial(response) and not mentions else stance,
            hedges=hedges,
            response=response,
            when=when,
            where=where,
            day_named=_day_named(times),
            is_earlier=is_earlier,
            is_apart=is_apart,
        )

    def _stance(self, sentence: Sentence) -> tuple[Stance, tuple[str, ...]]:
        for cues, stance in (("rumours", Stance.ALLEGED), ("estimates", Stance.ESTIMATED)):
            for at in range(len(sentence.tokens)):
                length = self._lexicon.named(cues, sentence.tokens, at)
                if length:
                    span = sentence.span_of(at, at + length)
                    return stance, (span.of(sentence.folded.original),)
        return Stance.ASSERTED, ()


def _claims(findings: Sequence[Finding], desk: Desk) -> Iterator[Claim]:
    ordinals: Counter[tuple[ClaimKind, str]] = Counter()
    for finding in findings:
        key = (finding.kind, fold_space(finding.sentence.span.of(desk.text)))
        yield claim_of(finding, desk, ordinal=ordinals[key])
        ordinals[key] += 1


def _by_sentence(spans: Sequence[Span], found: Iterable[tuple[Span, _Found]]) -> dict[int, list[_Found]]:
    """What was found, by the number of the sentence that covers it."""
    starts = [span.start for span in spans]
    inside: dict[int, list[_Found]] = {}
    for span, one in found:
        number = bisect_right(starts, span.start) - 1
        if number >= 0 and spans[number].covers(span):
            inside.setdefault(number, []).append(one)
    return inside


def _in_body(span: Span, body: Sequence[Span]) -> bool:
    """False for mastheads and footers; without a known body everything is read."""
    return not body or any(part.overlaps(span) for part in body)


def _apart_from_denial(finding: Finding) -> Iterator[Finding]:
    """A denial, and what its sentence tells beside it ("while activists say that five were killed"), said by others."""
    if not (finding.mentions and finding.response and _is_denial(finding.response)):
        yield finding
        return
    yield replace(finding, kind=ClaimKind.RESPONSE, stance=Stance.DENIED, mentions=(), attack=None)
    speaker = finding.speaker
    is_deniers = speaker is not None and speaker.party == finding.response.party
    yield replace(finding, response=None, speaker=None if is_deniers else speaker)


def _is_denial(response: Response | None) -> bool:
    return response is not None and response.position is Position.DENIED


def _kind(mentions: Sequence[CasualtyMention], *, is_response: bool, is_total: bool) -> ClaimKind:
    if is_response:
        return ClaimKind.RESPONSE
    if is_total:
        return ClaimKind.AGGREGATE
    return ClaimKind.HARM if mentions else ClaimKind.ATTACK


def _day_named(times: Sequence[TimeExpression]) -> TimeExpression | None:
    """The first day whose date is not known: "on Thursday" in a report without a day of its own."""
    undated = (time for time in times if time.when.start is None and time.day_value != _ANY_DAY)
    return next((time for time in undated if len(time.day_value) == _DAY_VALUE), None)


def _time_of(
    sentence: Sentence, times: Sequence[TimeExpression], mentions: Sequence[CasualtyMention]
) -> When | None:
    """The shortest time in the sentence that has an end, the nearest to the casualties among equals."""
    inside = [
        time.when
        for time in times
        if time.timex_type in (TimexType.DATE, TimexType.TIME) and (time.when.start or time.when.end)
    ]
    at = sentence.span_of(mentions[0].first, mentions[0].end).start if mentions else sentence.span.start

    def rank(when: When) -> tuple[int, int]:
        return when.days or 10_000, abs(when.span.start - at) if when.span else 0

    return min(inside, key=rank, default=None)
