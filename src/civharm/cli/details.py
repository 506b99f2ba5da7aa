"""One thing in full, as lines of text: what it says, and what stands behind it."""

from collections.abc import Iterator
from itertools import chain

from civharm.assessments.overlaps import Range
from civharm.cli.shown import Shown, people_of
from civharm.model.assessments import SET_BY_HAND, Assessment, Bound, End, Toll
from civharm.model.claims import Claim
from civharm.model.incidents import Incident, Link, RelationKind
from civharm.publication.incident_lines import related_lines, standing_words
from civharm.publication.people import by_harm, person_words
from civharm.publication.table import place_words, when_words
from civharm.publication.totals import range_words


def incident_details(incident_id: str, shown: Shown) -> list[str]:
    """An incident: judgements with reasons, tolls with the claims behind each bound, claims with quotes."""
    incident = next(each for each in shown.incidents if each.id == incident_id)
    assessment = shown.assessments.get(incident_id)
    claims = {claim.id: claim for claim in shown.claims}
    return [
        *_incident_head(incident),
        *_relations(incident, shown),
        *(_judgements(assessment) if assessment else ["not assessed"]),
        *_victims(incident_id, shown),
        "",
        f"claims ({len(incident.links)})",
        *chain.from_iterable(_linked_claim(link, claims[link.claim_id], shown) for link in incident.links),
        "",
        f"reports ({len(incident.reports)} in {len(incident.clusters)} independent clusters)",
        *(f"  {_report_name(report_id, shown)}" for report_id in incident.reports),
        *(f"  counted once: {reason}" for cluster in incident.clusters for reason in cluster.reasons),
    ]


def _victims(incident_id: str, shown: Shown) -> Iterator[str]:
    """Who is named, without a name: `civharm victims list` has more."""
    people = people_of(shown)[incident_id].people
    if people:
        yield f"victims named ({len(people)})"
    yield from (f"  {each.id} {person_words(each)}" for each in by_harm(people))


def claim_details(claim_id: str, shown: Shown) -> list[str]:
    """A claim: its words and where they stand, who says it, what was read in it."""
    claim = next(each for each in shown.claims if each.id == claim_id)
    inside = [each for each in shown.incidents if claim_id in each.claims]
    return [
        f"claim {claim.id} · {claim.kind} · {claim.stance} · confidence {claim.confidence:.2f}",
        f"“{claim.quote.exact}”",
        f"characters {claim.span.start}–{claim.span.end} of {_report_name(claim.report_id, shown)}",
        f"read by {claim.origin.name} {claim.origin.version} ({claim.origin.by})",
        *(["doubtful, needs review: it counts in no incident yet"] if claim.needs_review else []),
        *_reading(claim),
        *(f"in incident {each.code or 'lead'} ({each.id})" for each in inside),
    ]


def report_details(report_id: str, shown: Shown) -> list[str]:
    """A report: what it states of itself, its claims, its text."""
    report = next(each for each in shown.reports if each.id == report_id)
    claims = [claim for claim in shown.claims if claim.report_id == report_id]
    published = f"{when_words(report.published)} ({report.published.rule})" if report.published else "unknown"
    return [
        f"report {report.id} · {report.title or 'untitled'}",
        f"source: {report.source or 'unknown'} · published: {published} · language: {report.language or 'unknown'}",
        f"SHA-256 {report.sha256}" + (f" ({report.part} of {report.capture_sha256})" if report.part else ""),
        f"claims ({len(claims)})",
        *(f"  {claim.id} {claim.kind}: “{claim.quote.exact}”" for claim in claims),
        "",
        shown.texts[report_id],
    ]


def _incident_head(incident: Incident) -> Iterator[str]:
    yield f"incident {incident.code or '(lead)'} · {incident.id} · {incident.status}"
    yield f"when: {when_words(incident.when)}" + (
        f", read in “{incident.when.words}”" if incident.when else ""
    )
    where = incident.where
    radius = f", {where.precision}, within {where.radius_m} m" if where and where.radius_m else ""
    yield f"where: {place_words(where)}{radius}" + (f", read in “{where.words}”" if where else "")
    yield from (f"or on: {when_words(other)} (“{other.words}”)" for other in incident.other_dates)
    yield from (f"or at: {place_words(other)} (“{other.words}”)" for other in incident.other_places)
    if incident.event:
        others = f" (others say {', '.join(incident.other_events)})" if incident.other_events else ""
        yield f"kind of attack: {incident.event}{others}"
    yield from (f"party: {party.name} ({party.part}, {party.involvement})" for party in incident.parties)
    if incident.lacks:
        yield f"a lead, for it lacks: {', '.join(incident.lacks)}"


