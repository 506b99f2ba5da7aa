"""Totals over incidents that say what they leave out: unknown counts, weak and contested incidents (METHOD 1.6).

An incident counts once however many parties it names; an unknown maximum is at least the minimum;
an undated incident has no month, and never that of its publication.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from civharm.model.assessments import Assessment, Grading
from civharm.model.casualties import Harm, Status
from civharm.model.claims import PartyPart
from civharm.model.incidents import Incident

#: The gradings of the headline; all others stand beside it, never in it.
HEADLINE = frozenset({Grading.CONFIRMED, Grading.FAIR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum over incidents. `min` and `max` are None if not one incident has a number.

    `unknown_min` and `unknown_max` count the incidents that could not be added on that side.
    """

    incidents: int = 0
    min: int | None = None
    max: int | None = None
    unknown_min: int = 0
    unknown_max: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What is added up."""

    harm: Harm = Harm.KILLED
    status: Status = Status.CIVILIAN
    group: str = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineTotal:
    """The sum of confirmed and fair incidents, with what it leaves out, by grading."""

    total: Total
    excluded: Mapping[Grading | None, Total]


def grading_of(assessment: Assessment) -> Grading | None:
    """The signed grading, else the machine's proposal."""
    return assessment.grading or assessment.proposed_grading


def total(assessments: Iterable[Assessment], counting: Counting) -> Total:
    """The sum of minima and of maxima, each incident once (its latest assessment is taken)."""
    by_incident = {assessment.incident_id: assessment for assessment in assessments}
    bounds = [_bounds(assessment, counting) for assessment in by_incident.values()]
    lows = [low for low, _ in bounds if low is not None]
    highs = [high for _, high in bounds if high is not None]
    return Total(
        incidents=len(bounds),
        min=sum(lows) if lows else None,
        max=sum(highs) if highs else None,
        unknown_min=len(bounds) - len(lows),
        unknown_max=len(bounds) - len(highs),
    )


def totals_by_grading(assessments: Iterable[Assessment], counting: Counting) -> dict[Grading | None, Total]:
    """One total for each grading that occurs, None for the ungraded."""
    grouped: dict[Grading | None, list[Assessment]] = defaultdict(list)
    for assessment in assessments:
        if assessment.harm_reported:
            grouped[grading_of(assessment)].append(assessment)
    return {grading: total(graded, counting) for grading, graded in grouped.items()}


def headline(assessments: Iterable[Assessment], counting: Counting) -> HeadlineTotal:
    """What may be said in one number, and beside it what that number leaves out."""
    known = [assessment for assessment in assessments if assessment.harm_reported]
    return HeadlineTotal(
        total=total((one for one in known if grading_of(one) in HEADLINE), counting),
        excluded=totals_by_grading((one for one in known if grading_of(one) not in HEADLINE), counting),
    )


def totals_by_month(
    incidents: Iterable[Incident], assessments: Iterable[Assessment], *, counting: Counting
) -> dict[date | None, Total]:
    """One total for each month, by its first day; None for what no one month can be named for."""
    months = {incident.id: _month(incident) for incident in incidents}
    grouped: dict[date | None, list[Assessment]] = defaultdict(list)
    for assessment in assessments:
        grouped[months.get(assessment.incident_id)].append(assessment)
    return {month: total(dated, counting) for month, dated in grouped.items()}


def totals_by_party(
    incidents: Iterable[Incident], assessments: Iterable[Assessment], *, counting: Counting
) -> dict[str | None, Total]:
    """One total for each attacker named, None where none is. They overlap: never add them up."""
    parties = {incident.id: _attackers(incident) for incident in incidents}
    grouped: dict[str | None, list[Assessment]] = defaultdict(list)
    for assessment in assessments:
        for party in parties.get(assessment.incident_id) or {None}:
            grouped[party].append(assessment)
    return {party: total(named, counting) for party, named in grouped.items()}


def _bounds(assessment: Assessment, counting: Counting) -> tuple[int | None, int | None]:
    toll = assessment.toll(counting.harm, counting.status, counting.group)
    if toll is None:
        return None, None
    return toll.min.value, toll.min.value if toll.max.value is None else toll.max.value


def _month(incident: Incident) -> date | None:
    when = incident.when
    if when is None or when.start is None or when.end is None:
        return None
    first, last = when.start.replace(day=1), when.end.replace(day=1)
    return first if first == last else None


def _attackers(incident: Incident) -> set[str | None]:
    return {party.name for party in incident.parties if party.part is PartyPart.ATTACKER}
