"""From tokens to parties with a part in an event."""

from collections.abc import Iterable

from spacy.tokens import Token

from civharm.claims.english.document import EnglishDocument, PartyMention
from civharm.claims.english.frames import chars, phrase
from civharm.model.claims import Involvement, Party, PartyPart


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
    for token in tokens:
        mention = party_of(document, token)
        if mention is not None:
            found[mention.id] = as_party(document, mention, part=part, involvement=involvement)
    return tuple(found.values())


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
