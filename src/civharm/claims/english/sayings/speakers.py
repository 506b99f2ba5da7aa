"""From the words of a source phrase to a speaker: name, role, kind; known again across the report."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from civharm.claims.english.casualties.context import lemma
from civharm.claims.english.document import PartyMention
from civharm.claims.english.frames import chars
from civharm.claims.english.sayings.known import KnownSpeakers, Met
from civharm.claims.english.sayings.naming import Named, named, private_names, source_phrase
from civharm.claims.english.sayings.sources import antecedent
from civharm.codebook import Codebook
from civharm.codebook.load import CueWords
from civharm.model.spans import Span
from civharm.model.speakers import PROTECTED_KINDS, Speaker, SpeakerKind

_GENDERS = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female"}
_SEVERAL = frozenset({"they", "their", "them"})
_BODY = frozenset({"it", "its"})
_KIND_OF_PARTY = {
    "armed_group": SpeakerKind.ARMED_GROUP,
    "militia": SpeakerKind.ARMED_GROUP,
    "state_military": SpeakerKind.MILITARY,
}
#: Kinds that a belligerent's own people have: only they carry a party.
_PARTY_KINDS = frozenset(
    {SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP, SpeakerKind.GOVERNMENT, SpeakerKind.POLICE}
)
#: How many tokens the name of an organisation has at most.
_LONGEST_NAME = 8
_NAMING = frozenset({"as", "named", "called"})
_DESCRIBING = frozenset({"NOUN", "ADJ", "PROPN"})


@dataclass(slots=True)
class SpeakerBook:
    """Makes speakers of source phrases, in the order of the text."""

    codebook: Codebook
    words: CueWords
    kinds: CueWords
    parties: Sequence[PartyMention]
    titles: frozenset[str]
    known: KnownSpeakers = field(default_factory=KnownSpeakers)
    subjects: Sequence[Token] = ()
    people: dict[str, Token] = field(default_factory=dict)

    def meet(self, source: Token) -> Speaker:
        """The speaker that a source phrase means; for a pronoun that means nobody met so far, just that word."""
        source = antecedent(source)
        if source.lower_ in _GENDERS:
            self._notice_subject(source)
            return self._again(source, self.known.person(_GENDERS[source.lower_]))
        if source.lower_ in _SEVERAL:
            return self._again(source, self.known.several())
        if source.lower_ in _BODY:
            return self._again(source, self.known.body())
        speaker, details = self._described(source)
        met = self._known_before(speaker, source)
        if met is None:
            met = self._as_met(speaker, source, is_person=details.is_person)
        elif met.speaker.name:
            met = replace(
                met, speaker=replace(met.speaker, words=speaker.words, span=speaker.span), at=source.i
            )
        else:
            met = replace(met, at=source.i)
        self.known.remember(met)
        return met.speaker

    def _again(self, pronoun: Token, met: Met | None) -> Speaker:
        """Whom a pronoun means; who has no name stays as first described, so that it is the same speaker."""
        span = Span(pronoun.idx, pronoun.idx + len(pronoun))
        if met is None:
            return Speaker(name=None, role=None, kind=SpeakerKind.UNKNOWN, words=pronoun.text, span=span)
        self.known.remember(replace(met, at=pronoun.i))
        if met.speaker.name is None:
            return met.speaker
        return replace(met.speaker, words=pronoun.text, span=span)

    def _notice_subject(self, pronoun: Token) -> None:
        """ "He" is who the last sentence with a person for its subject is about, though that person said nothing."""
        at = bisect_left(self.subjects, pronoun.i, key=lambda subject: subject.i) - 1
        last = self.known.person(_GENDERS[pronoun.lower_])
        if at < 0 or (last is not None and last.at >= self.subjects[at].i):
            return
        speaker, details = self._described(self.subjects[at])
        if details.is_person:
            met = self._known_before(speaker, self.subjects[at])
            self.known.remember(met or self._as_met(speaker, self.subjects[at], is_person=True))

    def _known_before(self, speaker: Speaker, source: Token) -> Met | None:
        if speaker.name is not None:
            return self.known.named(speaker.name) or self._introduced(speaker.name, source)
        is_definite = any(child.lower_ in {"the", "this", "that"} for child in source.children)
        if source.pos_ != "NOUN" or not is_definite:
            return None
        words = frozenset(lemma(t) for t in source_phrase(source) if t.pos_ in _DESCRIBING)
        return self.known.described(words, is_plural=source.tag_ == "NNS")

    def _introduced(self, name: str, source: Token) -> Met | None:
        """A bare surname whose bearer was named in full before, without saying anything."""
        full = self.people.get(name) if " " not in name else None
        if full is None or full.i >= source.i:
            return None
        speaker, details = self._described(full)
        return self._as_met(speaker, full, is_person=True) if details.is_person else None

    def _as_met(self, speaker: Speaker, source: Token, *, is_person: bool) -> Met:
        phrase = source_phrase(source)
        nouns = {lemma(token) for token in phrase if token.pos_ in _DESCRIBING}
        nouns |= {word.lower().rstrip(".") for word in (speaker.role or "").split()}
        is_plural = source.tag_ in {"NNS", "NNPS"} or any(child.dep_ == "conj" for child in source.children)
        is_described = speaker.name is None and lemma(source) in self.words["persons"] and not is_plural
        return Met(
            speaker=speaker,
            nouns=frozenset(nouns),
            is_person=is_person or is_described,
            is_plural=is_plural,
            gender=self._gender(phrase.text),
            at=source.i,
        )

    def _gender(self, words: str) -> str | None:
        lowered = frozenset(re.findall(r"\w+", words.lower()))
        return next((sex for sex in ("female", "male") if lowered & frozenset(self.words[sex])), None)

    def _described(self, source: Token) -> tuple[Speaker, Named]:
        tokens = source_phrase(source)
        known = (
            self._organisation(source)
            or self._belligerent(source)
            or self._body_before(source)
            or self._group_told_of(source)
        )
        if known is not None:
            body = Named(known.name, known.role, is_person=False)
            return replace(known, words=tokens.text, span=chars(tokens)), body
        details = named(source, self.titles)
        kind = self._kind(source, tokens, details)
        names = private_names(source) if kind in PROTECTED_KINDS else []
        if names and details.name is None:
            details = replace(details, name=names[0], is_person=True)
        speaker = Speaker(
            name=details.name,
            role=details.role,
            kind=kind,
            words=tokens.text,
            party=self._party(tokens, kind),
            span=chars(tokens),
            other_names=tuple(name for name in names if name not in (details.name or "")),
        )
        return speaker, details

    def _organisation(self, source: Token) -> Speaker | None:
        """A known organisation speaks for itself; "an Airwars researcher" is a person of it."""
        doc, first = source.doc, source.left_edge.i
        heads = [doc[first : source.i + 1].text]
        if first > 1 and doc[first - 1].text == "," and doc[first].lower_ in {"a", "an"}:
            heads.append(doc[max(0, first - _LONGEST_NAME) : first - 1].text)  # "Airwars, a monitoring group"
        for organisation in self.codebook.organisations:
            for alias in organisation.aliases.en:
                if any(head.endswith(alias) and re.search(rf"\b{re.escape(alias)}$", head) for head in heads):
                    return Speaker(name=organisation.name, role=None, kind=organisation.kind, words=heads[0])
        return None

    def _belligerent(self, source: Token) -> Speaker | None:
        """A party that speaks for itself: "the Islamic State claimed …", "the coalition said …"."""
        end = source.idx + len(source)
        party = next((p for p in self._parties_within(Span(source.idx, end)) if p.span.end == end), None)
        if party is None or not party.is_named or party.kind not in _KIND_OF_PARTY:
            return None
        return Speaker(
            name=party.name, role=None, kind=_KIND_OF_PARTY[party.kind], words="", party=party.name
        )

    def _group_told_of(self, source: Token) -> Speaker | None:
        """ "The group" after an armed group that has said nothing yet."""
        if lemma(source) not in self.words["bodies"]:
            return None
        span = Span(source.idx, source.idx + len(source))
        party = next((p for p in self._parties_within(span) if p.kind in _KIND_OF_PARTY), None)
        if party is None:
            return None
        kind = _KIND_OF_PARTY[party.kind]
        return Speaker(name=party.name, role=None, kind=kind, words="", party=party.name)

    def _body_before(self, source: Token) -> Speaker | None:
        """ "The network" after "the Nineveh Network for …"."""
        if source.pos_ != "NOUN" or not any(child.lower_ == "the" for child in source.children):
            return None
        met = self.known.called(source.text)
        if met is None and lemma(source) in self.words["bodies"] and len(list(source.children)) == 1:
            met = self.known.body()
            met = met if met is not None and met.speaker.name else None
        return met.speaker if met is not None else None

    def _kind(self, source: Token, tokens: Tokens, details: Named) -> SpeakerKind:
        found = self._kind_of_words(tokens.text)
        whole = source.doc[source.left_edge.i : source.right_edge.i + 1].text + _terms_of_talking(source.head)
        if found is not SpeakerKind.ANONYMOUS and self._is_anonymous(whole):
            return SpeakerKind.ANONYMOUS if details.name is None else found
        if found is SpeakerKind.UNKNOWN and self._is_private(source, details):
            return SpeakerKind.WITNESS
        return found

    def _kind_of_words(self, words: str) -> SpeakerKind:
        lowered = f" {words.lower()} "
        for kind, cues in self.kinds.items():
            if any(cue in lowered and re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", lowered) for cue in cues):
                return SpeakerKind(kind)
        return SpeakerKind.UNKNOWN

    def _is_anonymous(self, words: str) -> bool:
        lowered = words.lower()
        return any(cue in lowered for cue in self.kinds[SpeakerKind.ANONYMOUS])

    def _is_private(self, source: Token, details: Named) -> bool:
        """Who is told by age, or by what they lived through, is a private person."""
        if details.name is None:
            return lemma(source) in self.words["private_persons"]
        first = source_phrase(source).start
        if first and source.doc[first - 1].lower_ in _NAMING:  # "a woman who gave her name as Salma said"
            return True
        ages = any(c.dep_ in {"appos", "npadvmod", "nummod"} and c.like_num for c in source.rights)
        trades = any(c.dep_ == "appos" and lemma(c) in self.words["private_persons"] for c in source.rights)
        lived = any(c.dep_ == "relcl" and lemma(c) in self.words["lived_through"] for c in source.rights)
        return details.is_person and (ages or lived or trades)

    def _party(self, tokens: Tokens, kind: SpeakerKind) -> str | None:
        if kind not in _PARTY_KINDS:
            return None
        return next((party.name for party in self._parties_within(chars(tokens))), None)

    def _parties_within(self, span: Span) -> Iterable[PartyMention]:
        """Parties that share a character with the span."""
        first = bisect_left(self.parties, span.start + 1, key=lambda party: party.span.end)
        for party in self.parties[first : first + 8]:
            if party.span.overlaps(span):
                yield party


def _terms_of_talking(cue: Token) -> str:
    """ "On the condition that he not be named", wherever the parser hangs it after the cue."""
    terms = (word for word in cue.subtree if word.i > cue.i and word.lemma_ == "condition")
    on = (word.head for word in terms if word.head.lower_ == "on")
    return "".join(f" {cue.doc[word.i : word.right_edge.i + 1].text}" for word in on)


def speaker_book(
    parties: Sequence[PartyMention],
    doc: Doc | None = None,
    *,
    codebook: Codebook,
    words: CueWords,
    kinds: CueWords,
) -> SpeakerBook:
    """An empty book for one report, with the persons whom its parse names; `words` and `kinds` are cue lists."""
    titles = frozenset(title.lower().rstrip(".") for title in words["titles"])
    people = [entity for entity in doc.ents if entity.label_ == "PERSON"] if doc is not None else []
    full_names: dict[str, Token] = {}
    for person in people:
        if len(person) > 1 and person.root.pos_ == "PROPN":
            full_names.setdefault(person.root.text, person.root)
    return SpeakerBook(
        codebook=codebook,
        words=words,
        kinds=kinds,
        parties=parties,
        titles=titles,
        subjects=[p.root for p in people if p.root.dep_ == "nsubj" and p.root.head.dep_ == "ROOT"],
        people=full_names,
    )
