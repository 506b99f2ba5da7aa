"""Harm: the casualty mentions of a clause become one finding, an event's toll or a period's."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Token

from civharm.claims.english.casualties.finder import CasualtyMention
from civharm.claims.english.document import EnglishDocument, PartyMention
from civharm.claims.english.finders.attacks import (
    AttackLexicon,
    AttackWords,
    attackers,
    find_attack_words,
    follows_attack,
    refers_back,
    theme_of,
)
from civharm.claims.english.finders.taking_part import as_party, parties_of
from civharm.claims.english.findings import Finding
from civharm.claims.english.frames import clause_head, subjects
from civharm.model.casualties import Status
from civharm.model.claims import ClaimKind, Involvement, Party, PartyPart
from civharm.model.spans import Span
from civharm.model.times import When

#: Beyond this many days a toll is a period's, not one incident's (T14).
_LONGEST_EVENT_DAYS = 3
_SUFFERING = frozenset({"suffer", "sustain", "incur", "lose"})


def find_harm(
    document: EnglishDocument, mentions: Sequence[CasualtyMention], lexicon: AttackLexicon
) -> Iterator[Finding]:
    """One finding for the mentions that a sentence makes of one event; what was answered is another event."""
    attacks = find_attack_words(document, lexicon)
    told = [mention for mention in mentions if not mention.negated and not mention.is_definite]
    for _, in_sentence in groupby(told, key=lambda m: document.sentence_index(m.trigger.start)):
        for (is_total, is_motive), group in _told_apart(document, in_sentence):
            finding = _finding(document, group, attacks, is_total=is_total)
            yield replace(
                finding,
                refers_back=refers_back(finding.trigger, lexicon),
                follows_attack=follows_attack(finding.trigger, lexicon),
                is_motive=is_motive,
            )


def _told_apart(
    document: EnglishDocument, mentions: Iterable[CasualtyMention]
) -> Iterator[tuple[tuple[bool, bool], tuple[CasualtyMention, ...]]]:
    """The mentions of one event together: a period's toll and what was answered are other events."""

    def of_what(mention: CasualtyMention) -> tuple[bool, bool]:
        return mention.is_period_total, document.motive_at(mention.trigger.start) is not None

    ordered = sorted(mentions, key=lambda mention: (of_what(mention), mention.span))
    for event, group in groupby(ordered, key=of_what):
        yield event, tuple(group)


def _finding(
    document: EnglishDocument,
    mentions: tuple[CasualtyMention, ...],
    attacks: Sequence[AttackWords],
    *,
    is_total: bool,
) -> Finding:
    trigger = _trigger(document, mentions[0])
    words = _attack_words(trigger, attacks)
    victims = _victim_side(document, trigger)
    return Finding(
        kind=ClaimKind.AGGREGATE if is_total else ClaimKind.HARM,
        trigger=trigger,
        event=words.event if words else None,
        weapon=words.weapon if words else None,
        parties=victims or _attackers(document, mentions, trigger) or _attackers_by(document, words),
        casualties=tuple(_as_combatants(m) for m in mentions) if victims else mentions,
        theme=theme_of(trigger),
    )


def _victim_side(document: EnglishDocument, trigger: Token) -> tuple[Party, ...]:
    """In "the forces suffered heavy casualties" the subject is the side that was harmed."""
    verb = clause_head(trigger)
    if verb.lemma_.lower() not in _SUFFERING:
        return ()
    return parties_of(document, subjects(verb), part=PartyPart.VICTIM, involvement=Involvement.KNOWN)


def _as_combatants(mention: CasualtyMention) -> CasualtyMention:
    if mention.casualties.status is not Status.UNKNOWN:
        return mention
    return replace(mention, casualties=replace(mention.casualties, status=Status.COMBATANT))


def _trigger(document: EnglishDocument, mention: CasualtyMention) -> Token:
    token = document.token_at(mention.trigger)
    if token is None:  # a span of a parsed text always holds a token
        raise AssertionError(mention)
    return token


def _attack_words(trigger: Token, attacks: Sequence[AttackWords]) -> AttackWords | None:
    """The attack named nearest to the harm in its sentence, its own clause first."""
    sentence = trigger.sent
    inside = [a for a in attacks if sentence.start_char <= a.span.start < sentence.end_char]
    clause = {token.idx for token in clause_head(trigger).subtree}
    return min(
        inside, key=lambda a: (a.span.start not in clause, abs(a.span.start - trigger.idx)), default=None
    )


def _attackers(
    document: EnglishDocument, mentions: Sequence[CasualtyMention], trigger: Token
) -> tuple[Party, ...]:
    for mention in mentions:
        if mention.attacker is not None:
            named = document.parties_within(mention.attacker) or _overlapping(document, mention.attacker)
            if named:
                return (
                    as_party(document, named[0], part=PartyPart.ATTACKER, involvement=Involvement.SUSPECTED),
                )
    patients = [mention.patient for mention in mentions]
    return tuple(
        party
        for party in attackers(document, trigger)
        if party.span is None or not any(patient.overlaps(party.span) for patient in patients)
    )


def _attackers_by(document: EnglishDocument, words: AttackWords | None) -> tuple[Party, ...]:
    """Who carried out the attack that the same sentence names."""
    token = document.token_at(words.span) if words is not None else None
    return attackers(document, token) if token is not None else ()


def _overlapping(document: EnglishDocument, span: Span) -> list[PartyMention]:
    return [party for party in document.parties if party.span.overlaps(span)]


def is_period(when: When | None) -> bool:
    """True for an interval longer than one event: its toll is an aggregate (T14)."""
    if when is None or (when.start is None and when.end is None):
        return False
    return when.days is None or when.days > _LONGEST_EVENT_DAYS
