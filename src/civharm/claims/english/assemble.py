"""Settled findings become claims: quote, id, protected names, confidence."""

from collections import Counter
from collections.abc import Iterator, Sequence

from civharm.claims.english.document import EnglishDocument
from civharm.claims.english.findings import Settled
from civharm.claims.english.frames import trimmed
from civharm.model.claims import Claim, ClaimKind, Involvement, Origin, Party, PartyPart, claim_id
from civharm.model.ids import fold_space, stable_id
from civharm.model.reports import Report
from civharm.model.spans import Quote, Span
from civharm.model.speakers import Speaker
from civharm.model.victims import Victim


def claims_of(
    document: EnglishDocument, settled: Sequence[Settled], report: Report, *, origin: tuple[str, str]
) -> Iterator[tuple[Claim, Settled]]:
    """One claim for each finding, in the order of the text; equal words of one kind get ordinals."""
    ordinals: Counter[tuple[ClaimKind, str]] = Counter()
    for one in settled:
        span = _quoted(document, one)
        words = span.of(document.text)
        key = (one.finding.kind, fold_space(words))
        claim = _claim(document, one, report, span=span, ordinal=ordinals[key], origin=origin)
        ordinals[key] += 1
        yield claim, one


def _quoted(document: EnglishDocument, one: Settled) -> Span:
    """The sentence that states the fact."""
    sentence = document.sentences[one.sentence]
    return trimmed(document.text, Span(sentence.start_char, sentence.end_char))


def _claim(
    document: EnglishDocument, one: Settled, report: Report, *, span: Span, ordinal: int, origin: tuple[str, str]
) -> Claim:
    finding, attribution = one.finding, one.attribution
    name, version = origin
    return Claim(
        id=claim_id(report_sha256=report.sha256, kind=finding.kind, words=span.of(document.text), ordinal=ordinal),
        report_id=report.id,
        kind=finding.kind,
        language="en",
        span=span,
        quote=Quote.at(document.text, span),
        origin=Origin(by="machine", name=name, version=version),
        ordinal=ordinal,
        occurrence=one.occurrence,
        speaker=attribution.speaker if attribution is not None else None,
        said_on=attribution.said_on if attribution is not None else None,
        stance=one.stance,
        hedges=one.hedges,
        event=finding.event,
        weapon=finding.weapon,
        parties=_with_claimants(finding.parties, attribution.speaker if attribution is not None else None),
        casualties=tuple(mention.casualties for mention in finding.casualties),
        displaced=finding.displaced,
        control=finding.control,
        response=finding.response,
        when=one.when,
        where=one.where,
        confidence=_confidence(one),
        protected=_protected(one),
    )


def _with_claimants(parties: tuple[Party, ...], speaker: Speaker | None) -> tuple[Party, ...]:
    """A party that itself says that it did it is known, not suspected."""
    if speaker is None or speaker.party is None:
        return parties
    return tuple(
        Party(name=p.name, id=p.id, part=p.part, involvement=Involvement.KNOWN, words=p.words, span=p.span)
        if p.part is PartyPart.ATTACKER and p.name == speaker.party
        else p
        for p in parties
    )


def _protected(one: Settled) -> tuple[Span, ...]:
    """Names of victims, and of speakers who are private persons."""
    names = [victim.span for mention in one.finding.casualties for victim in mention.victims]
    speaker = one.attribution.speaker if one.attribution is not None else None
    if speaker is not None and speaker.is_protected and speaker.name and speaker.span is not None:
        names.append(speaker.span)
    return tuple(sorted(set(names)))


def _confidence(one: Settled) -> float:
    """How far the reading can be trusted: what the sentence itself says counts for more than what was lent."""
    score = 0.55
    score += 0.15 if one.when is not None and one.is_own_when else 0.0
    score += 0.15 if one.where and one.is_own_where else 0.0
    score += 0.1 if any(m.casualties.count.min is not None for m in one.finding.casualties) else 0.0
    return round(score, 2)


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
