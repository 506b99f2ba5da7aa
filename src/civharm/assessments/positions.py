"""Belligerents' own positions, with the numbers that they concede: kept beside what is reported, never merged."""

from collections.abc import Sequence
from datetime import date

from civharm.assessments.evidence import Evidence
from civharm.model.assessments import Conceded, Statement
from civharm.model.claims import Claim, Position, Response, Stance

UNNAMED = "unnamed party"


def positions(evidence: Evidence) -> tuple[Conceded, ...]:
    """Each party's latest position, all its claims behind it in the order in which they were made."""
    answers: dict[str, list[tuple[Claim, Response]]] = {}
    for claim in evidence.own_claims:
        if claim.response and claim.stance is not Stance.RETRACTED:
            answers.setdefault(_party(claim, claim.response), []).append((claim, claim.response))
    return tuple(_position(party, answers[party], evidence=evidence) for party in sorted(answers))


def acceptances(evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """The claims in which a party accepts that it harmed civilians here. A later denial takes nothing back."""
    accepted: dict[str, list[str]] = {}
    for claim in evidence.own_claims:
        response = claim.response
        if response and _accepts_harm(response) and claim.stance is not Stance.RETRACTED:
            accepted.setdefault(_party(claim, response), []).append(claim.id)
    accepted.pop(UNNAMED, None)
    return {party: tuple(claims) for party, claims in sorted(accepted.items())}


def _accepts_harm(response: Response) -> bool:
    return response.position is Position.ACCEPTED and response.of_harm


def _party(claim: Claim, response: Response) -> str:
    return response.party or (claim.speaker.party if claim.speaker else None) or UNNAMED


def _position(party: str, answers: Sequence[tuple[Claim, Response]], *, evidence: Evidence) -> Conceded:
    in_time = sorted(answers, key=lambda answer: evidence.said_on(answer[0]) or date.min)
    counted = [response for _, response in in_time if _concedes_number(response)]
    conceded = counted[-1] if counted else None
    return Conceded(
        party=party,
        position=in_time[-1][1].position.value,
        killed_min=conceded.conceded_min if conceded else None,
        killed_max=conceded.conceded_max if conceded else None,
        claims=tuple(claim.id for claim, _ in in_time),
        statements=tuple(_statement(claim, response, evidence) for claim, response in in_time),
    )


def _statement(claim: Claim, response: Response, evidence: Evidence) -> Statement:
    return Statement(
        claim=claim.id,
        said_on=evidence.said_on(claim),
        position=response.position.value,
        killed_min=response.conceded_min,
        killed_max=response.conceded_max,
        of_harm=response.of_harm,
    )


def _concedes_number(response: Response) -> bool:
    return response.conceded_min is not None or response.conceded_max is not None
