"""From the words of a source phrase to a speaker: name, role, kind; known again across the report."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from civharm.claims.english.document import PartyMention
from civharm.claims.english.frames import chars
from civharm.codebook import Codebook
from civharm.codebook.load import CueWords
from civharm.model.spans import Span
from civharm.model.speakers import Speaker, SpeakerKind

_PERSON_PRONOUNS = frozenset({"he", "she"})
_PLURAL_PRONOUNS = frozenset({"they", "it"})
_ARTICLE = re.compile(r"^(?:an?|the|one|another)\s+", re.IGNORECASE)
_KIND_OF_PARTY = {
    "armed_group": SpeakerKind.ARMED_GROUP,
    "militia": SpeakerKind.ARMED_GROUP,
    "state_military": SpeakerKind.MILITARY,
}
#: Kinds that a belligerent's own people have: only they carry a party.
_PARTY_KINDS = frozenset(
    {SpeakerKind.MILITARY, SpeakerKind.ARMED_GROUP, SpeakerKind.GOVERNMENT, SpeakerKind.POLICE}
)


@dataclass(slots=True)
class SpeakerBook:
    """The speakers of one report so far, so that "Dorrian" and "he" are known again."""

    codebook: Codebook
    titles: frozenset[str]
    kinds: CueWords
    parties: Sequence[PartyMention]
    met: list[Speaker] = field(default_factory=list)

    def meet(self, source: Token) -> Speaker | None:
        """The speaker that a source phrase means; None for a pronoun that means nobody met so far."""
        if source.lower_ in _PERSON_PRONOUNS:
            return self._again(
                source, [s for s in self.met if s.name and s.kind is not SpeakerKind.CASUALTY_RECORDER]
            )
        if source.lower_ in _PLURAL_PRONOUNS:
            return self._again(source, self.met)
        speaker = self._described(source)
        known = next((s for s in reversed(self.met) if _same_person(s, speaker)), None)
        if known is not None:
            speaker = replace(known, words=speaker.words, span=speaker.span)
        self.met.append(speaker)
        return speaker

    def _again(self, pronoun: Token, candidates: Sequence[Speaker]) -> Speaker | None:
        if not candidates:
            return None
        return replace(candidates[-1], words=pronoun.text, span=Span(pronoun.idx, pronoun.idx + len(pronoun)))

    def _described(self, source: Token) -> Speaker:
        tokens = source_phrase(source)
        words = tokens.text
        known = self._organisation(words, source) or self._belligerent(source) or self._named_before(source)
        if known is not None:
            return replace(known, words=words, span=chars(tokens))
        name, title = self._name_and_title(_named_apposition(source) or source)
        role = ", ".join(part for part in (title, _role_words(source, name)) if part) or None
        kind = self._kind(words, is_named=name is not None)
        return Speaker(
            name=name, role=role, kind=kind, words=words, party=self._party(tokens, kind), span=chars(tokens)
        )

    def _organisation(self, words: str, source: Token) -> Speaker | None:
        """A known organisation speaks for itself; "an Airwars researcher" is a person of it."""
        head = source.doc[source.left_edge.i : source.i + 1].text
        for organisation in self.codebook.organisations:
            for alias in organisation.aliases.en:
                if re.search(rf"\b{re.escape(alias)}$", head):
                    return Speaker(name=organisation.name, role=None, kind=organisation.kind, words=words)
        return None

    def _belligerent(self, source: Token) -> Speaker | None:
        """A party that speaks for itself: "the Islamic State claimed …", "the coalition said …"."""
        party = next((p for p in self.parties if p.is_named and p.span.end == source.idx + len(source)), None)
        if party is None or party.kind not in _KIND_OF_PARTY:
            return None
        kind = _KIND_OF_PARTY[party.kind]
        return Speaker(name=party.name, role=None, kind=kind, words="", party=party.name)

    def _named_before(self, source: Token) -> Speaker | None:
        """ "The network" after "the Nineveh Network for …": the organisation whose name holds the word."""
        if source.pos_ != "NOUN" or not any(child.lower_ == "the" for child in source.children):
            return None
        wanted = source.text.casefold()
        return next((s for s in reversed(self.met) if s.name and wanted in s.name.casefold().split()), None)

    def _name_and_title(self, source: Token) -> tuple[str | None, str | None]:
        run = _proper_run(source)
        words = run.text.split() if run is not None else []
        title = [word for word in words if word.lower().rstrip(".") in self.titles]
        before = _titles_before(source.doc, run.start if run is not None else source.i, self.titles)
        name = [word for word in words if word not in title]
        if not name:
            return None, None
        if not _is_person(source, has_title=bool(title or before)):
            return _ARTICLE.sub("", source_phrase(source).text), None
        return " ".join(name), " ".join([*before, *title]) or None

    def _kind(self, words: str, *, is_named: bool) -> SpeakerKind:
        lowered = f" {words.lower()} "
        for kind, cues in self.kinds.items():
            if any(re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", lowered) for cue in cues):
                return SpeakerKind(kind)
        return SpeakerKind.UNKNOWN

    def _party(self, tokens: Tokens, kind: SpeakerKind) -> str | None:
        if kind not in _PARTY_KINDS:
            return None
        inside = [party for party in self.parties if chars(tokens).overlaps(party.span)]
        return inside[0].name if inside else None


def _named_apposition(source: Token) -> Token | None:
    """The name in "a spokesman for the coalition, Col. Peter Marsh"."""
    if source.pos_ == "PROPN":
        return None
    inside = source.doc[source.i : source_phrase(source).end]
    return next(
        (t for t in inside if t.dep_ == "appos" and t.pos_ == "PROPN" and t.ent_type_ == "PERSON"), None
    )


def speaker_book(codebook: Codebook, parties: Sequence[PartyMention]) -> SpeakerBook:
    """An empty book for one report."""
    titles = frozenset(title.lower().rstrip(".") for title in codebook.cues("en-speech")["titles"])
    return SpeakerBook(codebook, titles, codebook.cues("en-speakers"), parties)


def source_phrase(source: Token) -> Tokens:
    """The whole source with its apposition: "Brig. Gen. X, a spokesman for Y"."""
    doc = source.doc
    left, right = source.left_edge.i, source.i
    for child in source.rights:
        if child.dep_ == "relcl" or (child.pos_ == "VERB" and child.dep_ not in {"acl", "appos"}):
            break
        if child.dep_ in {"appos", "prep", "case", "flat", "acl", "amod", "compound", "nummod", "conj", "cc"}:
            right = max(right, _end_without_relative(child))
    while left > 0 and doc[left - 1].lower_ in _RANKS:
        left -= 1
    return doc[left : right + 1]


#: Ranks that the parser tears off a name; the full list of titles is the codebook's.
_RANKS = frozenset("brig. gen. col. lt. maj. capt. sgt. adm. dr. mr. mrs. ms. prof.".split())


def _end_without_relative(token: Token) -> int:
    """Last token of the subtree, cut before a relative clause ("…, which led the attack")."""
    inside = list(token.subtree)
    for position, inner in enumerate(inside):
        if inner.dep_ == "relcl" or inner.tag_ == "WDT" or inner.tag_ == "WP":
            start = inner.left_edge.i if inner.dep_ == "relcl" else inner.i
            kept = [t for t in inside[:position] if t.i < start and not t.is_punct]
            return kept[-1].i if kept else token.i
    while inside and inside[-1].is_punct:
        inside.pop()
    return inside[-1].i if inside else token.i


def _proper_run(source: Token) -> Tokens | None:
    if source.pos_ != "PROPN":
        return None
    start = source.i
    while start > source.left_edge.i and (
        source.doc[start - 1].pos_ == "PROPN" or source.doc[start - 1].text in {"-", "al"}
    ):
        start -= 1
    return source.doc[start : source.i + 1]


def _titles_before(doc: Doc, start: int, titles: frozenset[str]) -> list[str]:
    """The run of titles that ends where the name starts: "Brig. Gen."."""
    first = start
    while first > 0 and doc[first - 1].lower_.rstrip(".") in titles:
        first -= 1
    return [token.text for token in doc[first:start]]


def _is_person(source: Token, *, has_title: bool) -> bool:
    if has_title or source.ent_type_ == "PERSON":
        return True
    is_described = any(child.dep_ == "appos" and child.pos_ == "NOUN" for child in source.children)
    return is_described and source.ent_type_ not in {"ORG", "GPE", "NORP"}


def _role_words(source: Token, name: str | None) -> str | None:
    """The apposition of a name ("a spokesman for Y"), or the description itself where no name is given."""
    named = _named_apposition(source)
    if named is not None:
        return _ARTICLE.sub("", source.doc[source.left_edge.i : named.left_edge.i].text).rstrip(" ,")
    for child in source.rights:
        if child.dep_ == "appos":
            return _ARTICLE.sub("", source.doc[child.left_edge.i : _end_without_relative(child) + 1].text)
    if name is not None:
        modifiers = [t for t in source.lefts if t.dep_ in {"compound", "nmod"} and t.pos_ == "NOUN"]
        return source.doc[modifiers[0].left_edge.i : modifiers[-1].i + 1].text if modifiers else None
    return _ARTICLE.sub("", source_phrase(source).text) if source.pos_ == "NOUN" else None


def _same_person(met: Speaker, new: Speaker) -> bool:
    """A bare surname means the one met before with that surname."""
    if not met.name or not new.name:
        return False
    surname, again = met.name.split()[-1], new.name.split()
    return met.name == new.name or (len(again) == 1 and again[0] == surname)
