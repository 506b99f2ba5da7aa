"""Settled findings become claims: quote, id, protected names."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from civharm.claims.english.casualties.named import NAME
from civharm.claims.english.document import EnglishDocument
from civharm.claims.english.findings import Settled
from civharm.claims.english.frames import trimmed
from civharm.model.claims import Claim, ClaimKind, Involvement, Origin, Party, PartyPart, Stance, claim_id
from civharm.model.ids import fold_space, stable_id
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.model.speakers import Speaker
from civharm.model.victims import Victim

_ALIAS = re.compile(rf"\s?\((?P<alias>{NAME})\)")


def claims_of(
    document: EnglishDocument, settled: Sequence[Settled], report: Report, *, origin: Origin
) -> Iterator[tuple[Claim, Settled]]:
    """One claim for each finding, in the order of the text; equal words of one kind get ordinals."""
    ordinals: Counter[tuple[ClaimKind, str]] = Counter()
    protected = _protected_spans(document.text, settled)
    for one in settled:
        span = _quoted(document, one)
        words = span.of(document.text)
        key = (one.finding.kind, fold_space(words))
        anchored = _Anchor(
            report=report, text=document.text, span=span, ordinal=ordinals[key], protected=protected
        )
        claim = _claim(one, anchored, origin)
        ordinals[key] += 1
        yield claim, one


def _quoted(document: EnglishDocument, one: Settled) -> Span:
    """The sentence that states the fact."""
    sentence = document.sentences[one.sentence]
    return trimmed(document.text, Span(sentence.start_char, sentence.end_char))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Anchor:
    """Where a claim stands: the report, the span of its quote, its ordinal among equal quotes."""

    report: Report
    text: str
    span: Span
    ordinal: int
    protected: tuple[Span, ...]


def _claim(one: Settled, anchor: _Anchor, origin: Origin) -> Claim:
    finding, attribution = one.finding, one.attribution
    speaker = attribution.speaker if attribution is not None else None
    words = anchor.span.of(anchor.text)
    return Claim(
        id=claim_id(
            report_sha256=anchor.report.sha256, kind=finding.kind, words=words, ordinal=anchor.ordinal
        ),
        report_id=anchor.report.id,
        kind=finding.kind,
        language="en",
        span=anchor.span,
        quote=Quote.at(anchor.text, anchor.span),
        origin=origin,
        ordinal=anchor.ordinal,
        occurrence=one.occurrence,
        speaker=speaker,
        said_on=attribution.said_on if attribution is not None else None,
        stance=one.stance,
        hedges=one.hedges,
        event=finding.event,
        weapon=finding.weapon,
        parties=_with_claimants(one, speaker),
        casualties=tuple(mention.casualties for mention in finding.casualties),
        displaced=finding.displaced,
        control=finding.control,
        response=finding.response,
        when=one.when,
        where=one.where,
        protected=tuple(name for name in anchor.protected if anchor.span.covers(name)),
    )


def _with_claimants(one: Settled, speaker: Speaker | None) -> tuple[Party, ...]:
    """A party that itself says that it did it is known, not suspected."""
    parties = one.finding.parties
    if speaker is None or speaker.party is None:
        return parties
    is_own_admission = one.stance is Stance.CONFIRMED and one.finding.kind is ClaimKind.HARM
    if is_own_admission and not any(p.part is PartyPart.ATTACKER for p in parties):
        return (*parties, _admitting(speaker, speaker.party))
    return tuple(
        replace(p, involvement=Involvement.KNOWN)
        if p.part is PartyPart.ATTACKER and p.name == speaker.party
        else p
        for p in parties
    )


def _admitting(speaker: Speaker, party: str) -> Party:
    return Party(
        name=party,
        id=None,
        part=PartyPart.ATTACKER,
        involvement=Involvement.KNOWN,
        words=speaker.words,
        span=speaker.span,
    )


def _protected_spans(text: str, settled: Sequence[Settled]) -> tuple[Span, ...]:
    """Wherever the text names a victim, or a speaker who is a private person."""
    victims = [victim.span for one in settled for m in one.finding.casualties for victim in m.victims]
    victims += [alias for span in victims if (alias := _alias_behind(text, span)) is not None]
    names = {span.of(text) for span in victims}
    names |= {
        name
        for one in settled
        if one.attribution is not None and one.attribution.speaker.is_protected
        for name in one.attribution.speaker.names
    }
    found = (
        match.span() for name in names for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    )
    return tuple(sorted({*victims, *(Span(start, end) for start, end in found)}))


def _alias_behind(text: str, name: Span) -> Span | None:
    """The name by which a victim was called: "Omar Saleh (Abu Yusuf)"."""
    found = _ALIAS.match(text, name.end)
    return Span(*found.span("alias")) if found is not None else None


def victims_of(claims: Sequence[tuple[Claim, Settled]], report: Report, text: str) -> Iterator[Victim]:
    """A record for each victim that a claim names."""
    for claim, one in claims:
        for mention in one.finding.casualties:
            for victim in mention.victims:
                yield Victim(
                    id=stable_id(claim.id, "victim", victim.span.start - claim.span.start),
                    claim_id=claim.id,
                    report_id=report.id,
                    name=victim.span.of(text),
                    span=victim.span,
                    harm=victim.harm,
                    status=mention.casualties.status,
                    age=victim.age,
                    sex=victim.sex,
                )
