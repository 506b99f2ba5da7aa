"""The built-in English reader: annotate once, let the finders look, settle, group, assemble."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial

from spacy.tokens import Doc

from civharm.claims.anchoring import in_original
from civharm.claims.confidence import confidence_rules, rated
from civharm.claims.english.assemble import claims_of, victims_of
from civharm.claims.english.casualties.finder import CasualtyMention, find_casualties
from civharm.claims.english.casualties.lexicon import casualty_cues
from civharm.claims.english.document import EnglishDocument, LocatedMention, readable_sentences
from civharm.claims.english.events.circumstances import when_of, where_of
from civharm.claims.english.events.dating import days_of_events
from civharm.claims.english.events.features import Circumstances
from civharm.claims.english.events.motives import find_motives, find_mourned
from civharm.claims.english.events.occurrences import (
    group_into_occurrences,
    is_area_total,
    with_days,
    with_places,
)
from civharm.claims.english.events.placing import places_of_events
from civharm.claims.english.events.rejoined import rejoined
from civharm.claims.english.events.stamps import without_stamps
from civharm.claims.english.finders.attacks import attack_lexicon, find_attacks
from civharm.claims.english.finders.control import find_control
from civharm.claims.english.finders.displacement import find_displacement
from civharm.claims.english.finders.harm import find_harm
from civharm.claims.english.finders.responses import find_admissions, find_responses, without_denied
from civharm.claims.english.finders.statements import find_statements, find_unharmed
from civharm.claims.english.findings import Finding, Settled
from civharm.claims.english.mended import mended_words
from civharm.claims.english.parties import find_parties, party_lexicon
from civharm.claims.english.relevance import only, relevance
from civharm.claims.english.sayings.attribution import find_attributions, find_sayings
from civharm.claims.english.sayings.saying import Saying
from civharm.claims.english.sayings.speakers import speaker_book
from civharm.claims.english.sayings.stance import stance_of
from civharm.claims.quantities import EnglishQuantities
from civharm.codebook import Codebook
from civharm.dates.english import find_times
from civharm.dates.english.report_day import day_of_report
from civharm.lang.english import parse
from civharm.lang.headline import headline_span
from civharm.lang.marks import without_marks
from civharm.model.claims import ClaimKind, Origin
from civharm.model.places import Place
from civharm.model.ports import Reading
from civharm.model.reports import Report
from civharm.model.span_index import SpanIndex
from civharm.model.spans import Span
from civharm.model.speakers import Speaker
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mention import MentionRole
from civharm.places.mentions import entities_of, find_places
from civharm.places.outlets import homes_of_outlet
from civharm.places.resolve import PlaceHints, resolve_places

_VERSION = "1"


class EnglishReader:
    """Reads English by rules over spaCy's parse. Implements `civharm.model.ports.Reader`."""

    name = "english-rules"
    languages = frozenset({"en"})

    def __init__(
        self,
        codebook: Codebook,
        gazetteer: SqliteGazetteer,
        *,
        profile: str = "airwars",
        countries: tuple[str, ...] = (),
        is_selective: bool = True,
    ) -> None:
        """`is_selective`: parse only the sentences that can matter. Off, all are parsed: slower by half."""
        self._gazetteer = gazetteer
        self.version = f"{_VERSION}{gazetteer.version_mark}"
        self._hints = PlaceHints(countries=countries)
        self._codebook = codebook
        self._profile = codebook.profile(profile)
        self._speech = codebook.cues("en-speech")
        self._kinds = codebook.cues("en-speakers")
        self._events = codebook.cues("en-events")
        self._circumstances = codebook.cues("en-circumstances")
        self._stamped = frozenset(self._circumstances["stamped"])
        self._casualties = casualty_cues(codebook)
        self._quantities = EnglishQuantities(self._profile, self._casualties)
        self._confidence = confidence_rules(codebook)
        self._attacks = attack_lexicon(codebook)
        self._parties = party_lexicon(codebook)
        self._is_selective = is_selective
        self._relevance = lru_cache(maxsize=1)(partial(relevance, codebook))

    def read(self, report: Report, text: str) -> Reading:
        """The claims of one report in the order of the text, with its speakers, victims and dateline."""
        plain, issues = mended_words(text, without_marks(text), self._casualties["scanned"])
        reading = in_original(self._read(report, plain.text), plain) if plain else self._read(report, text)
        told = (replace(issue, report_id=report.id) for issue in issues)
        return replace(reading, issues=(*reading.issues, *told))

    def _read(self, report: Report, text: str) -> Reading:
        passages = self._passages(text)
        if passages == ():
            return Reading(claims=())
        document, casualties = self._annotated(report, text, passages)
        findings = sorted(self._find(document, casualties), key=lambda finding: finding.position)
        told = without_denied([self._settle(document, finding) for finding in findings])
        settled = self._grouped(document, told, headline=_headline(document, report))
        origin = Origin(by="machine", name=self.name, version=self.version)
        claims = tuple(claims_of(document, settled, report, origin=origin))
        victims = tuple(victims_of(claims, report, text))
        return Reading(
            claims=rated([claim for claim, _ in claims], victims, self._confidence),
            victims=victims,
            speakers=_each_once(a.speaker for a in document.attributions),
            dateline=_dateline(document),
        )

    def _grouped(
        self, document: EnglishDocument, told: Sequence[Settled], *, headline: range
    ) -> tuple[Settled, ...]:
        """The findings by the events that they tell of, each event with its day and place."""
        settled = group_into_occurrences(told, headline=headline)
        circumstances = Circumstances(document, self._circumstances, speech=self._speech["said"])
        dated = with_days(settled, days_of_events(settled, circumstances, headline=headline))
        return rejoined(with_places(dated, places_of_events(dated, circumstances, headline=headline)))

    def annotated(self, report: Report, text: str) -> tuple[EnglishDocument, list[CasualtyMention]]:
        """All that the finders go by, and the casualties; a second reader goes by the same."""
        return self._annotated(report, text, self._passages(text))

    def _passages(self, text: str) -> tuple[Span, ...] | None:
        """What is to be parsed; None for all of it, nothing where the text tells of nothing to record."""
        return self._relevance().passages(text) if self._is_selective else None

    def _annotated(
        self, report: Report, text: str, passages: tuple[Span, ...] | None
    ) -> tuple[EnglishDocument, list[CasualtyMention]]:
        published = report.published.start if report.published else None
        day = day_of_report(text, url=report.url, published=published)
        hints = self._hints_of(report)
        document = self._annotate(text, day.day if day else None, passages, hints=hints)
        casualties = find_casualties(
            document.doc,
            self._profile,
            self._casualties,
            counts=document.counts,
            times=(each.when for each in document.times),
        )
        return _without_victims_as_places(document, casualties), casualties

    def sayings(self, text: str) -> list[Saying]:
        """Who says or holds what in a text of unknown date, by its grammar; in the order of the text."""
        return find_sayings(self._annotate(text, None), self._speech)

    def _hints_of(self, report: Report) -> PlaceHints:
        """The team's countries, and in them the town that the report's outlet is named after."""
        homes = homes_of_outlet(
            report.source, report.masthead, gazetteer=self._gazetteer, countries=self._hints.countries
        )
        return replace(self._hints, near=homes)

    def _annotate(
        self,
        text: str,
        anchor: date | None,
        passages: Sequence[Span] | None = None,
        *,
        hints: PlaceHints | None = None,
    ) -> EnglishDocument:
        """The annotations of the whole text, or of what matters in it."""
        doc = parse(text, names=self._parties.joined_names, passages=passages)
        readable = text if passages is None else only(text, passages)
        document = EnglishDocument(
            doc=doc,
            text=text,
            anchor=anchor,
            sentences=readable_sentences(doc, text),
            times=tuple(without_stamps(find_times(readable, anchor=anchor), text, self._stamped)),
            places=self._places(doc, readable, hints or self._hints),
            counts=tuple(self._quantities.find(readable)),
            parties=find_parties(doc, text, self._parties),
            motives=find_motives(doc, self._events),
            mourned=find_mourned(doc, self._events),
        )
        book = speaker_book(
            document.parties, doc, codebook=self._codebook, words=self._speech, kinds=self._kinds
        )
        return replace(document, attributions=find_attributions(document, book, self._speech))

    def _places(self, doc: Doc, text: str, hints: PlaceHints) -> tuple[LocatedMention, ...]:
        mentions = find_places(text, language="en", gazetteer=self._gazetteer, entities=entities_of(doc))
        places = resolve_places(mentions, self._gazetteer, hints=hints)
        return tuple(
            LocatedMention(mention=mention, place=place)
            for mention, place in zip(mentions, places, strict=True)
        )

    def _find(self, document: EnglishDocument, casualties: Sequence[CasualtyMention]) -> list[Finding]:
        attacks = list(find_attacks(document, self._attacks))
        responses = list(find_responses(document, casualties, self._events))
        answered = {document.sentence_index(response.position) for response in responses}
        admissions = [
            one
            for one in find_admissions(document, attacks)
            if document.sentence_index(one.position) not in answered
        ]
        findings = [
            *find_harm(document, casualties, self._attacks),
            *attacks,
            *find_control(document, self._events, self._profile),
            *find_displacement(document, document.counts, self._events),
            *responses,
            *admissions,
            *find_unharmed(document, casualties),
        ]
        return [*findings, *find_statements(document, findings, self._events)]

    def _settle(self, document: EnglishDocument, finding: Finding) -> Settled:
        sentence = document.sentence_at(finding.position)
        attribution = document.attribution_of(finding.position)
        around = Span(sentence.start_char, sentence.end_char)
        stance, hedges = stance_of(document, around, attribution, self._speech)
        settled = Settled(
            finding=finding,
            sentence=document.sentence_index(finding.position),
            attribution=attribution,
            stance=stance,
            hedges=hedges,
            when=when_of(document, finding, attribution),
            where=where_of(document, finding, attribution),
        )
        if is_area_total(settled):
            return replace(settled, finding=replace(finding, kind=ClaimKind.AGGREGATE))
        return settled


def _without_victims_as_places(
    document: EnglishDocument, casualties: Sequence[CasualtyMention]
) -> EnglishDocument:
    """A victim's name may be a town's too: what names a victim names no place, and must not be shown as one."""
    victims = SpanIndex((victim.span, victim) for mention in casualties for victim in mention.victims)
    places = (place for place in document.places if not victims.overlapping(place.mention.name_span))
    return replace(document, places=tuple(places))


def _headline(document: EnglishDocument, report: Report) -> range:
    """Indices of the sentences of the headline, if the text holds it."""
    headline = headline_span(report.title, document.text)
    if headline is None:
        return range(0)
    return range(document.sentence_index(headline.start), document.sentence_index(headline.end - 1) + 1)


def _dateline(document: EnglishDocument) -> Place | None:
    return next(
        (located.place for located in document.places if located.mention.role is MentionRole.DATELINE), None
    )


def _each_once(speakers: Iterable[Speaker]) -> tuple[Speaker, ...]:
    return tuple(_first_of_each(speakers))


def _first_of_each(speakers: Iterable[Speaker]) -> Iterator[Speaker]:
    seen = set()
    for speaker in speakers:
        if speaker.key not in seen:
            seen.add(speaker.key)
            yield speaker
