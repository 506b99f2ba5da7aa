"""Control of places: captured, recaptured, lost, held, contested; by whom, and how much of it."""

from collections.abc import Iterator

from spacy.tokens import Token

from civharm.claims.english.document import EnglishDocument, PartyMention
from civharm.claims.english.finders.attacks import theme_of
from civharm.claims.english.finders.control_nouns import told_by_noun
from civharm.claims.english.finders.taking_part import as_party, party_of
from civharm.claims.english.findings import Finding
from civharm.claims.english.frames import agents, chars, is_passive, is_realised, objects, phrase, subjects
from civharm.codebook.entries import QuantityProfile
from civharm.codebook.load import CueWords
from civharm.model.claims import ClaimKind, Control, ControlChange, Involvement, Party, PartyPart, Share
from civharm.model.spans import Span

_CHANGES = (
    ControlChange.RECAPTURED,
    ControlChange.CAPTURED,
    ControlChange.LOST,
    ControlChange.HELD,
)


def find_control(document: EnglishDocument, cues: CueWords, profile: QuantityProfile) -> Iterator[Finding]:
    """Clauses that say of a piece of territory who took, lost or holds it."""
    last: Finding | None = None
    for sentence in document.parsed:
        found = [f for token in sentence for f in _told_at(document, token, cues, profile)]
        if not found and last is not None and _continues(sentence.text, cues):
            found = list(_continued(sentence.root, last))
        yield from found
        last = found[-1] if found else None


def _told_at(
    document: EnglishDocument, token: Token, cues: CueWords, profile: QuantityProfile
) -> Iterator[Finding]:
    yield from _by_verb(document, token, cues, profile)
    for change, land, holder in told_by_noun(document, token, cues):
        if _is_territory(document, land, cues):
            yield _finding(
                document,
                token,
                Control(change=change, holder=holder.name if holder else None, share=share_of(land, profile)),
                land,
                holder,
            )


def _by_verb(
    document: EnglishDocument, verb: Token, cues: CueWords, profile: QuantityProfile
) -> Iterator[Finding]:
    change = _change(verb, cues)
    if change is None or not is_realised(verb):
        return
    takers = agents(verb) if is_passive(verb) else subjects(verb)
    lands = _passive_subjects(verb) if is_passive(verb) else objects(verb)
    land = next((thing for thing in lands if _is_territory(document, thing, cues)), None)
    holder = next((p for taker in takers if (p := party_of(document, taker)) is not None), None)
    if land is None or (holder is None and not is_passive(verb)):
        return
    control = Control(change=change, holder=holder.name if holder else None, share=share_of(land, profile))
    yield _finding(document, verb, control, land, holder)


def _finding(
    document: EnglishDocument, trigger: Token, control: Control, land: Token, holder: PartyMention | None
) -> Finding:
    return Finding(
        kind=ClaimKind.CONTROL,
        trigger=trigger,
        parties=_parties(document, trigger, holder),
        control=control,
        theme=theme_of(trigger),
        place_focus=chars(phrase(_named_land(land))),
    )


def _named_land(land: Token) -> Token:
    """In "Mosul is the last city that they hold" the land is Mosul: the subject of what the land is said to be."""
    said_to_be = next((one for one in (land, *land.ancestors) if one.dep_ == "attr"), None)
    if said_to_be is None or said_to_be.sent.start != land.sent.start:
        return land
    return next((child for child in said_to_be.head.children if child.dep_ == "nsubj"), land)


def _change(verb: Token, cues: CueWords) -> ControlChange | None:
    if verb.pos_ != "VERB":
        return None
    lemma = verb.lemma_.lower()
    return next((change for change in _CHANGES if lemma in cues[change.value]), None)


def _passive_subjects(verb: Token) -> list[Token]:
    own = [child for child in verb.children if child.dep_ == "nsubjpass"]
    return own or ([verb.head] if verb.dep_ == "acl" else subjects(verb))


def _is_territory(document: EnglishDocument, thing: Token, cues: CueWords) -> bool:
    words = {token.lower_ for token in phrase(thing)}
    if words & set(cues["territory"]):
        return True
    span = chars(phrase(thing))
    return any(span.overlaps(place.span) for place in document.places)


def _parties(document: EnglishDocument, verb: Token, holder: PartyMention | None) -> tuple[Party, ...]:
    """The holder, and whom it was taken from ("from the Islamic State")."""
    holders = [(holder, PartyPart.HOLDER)] if holder is not None else []
    losers = [
        (mention, PartyPart.TARGET)
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ == "from"
        for mention in document.parties_within(Span(child.idx, child.right_edge.idx + len(child.right_edge)))[
            :1
        ]
    ]
    return tuple(
        as_party(document, mention, part=part, involvement=Involvement.KNOWN)
        for mention, part in (*holders, *losers)
    )


def share_of(land: Token, profile: QuantityProfile) -> Share | None:
    """How much of it: "around half of the western side" by the profile; "the eastern half" is a place."""
    before = land.doc[max(0, land.left_edge.i - 2) : land.i + 1].text.lower()
    if not any(child.lower_ == "of" for child in land.children):
        return None
    if any(
        child.dep_ in {"amod", "compound"} and child.lower_ not in {"about", "nearly"}
        for child in land.children
    ):
        return None
    matching = [(words, low, high) for words, low, high in profile.shares if before.endswith(words)]
    if not matching:
        return None
    _, low, high = max(matching, key=lambda share: len(share[0]))
    return Share(min=low, max=high)


def _continues(sentence: str, cues: CueWords) -> bool:
    return sentence.strip().lower().startswith(cues["continues"])


def _continued(root: Token, last: Finding) -> Iterator[Finding]:
    """ "That includes the old city": the same holder, another place."""
    if last.control is None or last.control.change is not ControlChange.HELD:
        return
    for thing in objects(root):
        yield Finding(
            kind=ClaimKind.CONTROL,
            trigger=root,
            parties=last.parties,
            control=Control(change=last.control.change, holder=last.control.holder),
            theme=last.theme,
            place_focus=chars(phrase(thing)),
        )
