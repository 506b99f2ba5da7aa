"""An incident's page: every judgement beside the words that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from civharm.casebook.review import in_force
from civharm.catalogue.record import Index
from civharm.model.assessments import SET_BY_HAND, Assessment, Bound, Conceded, Reason
from civharm.model.claims import Claim
from civharm.model.consent import Consent, consents
from civharm.model.decisions import Decision, words_in
from civharm.model.incidents import Incident, ReportingCluster
from civharm.model.victims import Person
from civharm.publication.people import age_group, by_harm
from civharm.web.highlight import Segment, segments
from civharm.web.naming import party_name
from civharm.web.pages.beside import ProposalView, RelationView, proposals_of, relations_of
from civharm.web.pages.consent import known_answers
from civharm.web.pages.incidents import IncidentRow, incident_row
from civharm.web.pages.maps import MapScene, incident_scene
from civharm.web.pages.parts import (
    ClaimCard,
    PlaceMark,
    ReportCard,
    claim_card,
    party_words,
    place_mark,
    report_card,
)
from civharm.web.pages.totals import toll_words
from civharm.web.terms import term_words
from civharm.web.words import harmed_words, listed, range_words, when_words


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundView:
    """One end of a toll with its rule and the claims behind it; where a person set it, the machine's end."""

    value: int | None
    rule: str
    claims: tuple[ClaimCard, ...]
    is_by_hand: bool = False
    machine: "BoundView | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TollView:
    """A toll with both ends explained."""

    label: str
    words: str
    min: BoundView
    max: BoundView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """Why a judgement came out as it did."""

    rule: str
    text: str
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """What a belligerent says itself; its numbers stand beside the toll, never in it."""

    party: str
    position: str
    conceded: str
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterView:
    """Reports that count once, with their claims in this incident."""

    number: int
    reasons: tuple[str, ...]
    reports: tuple[ReportCard, ...]
    claims: tuple[ClaimCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A victim without a name, and the claims that name them."""

    harm: str
    age: str
    sex: str
    family: int | None
    conflicts: tuple[str, ...]
    is_surely_named: bool
    reports: int
    claims: tuple[ClaimCard, ...]
    consent: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A report's text with the claims of this page in it."""

    card: ReportCard
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    """A decision with what it changed in words: ids are counted, not listed."""

    decision: Decision
    change: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """Everything on the page, in order."""

    incident: Incident
    row: IncidentRow
    place: PlaceMark | None
    other_dates: tuple[str, ...]
    other_places: tuple[PlaceMark, ...]
    parties: tuple[str, ...]
    relations: tuple[RelationView, ...]
    proposals: tuple[ProposalView, ...]
    assessment: Assessment | None
    reasons: tuple[ReasonView, ...]
    tolls: tuple[TollView, ...]
    positions: tuple[PositionView, ...]
    clusters: tuple[ClusterView, ...]
    texts: tuple[TextView, ...]
    victims: tuple[PersonView, ...]
    decisions: tuple[DecisionView, ...]
    scene: MapScene


def incident_page(index: Index, incident: Incident) -> IncidentPage:
    assessment = index.assessments.get(incident.id)
    claims = index.claims_of(incident.claims)
    cards = {claim.id: claim_card(index, claim, incident_id=incident.id) for claim in claims}
    return IncidentPage(
        incident=incident,
        row=incident_row(index, incident),
        place=place_mark(incident.where),
        other_dates=tuple(f"{when_words(when)} “{when.words}”" for when in incident.other_dates),
        other_places=tuple(mark for mark in map(place_mark, incident.other_places) if mark),
        parties=tuple(dict.fromkeys(party_words(party) for party in incident.parties)),
        relations=tuple(relations_of(index, incident)),
        proposals=tuple(proposals_of(index, incident)),
        assessment=assessment,
        reasons=tuple(_reason(each, cards) for each in assessment.reasons) if assessment else (),
        tolls=_tolls(assessment, cards) if assessment else (),
        positions=tuple(_position(each, cards) for each in assessment.conceded) if assessment else (),
        clusters=_clusters(index, incident, tuple(cards.values())),
        texts=_texts(index, incident, claims),
        victims=tuple(
            _person(each, cards, consents(in_force(index.record.decisions)))
            for each in by_harm(index.record.people.get(incident.id, ()))
        ),
        decisions=_decisions(index, incident),
        scene=incident_scene(index, incident),
    )


Cards = dict[str, ClaimCard]


def _among(ids: tuple[str, ...], cards: Cards) -> tuple[ClaimCard, ...]:
    return tuple(cards[claim_id] for claim_id in ids if claim_id in cards)


def _person(person: Person, cards: Cards, held: Sequence[Consent]) -> PersonView:
    """Exact ages are there for the dead alone: masking took those of the living."""
    ages = listed(str(told.value) for told in person.ages)
    return PersonView(
        harm=term_words(person.harm),
        age=ages or term_words(age_group(person)),
        sex=term_words(person.sex),
        family=person.family,
        conflicts=tuple(term_words(field) for field in person.conflicts),
        is_surely_named=person.is_surely_named,
        reports=len(person.reports),
        claims=_among(person.claims, cards),
        consent=known_answers(person.mentions, held),
    )


def _reason(reason: Reason, cards: Cards) -> ReasonView:
    return ReasonView(rule=reason.rule, text=reason.text, claims=_among(reason.claims, cards))


def _tolls(assessment: Assessment, cards: Cards) -> tuple[TollView, ...]:
    return tuple(
        TollView(
            label=harmed_words(toll.harm, toll.status, toll.group),
            words=toll_words(assessment, toll.harm, toll.status, toll.group),
            min=_bound(toll.min, cards, machine=machine.min if machine else None),
            max=_bound(toll.max, cards, machine=machine.max if machine else None),
        )
        for toll in assessment.standing_tolls
        for machine in (assessment.machine_toll(toll.harm, toll.status, toll.group),)
    )


def _bound(bound: Bound, cards: Cards, *, machine: Bound | None) -> BoundView:
    is_by_hand = bound.rule == SET_BY_HAND
    return BoundView(
        value=bound.value,
        rule=bound.rule,
        claims=_among(bound.claims, cards),
        is_by_hand=is_by_hand,
        machine=_bound(machine, cards, machine=None) if is_by_hand and machine else None,
    )


def _position(conceded: Conceded, cards: Cards) -> PositionView:
    return PositionView(
        party=party_name(conceded.party),
        position=term_words(conceded.position),
        conceded=range_words(conceded.killed_min, conceded.killed_max),
        claims=_among(conceded.claims, cards),
    )


def _clusters(index: Index, incident: Incident, cards: tuple[ClaimCard, ...]) -> tuple[ClusterView, ...]:
    """The clusters, then a last one for claims of reports that no cluster names: nothing is lost."""
    known = {report_id for cluster in incident.clusters for report_id in cluster.reports}
    rest = tuple(dict.fromkeys(card.report_id for card in cards if card.report_id not in known))
    clusters = [*incident.clusters, *([ReportingCluster(id="rest", reports=rest)] if rest else [])]
    return tuple(
        ClusterView(
            number=number,
            reasons=cluster.reasons,
            reports=tuple(
                report_card(index, index.reports[each]) for each in cluster.reports if each in index.reports
            ),
            claims=_in_text(cluster, cards),
        )
        for number, cluster in enumerate(clusters, start=1)
    )


def _in_text(cluster: ReportingCluster, cards: tuple[ClaimCard, ...]) -> tuple[ClaimCard, ...]:
    """The cluster's claims, report by report, as they stand in the text."""
    own = [card for card in cards if card.report_id in cluster.reports]
    return tuple(sorted(own, key=lambda card: (cluster.reports.index(card.report_id), card.number)))


def _texts(index: Index, incident: Incident, claims: tuple[Claim, ...]) -> tuple[TextView, ...]:
    """The reports' texts in the order of the clusters, so that the first claim's text is the first shown."""
    clustered = [report_id for cluster in incident.clusters for report_id in cluster.reports]
    ids = dict.fromkeys((*clustered, *incident.reports, *(claim.report_id for claim in claims)))
    return tuple(
        TextView(
            card=report_card(index, index.reports[report_id]),
            segments=segments(
                index.record.texts.get(report_id, ""),
                [claim for claim in claims if claim.report_id == report_id],
                index.reports[report_id].body,
            ),
        )
        for report_id in ids
        if report_id in index.reports
    )


def _decisions(index: Index, incident: Incident) -> tuple[DecisionView, ...]:
    """Decisions on the incident, its claims and victims, and those that undo them, in the order in which they were made."""
    mentions = (mention for each in index.record.people.get(incident.id, ()) for mention in each.mentions)
    targets = {incident.id, *incident.aliases, *incident.claims, *mentions}
    found: list[Decision] = []
    for decision in index.record.decisions:
        if decision.target in incident.reports or not targets.isdisjoint(decision.named):
            targets.add(decision.id)
            found.append(decision)
    return tuple(DecisionView(decision=each, change=_change(each)) for each in found)


def _change(decision: Decision) -> tuple[tuple[str, str], ...]:
    """The fields of a change; of a list of ids or a correction's parts, how many."""
    return tuple(
        (name, str(sum(1 for _ in words_in(value))) if isinstance(value, list) else str(value))
        for name, value in decision.change.items()
    )
