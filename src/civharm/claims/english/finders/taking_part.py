"""From tokens to parties with a part in an event."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from civharm.claims.english.document import EnglishDocument, PartyMention
from civharm.claims.english.frames import chars, phrase
from civharm.model.claims import Involvement, Party, PartyPart

_JOINING = frozenset({",", "and", "or", "and the", ", and", "/"})


def party_of(document: EnglishDocument, token: Token) -> PartyMention | None:
    """The party that a noun phrase means, by its own words; the last one in the phrase is its head."""
    if token.pos_ == "PRON":
        return _antecedent(document, token)
    span = chars(phrase(token))
    inside = document.parties_within(span) or [p for p in document.parties if p.span.overlaps(span)]
    return inside[-1] if inside else None


def parties_of(
    document: EnglishDocument, tokens: Iterable[Token], *, part: PartyPart, involvement: Involvement
) -> tuple[Party, ...]:
    """Parties of several noun phrases, each once, in one part."""
    found = {}
    for token in (each for head in tokens for each in (head, *head.conjuncts)):
        for mention in _joined_in(document, token):
            found[mention.id] = as_party(document, mention, part=part, involvement=involvement)
    return tuple(found.values())


def _joined_in(document: EnglishDocument, token: Token) -> list[PartyMention]:
    """The party that a phrase means, with those that "and" joins to it: "Iraqi and coalition warplanes"."""
    last = party_of(document, token)
    if last is None:
        return []
    return joined_to(document, last, document.parties_within(chars(phrase(token))))


def joined_to(
    document: EnglishDocument, party: PartyMention, others: Sequence[PartyMention]
) -> list[PartyMention]:
    """The party with those of the others, in the order of the text, that stand beside it with "and" between."""
    joined = [party]
    for other in sorted(others, key=lambda other: abs(other.span.start - party.span.start)):
        gaps = ((a, b) for one in joined for a, b in ((one.span, other.span), (other.span, one.span)))
        if any(
            document.text[a.end : b.start].strip().lower() in _JOINING for a, b in gaps if a.end < b.start
        ):
            joined.append(other)
    return joined


def as_party(
    document: EnglishDocument, mention: PartyMention, *, part: PartyPart, involvement: Involvement
) -> Party:
    """A mention in its part."""
    return Party(
        name=mention.name,
        id=mention.id,
        part=part,
        involvement=involvement,
        words=mention.span.of(document.text),
        span=mention.span,
    )


def _antecedent(document: EnglishDocument, pronoun: Token) -> PartyMention | None:
    """ "It" and "they" mean the party named last in the same sentence, before the pronoun."""
    if pronoun.lower_ not in {"it", "they", "he"}:
        return None
    before = [
        party
        for party in document.parties
        if pronoun.sent.start_char <= party.span.start and party.span.end <= pronoun.idx
    ]
    return before[-1] if before else None
