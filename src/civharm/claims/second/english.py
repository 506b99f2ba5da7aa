"""English words to values: the grammars of the built-in reader over words that somebody else points at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from civharm.claims.english.casualties.context import Context, context_of, lemma
from civharm.claims.english.casualties.drafts import Draft, status_in
from civharm.claims.english.casualties.finder import CasualtyMention
from civharm.claims.english.casualties.lexicon import Frame, casualty_cues
from civharm.claims.english.casualties.lists import joined
from civharm.claims.english.casualties.modality import is_hypothetical, is_negated
from civharm.claims.english.casualties.people import People, read_people
from civharm.claims.english.casualties.sums import summed
from civharm.claims.english.casualties.triggers import Trigger, find_triggers
from civharm.claims.english.document import EnglishDocument, LocatedMention
from civharm.claims.english.finders.attacks import AttackLexicon, attack_lexicon, find_attack_words
from civharm.claims.english.finders.taking_part import as_party
from civharm.claims.english.frames import trimmed
from civharm.claims.english.reader import EnglishReader
from civharm.claims.english.sayings.speakers import speaker_book
from civharm.claims.english.sayings.stance import stance_of
from civharm.claims.second.grammar import Refused, Voice
from civharm.codebook import Codebook
from civharm.model.casualties import Casualties, Harm
from civharm.model.claims import Claim, ClaimKind, Involvement, Party, PartyPart
from civharm.model.places import Place
from civharm.model.reports import Report
from civharm.model.spans import Span
from civharm.model.speakers import Speaker, SpeakerKind
from civharm.model.times import When
from civharm.places.gazetteer import SqliteGazetteer

_OF_HARM = frozenset({ClaimKind.HARM, ClaimKind.AGGREGATE})
#: Kinds of claim that say what a sentence with a word of harm is about.
_TELLING = _OF_HARM | {ClaimKind.RESPONSE}
_NAMED = frozenset({"PERSON", "ORG", "NORP"})
_MORE_THAN_A_WORD = 2


class EnglishGrammar:
    """Implements `claims.second.grammar.Grammar` with what the English reader goes by."""

    language = "en"

    def __init__(
        self, codebook: Codebook, gazetteer: SqliteGazetteer, *, countries: tuple[str, ...] = ()
    ) -> None:
        self._codebook = codebook
        self._reader = EnglishReader(codebook, gazetteer, countries=countries, is_selective=False)
        self._attacks = attack_lexicon(codebook)

    def text_of(self, report: Report, text: str) -> "EnglishText":
        """The report, parsed and annotated as the built-in reader has it."""
        document, mentions = self._reader.annotated(report, text)
        profile, cues = self._codebook.profile("airwars"), casualty_cues(self._codebook)
        return EnglishText(
            document=document,
            mentions=tuple(mentions),
            context=context_of(document.doc, profile, cues),
            codebook=self._codebook,
            attacks=self._attacks,
        )


@dataclass(frozen=True, kw_only=True)
class EnglishText:
    """One English report. Implements `claims.second.grammar.ReadText`."""

    document: EnglishDocument
    mentions: tuple[CasualtyMention, ...]
    context: Context
    codebook: Codebook
    attacks: AttackLexicon

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, in order."""
        return tuple(_span(self.document, sentence) for sentence in self.document.sentences)

    def doubtful(self, claims: Sequence[Claim]) -> tuple[Span, ...]:
        """Those with a word of harm from which nothing was read, or a claim that rests on little.

        What was read and set aside on purpose (harm denied, or only possible) is not in doubt.
        """
        by_sentence = zip(self.document.sentences, self.sentences, strict=True)
        return tuple(span for sentence, span in by_sentence if self._is_doubtful(sentence, span, claims))

    def _is_doubtful(self, sentence: Tokens, span: Span, claims: Sequence[Claim]) -> bool:
        told = [each for each in claims if each.kind in _TELLING and each.span.overlaps(span)]
        if told:
            return all(each.kind in _OF_HARM and _rests_on_little(each) for each in told)
        if any(mention.sentence.overlaps(span) for mention in self.mentions):
            return False
        is_counting = any(token.i in self.context.counts for token in sentence)
        words = frozenset(lemma(token) for token in sentence) | {token.lower_ for token in sentence}
        return any(
            not is_hypothetical(token, self.context)
            for token in sentence
            if (is_counting and self._hints(token)) or self._is_of_harm(token, words)
        )

    def _hints(self, token: Token) -> bool:
        return self.context.lexicon.has("hints_of_harm", lemma(token))

    def _is_of_harm(self, token: Token, words: frozenset[str]) -> bool:
        """A word that always tells of harm, or a phrase of which all words are there ("lose" with "life")."""
        lexicon, word = self.context.lexicon, lemma(token)
        if lexicon.has("hit_verbs", word):
            return False
        known = lexicon.harm_words.get(word, ())
        return any(each.companion is None or each.companion in words for each in known)

    def casualties(self, harm: Harm, quote: Span, people: Span) -> tuple[Casualties, ...]:
        """As the built-in reader counts them: members of a list added up, parts beside their whole."""
        trigger = self._trigger(harm, quote)
        if is_hypothetical(trigger.token, self.context):
            raise Refused("tells of harm that is only possible")
        if is_negated(trigger.token, self.context):
            raise Refused("tells of harm that is denied")
        drafts = [Draft(trigger, one, trigger.harm) for one in self._people(people)]
        whole = summed(drafts, self.context)
        return tuple(self._counted(draft, whole) for draft in whole)

    def _trigger(self, harm: Harm, quote: Span) -> Trigger:
        """The word of harm in the quote: a list says which harm it is, the model only where the list has a mere hint."""
        tokens = self._tokens(quote)
        known = [one for one in find_triggers(tokens.root.sent, self.context) if _is_in(one.token, quote)]
        fitting = [one for one in known if one.harm in (harm, Harm.KILLED_OR_INJURED)]
        if fitting:
            return fitting[0]
        if known:
            raise Refused(f"quotes words for people {known[0].harm}, not {harm}")
        hint = next((token for token in tokens if self._hints(token)), None)
        if hint is None:
            raise Refused("quotes no word of harm")
        return Trigger(hint, harm, Frame.DONE_TO)

    def _people(self, words: Span) -> list[People]:
        tokens = self._tokens(words)
        found = [people for people in self._read(tokens) if people.start < tokens.end]
        if not found:
            raise Refused("names people whose number can't be read")
        if any(people.is_none for people in found):
            raise Refused("says that nobody was harmed")
        if any(people.is_definite and not people.is_counted for people in found):
            raise Refused("speaks of people as known: they may have been counted before")
        if not self._numbers(tokens) <= {people.count.span for people in found}:
            raise Refused("names people beside a number that our grammar does not join to them")
        return found

    def _numbers(self, tokens: Tokens) -> set[Span | None]:
        counts = self.context.counts
        return {counts[token.i].span for token in tokens if token.i in counts}

    def _read(self, tokens: Tokens) -> Iterator[People]:
        seen: set[int] = set()
        for member in joined(tokens.root, self.context):
            if not tokens.start <= member.i < tokens.end:
                continue
            people = read_people(member, self.context)
            if people is not None and people.start not in seen:
                seen.add(people.start)
                yield people
        if not seen:  # words of which the parser makes no phrase: a number in them still is one
            numbers = (token for token in tokens if token.i in self.context.counts)
            first = next(numbers, None)
            people = read_people(first, self.context) if first is not None else None
            if people is not None:
                yield people

    def _counted(self, draft: Draft, all_drafts: list[Draft]) -> Casualties:
        return Casualties(
            harm=draft.harm,
            status=status_in(all_drafts, draft, self.context),
            count=draft.people.count,
            group=draft.people.who.group,
            part_of=draft.part_of,
        )

    def time(self, words: Span) -> When:
        """The narrowest of the time expressions there that say when."""
        found = [each.when for each in self.document.times if each.span.overlaps(words)]
        told = [when for when in found if when.start is not None or when.end is not None]
        if not told:
            raise Refused("names a time that can't be read")
        if all(when.span is not None and self.document.is_of_saying(when.span) for when in told):
            raise Refused("gives the time of saying as that of the event")
        return min(told, key=lambda when: when.days or 10_000)

    def places(self, words: Span) -> tuple[Place, ...]:
        """The places there in which something can happen, the finest first."""
        usable = [each for each in self.document.places if _may_be(each) and each.span.overlaps(words)]
        if not usable:
            raise Refused("names a place that can't be read")
        places = (each.place for each in usable)
        return tuple(sorted(places, key=lambda place: (not place.is_located, place.precision.coarseness)))

    def attackers(self, words: Span) -> tuple[Party, ...]:
        """The belligerents there, as suspects: whether more is known a person says."""
        named = {each.id: each for each in self.document.parties if each.span.overlaps(words)}
        if not named:
            raise Refused("names an attacker whom no list knows")
        part, involvement = PartyPart.ATTACKER, Involvement.SUSPECTED
        return tuple(
            as_party(self.document, each, part=part, involvement=involvement) for each in named.values()
        )

    def voice(self, quote: Span, speaker: Span | None) -> Voice:
        """By the grammar of speech; words that were pointed at count where it finds no speaker."""
        attribution = self.document.attribution_of(quote.start)
        around = next(each for each in self.sentences if each.overlaps(quote))
        cues = self.codebook.cues("en-speech")
        stance, hedges = stance_of(self.document, around, attribution, cues)
        if attribution is not None:
            said_on = attribution.said_on
            return Voice(speaker=attribution.speaker, said_on=said_on, stance=stance, hedges=hedges)
        named = self._speaker(speaker) if speaker is not None else None
        return Voice(speaker=named, said_on=None, stance=stance, hedges=hedges)

    def _speaker(self, words: Span) -> Speaker:
        head = self._tokens(words).root
        if head.pos_ not in ("NOUN", "PROPN"):
            raise Refused("names a speaker by words that name nobody")
        words_of, kinds = self.codebook.cues("en-speech"), self.codebook.cues("en-speakers")
        document = self.document
        book = speaker_book(
            document.parties, document.doc, codebook=self.codebook, words=words_of, kinds=kinds
        )
        speaker = book.meet(head)
        if speaker.kind is SpeakerKind.UNKNOWN and head.ent_type_ not in _NAMED:
            raise Refused("gives for a speaker what is no kind of person or body")
        return replace(speaker, words=words.of(self.document.text), span=words)

    def weapon(self, quote: Span) -> tuple[str | None, str | None]:
        """The kind of attack and the weapon by the codebook."""
        sentence = self.document.sentence_at(quote.start)
        here = Span(sentence.start_char, sentence.end_char)
        named = [each for each in find_attack_words(self.document, self.attacks) if here.covers(each.span)]
        nearest = min(named, key=lambda each: abs(each.span.start - quote.start), default=None)
        return (nearest.event, nearest.weapon) if nearest else (None, None)

    def private_names(self, within: Span) -> tuple[Span, ...]:
        """Full names as the parse has them."""
        people = (each for each in self.document.doc.ents if each.label_ == "PERSON")
        full = (each for each in people if len(each) >= _MORE_THAN_A_WORD)
        spans = (Span(each.start_char, each.end_char) for each in full)
        return tuple(span for span in spans if within.covers(span))

    def _tokens(self, span: Span) -> Tokens:
        tokens = self.document.doc.char_span(span.start, span.end, alignment_mode="expand")
        if tokens is None or not len(tokens):
            raise Refused("quotes no words")
        return tokens


def _span(document: EnglishDocument, sentence: Tokens) -> Span:
    return trimmed(document.text, Span(sentence.start_char, sentence.end_char))


def _is_in(token: Token, span: Span) -> bool:
    return span.overlaps(Span(token.idx, token.idx + len(token)))


def _may_be(located: LocatedMention) -> bool:
    return located.mention.may_hold_events


def _rests_on_little(claim: Claim) -> bool:
    """True where the sentence gives no number, no time and no place of its own."""
    told = [claim.when.span if claim.when else None, *(place.span for place in claim.where)]
    is_counted = any(each.count.min is not None for each in claim.casualties)
    return not is_counted and not any(span is not None and claim.span.covers(span) for span in told)
