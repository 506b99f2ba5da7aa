"""Which belligerents a report names, and which it describes ("the militants", "police units")."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from civharm.claims.english.document import PartyMention
from civharm.codebook import Codebook
from civharm.codebook.entries import Belligerent
from civharm.codebook.load import CueWords
from civharm.model.spans import Span

#: Verbs that hold somebody responsible.
ACCUSING = frozenset({"blame", "accuse", "attribute"})
_ARMED_GROUPS = frozenset({"armed_group", "militia"})


@dataclass(frozen=True, slots=True)
class PartyLexicon:
    """The codebook's belligerents, compiled once: one pattern over all their names."""

    pattern: re.Pattern[str]
    by_alias: dict[str, Belligerent]
    adjectives: re.Pattern[str]
    by_adjective: dict[str, Belligerent]
    joined_names: tuple[str, ...]
    cues: CueWords


def party_lexicon(codebook: Codebook) -> PartyLexicon:
    """Compile the English names of all parties of the codebook."""
    by_alias = {
        _key(alias): party for party in codebook.belligerents for alias in (*party.aliases.en, party.name)
    }
    by_adjective = {_key(party.adjective): party for party in codebook.belligerents if party.adjective}
    by_state = {_key(party.state): party for party in codebook.belligerents if party.state}
    cues = codebook.cues("en-events")
    forces = "|".join(map(re.escape, sorted(cues["force_nouns"], key=len, reverse=True)))
    adjectives = "|".join(map(re.escape, by_adjective))
    return PartyLexicon(
        pattern=_words(by_alias),
        by_alias=by_alias,
        adjectives=re.compile(
            rf"\b(?P<adjective>{adjectives})\s+(?:(?!(?:and|or)\b)\w+[\s-]+){{0,2}}(?:{forces})\b"
            rf"|\b(?P<joined>{adjectives})(?=\s+(?:and|or)\s+[\w-]+\s+(?:\w+[\s-]+)?(?:{forces})\b)"
            rf"|\b(?P<state>{'|'.join(map(re.escape, by_state))})\b",
            re.IGNORECASE,
        ),
        by_adjective={**by_state, **by_adjective},
        joined_names=tuple(a for p in codebook.belligerents for a in p.aliases.en if _is_name(a, cues)),
        cues=cues,
    )


def _is_name(alias: str, cues: CueWords) -> bool:
    """A name of several words, not a description of people ("Iraqi soldiers") whose words the finders need."""
    last = alias.split()[-1].lower()
    is_description = last in cues["force_nouns"] or last in cues["militant_nouns"]
    return " " in alias and alias[0].isupper() and not is_description


def find_parties(doc: Doc, text: str, lexicon: PartyLexicon) -> tuple[PartyMention, ...]:
    """Named parties, then descriptions that only one party of the report can be meant by."""
    named = _without_overlaps([*_named(text, lexicon), *_by_adjective(doc, text, lexicon)])
    described = _described(text, lexicon, named)
    return tuple(sorted(_without_overlaps([*named, *described]), key=lambda party: party.span))


def _named(text: str, lexicon: PartyLexicon) -> Iterator[PartyMention]:
    for match in lexicon.pattern.finditer(text):
        words = match.group()
        is_name = words[0].isupper() or (words.islower() and " " in words) or words.lower() == "coalition"
        if is_name and not _is_plain_word(text, Span(*match.span())):
            yield _mention(lexicon.by_alias[_key(words)], Span(*match.span()))


#: Acronyms that are everyday words too: "IS" is a party only in capitals, in a text that is not all capitals.
_WORDS_TOO = frozenset({"is"})
_AROUND = 40


def _is_plain_word(text: str, span: Span) -> bool:
    words = span.of(text)
    if words.lower() not in _WORDS_TOO:
        return False
    around = text[max(0, span.start - _AROUND) : span.end + _AROUND]
    return not words.isupper() or not any(letter.islower() for letter in around)


def _by_adjective(doc: Doc, text: str, lexicon: PartyLexicon) -> Iterator[PartyMention]:
    for match in lexicon.adjectives.finditer(text):
        if match.group()[0].isupper():
            adjective = match["adjective"] or match["joined"]
            party = lexicon.by_adjective[_key(adjective or match["state"])]
            if adjective or _is_agent(doc, Span(*match.span())):
                yield _mention(party, Span(*match.span()))


def _is_agent(doc: Doc, span: Span) -> bool:
    """A state's name is a party only where it acts or is accused: "Russia bombed", "bombed by Russia", "blamed on Russia"."""
    tokens = doc.char_span(span.start, span.end, alignment_mode="expand")
    if tokens is None:
        return False
    root = tokens.root
    acts = any(child.dep_ == "acl" and child.tag_ == "VBG" for child in root.children)
    if acts or root.dep_ in {"nsubj", "conj"} or (root.dep_ == "pobj" and root.head.dep_ == "agent"):
        return True
    governing = root.head.head if root.dep_ == "pobj" and root.head.lower_ in {"on", "to"} else root.head
    return root.dep_ in {"dobj", "pobj"} and governing.lemma_.lower() in ACCUSING


def _described(text: str, lexicon: PartyLexicon, named: Sequence[PartyMention]) -> Iterator[PartyMention]:
    groups = _words(lexicon.cues["militant_nouns"])
    forces = _words(lexicon.cues["own_force_nouns"])
    state = _only(party for party in named if party.kind == "state_military" and party.id != "coalition")
    for match in groups.finditer(text):
        party = _latest_group(named, match.start())
        if party is not None:
            yield _described_as(party, Span(*match.span()))
    if state is not None:
        for match in forces.finditer(text):
            yield _described_as(state, Span(*match.span()))


def _latest_group(named: Sequence[PartyMention], position: int) -> PartyMention | None:
    """ "The militants" are the armed group named last; with several groups in the report, only a near one."""
    groups = [party for party in named if party.kind in _ARMED_GROUPS]
    before = [party for party in groups if party.span.start < position]
    if len({party.id for party in groups}) > 1:
        return before[-1] if before and position - before[-1].span.end < 300 else None
    return before[-1] if before else next(iter(groups), None)


def _only(parties: Iterator[PartyMention]) -> PartyMention | None:
    """The one state force that a report is about: the only one, or the one named twice as often as any other."""
    found = list(parties)
    counts = Counter(party.id for party in found).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] < 2 * counts[1][1]):
        return None
    return next(party for party in found if party.id == counts[0][0])


def _mention(party: Belligerent, span: Span) -> PartyMention:
    return PartyMention(span=span, name=party.name, id=party.id, kind=party.kind, is_named=True)


def _described_as(party: PartyMention, span: Span) -> PartyMention:
    return PartyMention(span=span, name=party.name, id=party.id, kind=party.kind, is_named=False)


def _without_overlaps(mentions: Sequence[PartyMention]) -> list[PartyMention]:
    """Longer mentions win; at the same length a named one wins over a described one."""
    kept: list[PartyMention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (not m.is_named, m.span.start - m.span.end, m.span.start)):
        positions = set(range(mention.span.start, mention.span.end))
        if not positions & taken:
            kept.append(mention)
            taken |= positions
    return sorted(kept, key=lambda mention: mention.span)


def _key(words: str | None) -> str:
    return " ".join((words or "").lower().replace("’", "'").split())


def _words(names: Sequence[str] | dict[str, Belligerent]) -> re.Pattern[str]:
    alternatives = "|".join(
        re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)
