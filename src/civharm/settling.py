"""Signed incidents stay as they are; what would come out otherwise by now is proposed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from civharm.model.assessments import Assessment, Bound, Toll
from civharm.model.ids import stable_id
from civharm.model.incidents import Incident
from civharm.model.proposals import Proposal, ProposalKind

#: An incident with its assessment.
Assessed = tuple[Incident, Assessment]


def settled(
    made: Sequence[Assessed], standing: Mapping[str, Assessed], in_force: frozenset[str]
) -> tuple[tuple[Assessed, ...], tuple[Proposal, ...]]:
    """The incidents, the signed ones as they stand, and what would come out otherwise of the same claims.

    A signed incident whose claims people changed since is composed anew: `in_force` are the claims that still count.
    """
    kept: list[Assessed] = []
    proposals: list[Proposal] = []
    for incident, assessment in made:
        before = standing.get(incident.id)
        if before is None or not _stands(before[0], incident, in_force):
            kept.append((incident, assessment))
            continue
        stays = replace(before[0], code=incident.code, aliases=incident.aliases)
        kept.append((stays, before[1]))
        if changes := tuple(_differences(before, (incident, assessment))):
            proposals.append(_proposal(incident, changes))
    return tuple(kept), tuple(proposals)


def _stands(before: Incident, now: Incident, in_force: frozenset[str]) -> bool:
    return set(before.own_claims) == set(now.own_claims) and in_force.issuperset(before.claims)


def _proposal(incident: Incident, changes: tuple[str, ...]) -> Proposal:
    kind = ProposalKind.REASSESS
    return Proposal(
        id=stable_id("proposal", kind.value, incident.id, *changes),
        kind=kind,
        incident=incident.id,
        changes=changes,
    )


def _differences(before: Assessed, now: Assessed) -> Iterator[str]:
    """What a reader of the record would see otherwise, in words."""
    for (name, old), (_, new) in zip(_shown(*before), _shown(*now), strict=True):
        if old != new:
            yield f"{name}: {old}, now {new}"
    old_tolls, new_tolls = (
        {_counted(toll): _bounds(toll) for toll in each[1].tolls} for each in (before, now)
    )
    for counted in sorted(old_tolls.keys() | new_tolls.keys()):
        old, new = old_tolls.get(counted, "no count"), new_tolls.get(counted, "no count")
        if old != new:
            yield f"{counted}: {old}, now {new}"


def _shown(incident: Incident, assessment: Assessment) -> Iterator[tuple[str, str]]:
    when, where = incident.when, incident.where
    yield "status", incident.status.value
    yield "time", f"{when.start}–{when.end}" if when else "unknown"
    yield "place", where.name if where else "unknown"
    yield "strike status", assessment.strike_status.value
    yield "proposed grading", assessment.proposed_grading.value if assessment.proposed_grading else "none"
    yield "independent clusters", str(assessment.independent_clusters)
    said = (f"{c.party} {c.position} {c.killed_min}–{c.killed_max}" for c in assessment.conceded)
    yield "conceded", "; ".join(said) or "nothing"


def _counted(toll: Toll) -> str:
    return " ".join((toll.harm.value, toll.status.value, *([toll.group] if toll.group != "all" else [])))


def _bounds(toll: Toll) -> str:
    return f"{_shown_bound(toll.min)}–{_shown_bound(toll.max)}"


def _shown_bound(bound: Bound) -> str:
    return "?" if bound.value is None else str(bound.value)
