"""Findings become claims and victims: quote, id, protected names."""

from collections.abc import Sequence
from dataclasses import dataclass

from civharm.claims.arabic.findings import Finding
from civharm.claims.arabic.people import People
from civharm.claims.arabic.tokens import Sentence
from civharm.claims.arabic.victims import NamedVictim
from civharm.model.casualties import Harm, Status
from civharm.model.claims import Claim, Involvement, Origin, Party, claim_id
from civharm.model.ids import stable_id
from civharm.model.reports import Report
from civharm.model.span_index import SpanIndex
from civharm.model.spans import Quote, Span
from civharm.model.times import When
from civharm.model.victims import Victim


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every claim of a report is made with: the report, its text and day, who reads, where names stand."""

    report: Report
    text: str
    origin: Origin
    names: SpanIndex[Span]
    said_on: When | None = None


def claim_of(finding: Finding, desk: Desk, *, ordinal: int) -> Claim:
    """The claim that a sentence makes, quoting the sentence."""
    report, text = desk.report, desk.text
    span = finding.sentence.span
    words = span.of(text)
    casualties = tuple(one for mention in finding.mentions for one in mention.casualties(finding.sentence))
    return Claim(
        id=claim_id(report_sha256=report.sha256, kind=finding.kind, words=words, ordinal=ordinal),
        report_id=report.id,
        kind=finding.kind,
        language="ar",
        span=span,
        quote=Quote.at(text, span),
        origin=desk.origin,
        ordinal=ordinal,
        occurrence=finding.occurrence,
        speaker=finding.speaker,
        said_on=desk.said_on,
        stance=finding.stance,
        hedges=finding.hedges,
        event=finding.attack.event if finding.attack else None,
        weapon=finding.attack.weapon if finding.attack else None,
        parties=tuple(_party(finding, party) for party in finding.parties),
        casualties=casualties,
        response=finding.response,
        control=finding.control,
        displaced=finding.displaced,
        when=finding.when or (finding.day_named.when if finding.day_named else None),
        where=finding.where,
        protected=tuple(name for name in desk.names.overlapping(span) if span.covers(name)),
    )


def victims_of(
    named: Sequence[NamedVictim], claimed: Sequence[tuple[Finding, Claim]], report: Report
) -> tuple[Victim, ...]:
    """Each name with the harm claim that stands nearest; names in a report without one are none of its victims."""
    harmful = [(finding, claim) for finding, claim in claimed if finding.mentions]
    return tuple(_victim(name, harmful, report) for name in named if harmful)


def _victim(named: NamedVictim, harmful: Sequence[tuple[Finding, Claim]], report: Report) -> Victim:
    finding, claim = min(harmful, key=lambda entry: abs(entry[0].number - named.sentence))
    harms = {mention.harm for mention in finding.mentions}
    only = harms.pop() if len(harms) == 1 else Harm.KILLED_OR_INJURED
    return Victim(
        id=stable_id(report.sha256, named.name, named.span.start),
        claim_id=claim.id,
        report_id=report.id,
        name=named.name,
        span=named.span,
        harm=named.harm or only,
        status=Status.COMBATANT if _is_fighter(named, finding) else Status.UNKNOWN,
    )


def _is_fighter(named: NamedVictim, finding: Finding) -> bool:
    """True where a count of fighters holds the name, or is of the one whose name follows."""
    people = (one for mention in finding.mentions for one in mention.people)
    return any(
        one.status is Status.COMBATANT
        and finding.sentence.span_of(one.first, _end_with_name(one, finding.sentence)).overlaps(named.span)
        for one in people
    )


def _end_with_name(one: People, sentence: Sentence) -> int:
    is_followed = one.end < len(sentence.tokens) and not sentence.tokens[one.end].is_joined
    return one.end + (one.count.max == 1 and is_followed)


def _party(finding: Finding, party: Party) -> Party:
    """A party that speaks of its own attack is known, any other suspected."""
    speaks = finding.speaker is not None and finding.speaker.party == party.name
    if not speaks:
        return party
    return Party(
        name=party.name,
        id=party.id,
        part=party.part,
        involvement=Involvement.KNOWN,
        words=party.words,
        span=party.span,
    )