def _relations(incident: Incident, shown: Shown) -> Iterator[str]:
    codes = {each.id: each.code for each in shown.incidents}
    for each in related_lines(incident.id, shown.relations):
        kind = each["kind"].replace("_", " ") + (" with" if each["kind"] == RelationKind.MAY_OVERLAP else "")
        who = "a person's word" if each["is_decided"] else "proposed"
        yield f"{kind} {codes.get(each['incident'], each['incident'])}: {each['reason']} ({who})"


def _judgements(assessment: Assessment) -> Iterator[str]:
    proposed = assessment.proposed_grading or "none"
    off = ", signed off" if assessment.is_signed_off else ""
    yield f"strike status: {_strike(assessment)} · grade proposed: {proposed} · signed: {assessment.grading or 'no'}{off}"
    yield from (f"  because {reason.text} [{reason.rule}]" for reason in assessment.reasons)
    for toll in assessment.standing_tolls:
        yield from _toll(toll, assessment)
    for conceded in assessment.conceded:
        killed = range_words(Range(conceded.killed_min, conceded.killed_max))
        yield f"{conceded.party} itself: {conceded.position} (concedes killed: {killed})"


def _strike(assessment: Assessment) -> str:
    by_hand = assessment.signed_strike_status
    return (
        f"{by_hand} ({SET_BY_HAND}; machine: {assessment.strike_status})"
        if by_hand
        else assessment.strike_status
    )


def _toll(toll: Toll, assessment: Assessment) -> Iterator[str]:
    group = "" if toll.group == "all" else f" ({toll.group})"
    yield f"{toll.status} {toll.harm}{group}: {standing_words(assessment, toll.harm, toll.status, toll.group)}"
    machine = assessment.machine_toll(toll.harm, toll.status, toll.group)
    who = {
        each.end: f" by {each.author}, decision {each.decision_id}"
        for each in assessment.overrides
        if each.counted == (toll.harm, toll.status, toll.group)
    }
    yield from _end("at least", toll.min, machine.min if machine else None, who=who.get(End.MIN, ""))
    yield from _end("at most", toll.max, machine.max if machine else None, who=who.get(End.MAX, ""))


def _end(name: str, bound: Bound, machine: Bound | None, *, who: str) -> Iterator[str]:
    if bound.rule != SET_BY_HAND:
        yield f"  {name}: {_bound(bound)}"
        return
    yield f"  {name}: {'unknown' if bound.value is None else bound.value} [{SET_BY_HAND}{who}]"
    yield f"    machine: {_bound(machine) if machine else 'no figure'}"


def _bound(bound: Bound) -> str:
    value = "unknown" if bound.value is None else str(bound.value)
    return f"{value} [{bound.rule}] from {', '.join(bound.claims) or 'no claim'}"


def _linked_claim(link: Link, claim: Claim, shown: Shown) -> Iterator[str]:
    yield f"  {claim.id} {claim.kind}, {link.part}, score {link.score:.1f}: “{claim.quote.exact}”"
    yield f"    {_speaker(claim)}, in {_report_name(claim.report_id, shown)}"
    yield from (f"    {feature.name} {feature.weight:+.1f}: {feature.detail}" for feature in link.features)


def _reading(claim: Claim) -> Iterator[str]:
    yield f"said by: {_speaker(claim)}"
    yield f"when: {when_words(claim.when)}" + (
        f" (“{claim.when.words}”, {claim.when.rule})" if claim.when else ""
    )
    yield from (f"where: {place_words(place)} (“{place.words}”, {place.precision})" for place in claim.where)
    yield from (
        f"party: {party.name}, {party.part}, {party.involvement} (“{party.words}”)" for party in claim.parties
    )
    for each in claim.casualties:
        count = f"{each.count.min}–{each.count.max} (“{each.count.words}”, {each.count.rule})"
        yield f"{each.status} {each.harm}, {each.group}: {count.replace('None', 'unknown')}"


def _speaker(claim: Claim) -> str:
    if claim.speaker is None:
        return "the report itself"
    return f"{claim.speaker.name or claim.speaker.words} ({claim.speaker.kind})"


def _report_name(report_id: str, shown: Shown) -> str:
    report = next((each for each in shown.reports if each.id == report_id), None)
    if report is None:
        return f"report {report_id}"
    return f"report {report_id} ({report.source or 'unnamed source'}, {when_words(report.published)})"
