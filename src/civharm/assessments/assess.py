"""One incident assessed: strike status, proposed grade, tolls, positions, each with its reasons."""

from collections.abc import Iterable
from dataclasses import replace

from civharm.assessments.evidence import Evidence
from civharm.assessments.findings import findings
from civharm.assessments.grading import ProposedGrading, propose_grading
from civharm.assessments.positions import positions
from civharm.assessments.rules import assessment_rules
from civharm.assessments.strike_status import judge_strike
from civharm.assessments.toll import tolls_of, tolls_of_everybody
from civharm.codebook import Codebook
from civharm.model.assessments import Assessment, Toll
from civharm.model.claims import Claim
from civharm.model.incidents import Incident
from civharm.model.reports import Report
from civharm.model.victims import Victim


def assess(
    incident: Incident,
    claims: Iterable[Claim],
    reports: Iterable[Report],
    *,
    codebook: Codebook,
    victims: Iterable[Victim] = (),
) -> Assessment:
    """The machine's proposal. `claims` may hold more than the incident's own; their order is of no matter.

    The grading stays null until a person signs.
    """
    rules = assessment_rules(codebook)
    evidence = Evidence.of(incident, claims, reports=reports, codebook=codebook)
    found = findings(evidence, rules)
    strike = judge_strike(found, rules.strike)
    proposed = propose_grading(replace(found, strike_status=strike.status), rules.grading)
    return Assessment(
        incident_id=incident.id,
        method=rules.version,
        strike_status=strike.status,
        proposed_grading=proposed.grading,
        grading=None,
        reasons=(proposed.reason, strike.reason),
        tolls=tolls_of(evidence, rules.toll, victims=victims),
        conceded=positions(evidence),
        independent_clusters=len(incident.clusters),
        harm_reported=found.harm_alleged,
    )


def grade_reporting(
    incident: Incident, claims: Iterable[Claim], reports: Iterable[Report], *, codebook: Codebook
) -> ProposedGrading:
    """How well the harm is reported, whatever else is missing: the grade that a lead would have were it complete."""
    rules = assessment_rules(codebook)
    found = findings(Evidence.of(incident, claims, reports=reports, codebook=codebook), rules)
    status = judge_strike(found, rules.strike).status
    return propose_grading(replace(found, strike_status=status, lacks=()), rules.grading)


def assess_everybody(
    incident: Incident,
    claims: Iterable[Claim],
    reports: Iterable[Report],
    *,
    codebook: Codebook,
    victims: Iterable[Victim] = (),
) -> tuple[Toll, ...]:
    """The tolls of an incident whoever the people were, for records that don't tell civilians from others."""
    evidence = Evidence.of(incident, claims, reports=reports, codebook=codebook)
    return tolls_of_everybody(evidence, assessment_rules(codebook).toll, victims=victims)
