"""Finds place names in English text, with what the words around them say of the place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import yaml

from civharm.codebook import default_codebook
from civharm.codebook.entries import Belligerent, Organisation
from civharm.model.places import PlacePrecision
from civharm.model.spans import Span
from civharm.places.candidates import Candidate, CandidateFinder
from civharm.places.descriptions import described_places
from civharm.places.evidence import Entity, Evidence, confidence, dateline_span
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mention import SURE_ENOUGH, MentionRole, PlaceMention
from civharm.places.names import plain_key
from civharm.places.pairs import paired
from civharm.places.phrases import linked, with_phrase, with_shared_kinds, without_bare_sides
from civharm.places.tokens import Token, tokens_of
from civharm.places.words import place_words

_WEIGHTS = Path(__file__).parent.parent / "codebook" / "lists" / "places" / "evidence.en.yml"
_COMPOUND = re.compile(
    r"[-‐‑](?:led|based|backed|born|held|controlled|allied|occupied|style|made|funded|trained|majority|dominated"
    r"|populated|ruled|run|owned|linked)\b"
)
_LIKELY = SURE_ENOUGH
#: What a known and an unknown name need where doubtful ones are wanted too.
_DOUBTFUL = (0.4, 0.2)
#: What stands before a name that is a sentence's or a clause's subject.
_SUBJECT = re.compile(r"(?:^|[.!?:;\"“”\n]\s*|\b(?:and|that|but|while|because|if|when)\s+)$")
#: No capital that reports speak of by its name alone is smaller.
_CAPITAL = 200_000
_SURE, _POSSIBLE = 0.85, 0.15


def find_english_places(
    text: str,
    *,
    gazetteer: SqliteGazetteer,
    entities: Sequence[Entity] = (),
    with_doubtful: bool = False,
) -> list[PlaceMention]:
    """All mentions from left to right. `entities` are what a tagger found, if one was run."""
    tokens = tokens_of(text)
    evidence = Evidence(text, tokens, gazetteer, entities)
    candidates = CandidateFinder(text, tokens, gazetteer, _countries(tokens, gazetteer)).find()
    evidence.learn(candidates)
    parties = _party_spans(text)
    dateline = dateline_span(text)
    judged = [
        (candidate, _likely(candidate, evidence, dateline))
        for candidate in candidates
        if not _is_party(candidate, parties)
        and not evidence.is_family(candidate)
        and not _COMPOUND.search(candidate.name)
    ]
    found = _joined(_agreed(judged), text, gazetteer)
    if not with_doubtful:
        return found
    all_found = _joined(_agreed(judged, least=_DOUBTFUL), text, gazetteer)
    doubtful = [
        each
        for each in all_found
        if each.is_doubtful and not any(each.name_span.overlaps(sure.name_span) for sure in found)
    ]
    return sorted([*found, *doubtful], key=lambda mention: mention.name_span)


def _joined(
    agreed: Sequence[tuple[Candidate, float]], text: str, gazetteer: SqliteGazetteer
) -> list[PlaceMention]:
    """The mentions with the words that belong to each, and with each other where one lies in the next."""
    dateline = dateline_span(text)
    mentions = [
        mention for candidate, likely in agreed for mention in _mentions(candidate, likely, text, dateline)
    ]
    phrased = [with_phrase(mention, text) for mention in mentions]
    shared = with_shared_kinds(without_bare_sides(phrased), text)
    merged = _merged(shared, described_places(text))
    return linked(paired(merged, text, gazetteer), text)


def _countries(tokens: Sequence[Token], gazetteer: SqliteGazetteer) -> frozenset[str]:
    """The countries that the text names by one word, or whose people it names."""
    words = {token.text for token in tokens if token.text[:1].isupper()}
    named = {p.country for w in words for p in gazetteer.find_strictly(w) if p.kind is PlacePrecision.COUNTRY}
    return frozenset(named | {p.country for w in words for p in gazetteer.find_people(w)})


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    loaded: dict[str, float] = yaml.load(_WEIGHTS.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


@lru_cache(maxsize=1)
def _party_pattern() -> re.Pattern[str]:
    """Names of parties and organisations of two words and more."""
    book = default_codebook()
    entries: tuple[Belligerent | Organisation, ...] = (*book.belligerents, *book.organisations)
    spellings = {name for entry in entries for name in (entry.name, *entry.aliases.en)}
    names = {name for name in spellings if name[:1].isupper() and " " in name}
    alternatives = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?=[A-Z])(?i:{alternatives})\b") if names else re.compile(r"(?!)")


def _party_spans(text: str) -> list[Span]:
    return [Span(*match.span()) for match in _party_pattern().finditer(text)]


def _is_party(candidate: Candidate, parties: Sequence[Span]) -> bool:
    """True if the candidate is a party's name or a part of one, but for a people's name at its beginning."""
    return any(
        span.overlaps(candidate.span) and not (candidate.is_people and span.start == candidate.span.start)
        for span in parties
    )


def _likely(candidate: Candidate, evidence: Evidence, dateline: Span | None) -> float:
    """How likely it names a place or a people."""
    if candidate.is_people or (dateline and dateline.overlaps(candidate.span) and candidate.is_known):
        return 1.0
    likely = confidence(evidence.features(candidate), _weights())
    return max(likely, _likely(candidate.core, evidence, dateline)) if candidate.core else likely


def _agreed(
    judged: list[tuple[Candidate, float]], *, least: tuple[float, float] = (_LIKELY, _LIKELY)
) -> list[tuple[Candidate, float]]:
    """The likely ones; a name that is surely a place once in the report is likelier one elsewhere in it.

    `least` is what a known and an unknown name need. Of an unknown name and the known one inside it the likelier stays.
    """
    sure = {
        plain_key(candidate.name)
        for candidate, likely in judged
        if likely >= _SURE and not candidate.is_people
    }
    kept: list[tuple[Candidate, float]] = []
    for candidate, likely in judged:
        is_sure_elsewhere = likely >= _POSSIBLE and plain_key(candidate.name) in sure
        if likely < least[not candidate.is_known] and not is_sure_elsewhere:
            continue
        if kept and kept[-1][0].span.overlaps(candidate.span):
            if kept[-1][1] >= likely:
                continue
            kept.pop()
        kept.append((candidate, max(likely, _LIKELY) if is_sure_elsewhere else likely))
    return kept


def _mentions(
    candidate: Candidate, likely: float, text: str, dateline: Span | None
) -> Iterator[PlaceMention]:
    mention = PlaceMention(
        span=candidate.span,
        words=candidate.span.of(text),
        name=candidate.name,
        name_span=candidate.span,
        role=_role(candidate, text),
        kind=candidate.kind,
        confidence=round(likely, 2),
    )
    if dateline and dateline.overlaps(candidate.span):
        yield replace(mention, role=MentionRole.DATELINE)
    elif candidate.core is not None and not candidate.is_feature and not _is_street(candidate):
        core = candidate.core
        yield replace(mention, within=core.span)
        yield replace(mention, span=core.span, words=core.span.of(text), name=core.name, name_span=core.span,
                      role=MentionRole.IN_NAME, kind=None)  # fmt: skip
    else:
        yield mention


def _is_street(candidate: Candidate) -> bool:
    return candidate.name.split()[-1].lower() in place_words("en")["streets"]


def _role(candidate: Candidate, text: str) -> MentionRole:
    if candidate.is_feature:
        return MentionRole.FEATURE
    if candidate.is_people:
        return MentionRole.DEMONYM
    after = text[candidate.span.end : candidate.span.end + 60]
    if candidate.suffix or _COMPOUND.match(after):
        return MentionRole.MODIFIER
    rest = re.match(r"[ \t]+([A-Z][\w-]*)(?:[ \t]+([A-Z][\w-]*))?", after)
    heads = place_words("en")["name_heads"]
    if rest and any(word and word.lower() in heads for word in rest.groups()):
        return MentionRole.IN_NAME
    return MentionRole.GOVERNMENT if _is_government(candidate, text) else MentionRole.PLACE


def _is_government(candidate: Candidate, text: str) -> bool:
    """True for a capital or a country that speaks for its rulers: "Moscow denied it", "the Tehran regime"."""
    if not any(p.kind is PlacePrecision.COUNTRY or p.population >= _CAPITAL for p in candidate.places):
        return False
    ruled, acts = _governing()
    end = candidate.span.end
    if ruled.match(text, end):
        return True
    return bool(
        acts.match(text, end)
        and _SUBJECT.search(text[max(0, candidate.span.start - 30) : candidate.span.start])
    )


@lru_cache(maxsize=1)
def _governing() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = place_words("en")
    ruled, acts = ("|".join(sorted(words[name])) for name in ("governments", "governing"))
    return (
        re.compile(rf" (?:{ruled})\b"),
        re.compile(rf"(?:,? and [A-Z][\w'’-]+)? (?:(?:also|later|has|have|had) )?(?:{acts})\b"),
    )


def _merged(named: list[PlaceMention], described: list[PlaceMention]) -> list[PlaceMention]:
    """Descriptions that no name overlaps, among the names in the order of the text."""
    free = [d for d in described if not any(d.span.overlaps(n.name_span) for n in named)]
    return sorted([*named, *free], key=lambda mention: (mention.name_span.start, mention.name_span.end))
