"""The facts that the decision tables test, found in claims or coded by a recorder."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from civharm.assessments.evidence import Evidence, alleges_harm, attackers, bodily
from civharm.assessments.positions import acceptances
from civharm.assessments.rules import AssessmentRules
from civharm.codebook.kinship import is_among
from civharm.model.assessments import StrikeStatus
from civharm.model.casualties import Status
from civharm.model.claims import Claim, Position, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What is known of an incident before it is judged.

    `clusters` counts independent clusters of reporting on the harm, `attributing` those of them that
    name a party. `nobody_named` is True only if a person read the sources and found nobody named.
    `parties` are those blamed in earnest. `is_partial` says that reports are known to be missing, `only_others`
    that no party blamed is one that the record is about. `behind` holds the claims behind each fact, by the name of the fact.
    """

    harm_alleged: bool
    clusters: int
    reports: int = 0
    parties: tuple[str, ...] = ()
    rivals: int = 0
    attributing: int = 0
    nobody_named: bool = False
    declared_by: tuple[str, ...] = ()
    accepted_by: tuple[str, ...] = ()
    others_say_combatants: bool = False
    has_detail: bool = True
    strike_status: StrikeStatus = StrikeStatus.UNKNOWN
    lacks: tuple[str, ...] = ()
    is_partial: bool = False
    only_others: bool = False
    behind: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def findings(evidence: Evidence, rules: AssessmentRules) -> Findings:
    """The facts that the claims of an incident give; the strike status is judged afterwards."""
    named = _blamed(evidence, rival_share=rules.grading.rival_share)
    accepted = acceptances(evidence)
    declared = _declared(evidence)
    alleged = [
        claim
        for claim in evidence.allegations
        if bodily(claim, Status.CIVILIAN, Status.UNKNOWN) or not claim.casualties
    ]
    attributing = _clusters(evidence, (claim for claims in named.values() for claim in claims))
    return Findings(
        harm_alleged=bool(alleged),
        clusters=len(evidence.incident.clusters),
        reports=len(evidence.incident.reports),
        parties=tuple(named) or tuple(declared) or tuple(accepted),
        rivals=len(named),
        attributing=len(attributing),
        declared_by=tuple(declared),
        accepted_by=tuple(accepted),
        others_say_combatants=_others_say_combatants(evidence),
        has_detail=any(_has_detail(claim) for claim in evidence.allegations),
        lacks=evidence.incident.lacks,
        is_partial=rules.record.is_partial,
        only_others=_only_others(evidence, named, about=rules.record.parties),
        behind={
            "harm_alleged": tuple(claim.id for claim in alleged),
            "parties": _ids(claim for claims in named.values() for claim in claims),
            "declared_by": _ids(claim for claims in declared.values() for claim in claims),
            "accepted_by": tuple(claim for claims in accepted.values() for claim in claims),
            "combatants": _ids(_combatant_claims(evidence)),
        },
    )


def _blamed(evidence: Evidence, *, rival_share: float) -> dict[str, tuple[Claim, ...]]:
    """Who is blamed in earnest, with the claims.

    Where the harm itself is laid to somebody, an attack elsewhere that a report tells of besides makes no rival,
    nor does a party that far fewer clusters name than name another.
    """
    named = evidence.attributions()
    of_harm = {party: [each for each in said if alleges_harm(each)] for party, said in named.items()}
    weighed = of_harm if any(of_harm.values()) else named
    weight = {party: len(_clusters(evidence, said)) for party, said in weighed.items() if said}
    enough = rival_share * max(weight.values(), default=0)
    return {party: named[party] for party, clusters in weight.items() if clusters >= enough}


def _only_others(evidence: Evidence, named: Iterable[str], *, about: Sequence[str]) -> bool:
    """True if parties are blamed, and none is a party that the record is about."""
    others = [not is_among(evidence.codebook, party, about) for party in named]
    return bool(about) and bool(others) and all(others)


def _declared(evidence: Evidence) -> dict[str, list[Claim]]:
    """Parties that say themselves that they struck; that need not admit harm."""
    declared: dict[str, list[Claim]] = {}
    for claim in evidence.own_claims:
        party = _struck_by_own_word(claim)
        if party and claim.stance not in (Stance.DENIED, Stance.RETRACTED):
            declared.setdefault(party, []).append(claim)
    return dict(sorted(declared.items()))


def _struck_by_own_word(claim: Claim) -> str | None:
    speaking_for = claim.speaker.party if claim.speaker else None
    if claim.response and claim.response.position is Position.ACCEPTED:
        return claim.response.party or speaking_for
    return speaking_for if speaking_for in attackers(claim) else None


def _others_say_combatants(evidence: Evidence) -> bool:
    """Two clusters without the accused say combatants, and nobody says civilians."""
    if any(bodily(claim, Status.CIVILIAN) for claim in evidence.allegations):
        return False
    return len(_clusters(evidence, _combatant_claims(evidence))) >= 2


def _combatant_claims(evidence: Evidence) -> list[Claim]:
    return [
        claim
        for claim in evidence.allegations
        if bodily(claim, Status.COMBATANT)
        and not bodily(claim, Status.CIVILIAN, Status.UNKNOWN)
        and not evidence.is_by_accused(claim)
    ]


def _has_detail(claim: Claim) -> bool:
    """A number, or the name, age, sex or relation of a victim."""
    if claim.protected:
        return True
    return alleges_harm(claim) and any(
        count.group != "all" or count.count.min is not None or count.count.max is not None
        for count in claim.casualties
    )


def _clusters(evidence: Evidence, claims: Iterable[Claim]) -> set[str]:
    found = (evidence.cluster_of.get(claim.report_id) for claim in claims)
    return {cluster for cluster in found if cluster}


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim.id for claim in claims))
