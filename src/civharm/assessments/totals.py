"""Totals over incidents that say what they leave out: unknown counts, weak and contested incidents (METHOD 1.6).

An incident counts once however many parties it names; an unknown maximum is at least the minimum;
an undated incident has no month, and never that of its publication. Incidents that may count the same people
share their bounds (`overlaps`). Leads and figures for a period or an area are in no total.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from civharm.assessments.overlaps import UNKNOWN, Overlaps, Range
from civharm.model.assessments import Assessment, Grading
from civharm.model.casualties import Harm, Status
from civharm.model.claims import PartyPart
from civharm.model.incidents import Incident, RecordStatus, Relation

#: The gradings of the headline; all others stand beside it, never in it.
HEADLINE = frozenset({Grading.CONFIRMED, Grading.FAIR})
_Name = TypeVar("_Name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A sum over incidents. `min` and `max` are None if not one incident has a number.

    `unknown_min` and `unknown_max` count the incidents that could not be added on that side; `overlapping`
    counts those that may share people with another one, `apart` is the plain sum as if none did.
    """

    incidents: int = 0
    min: int | None = None
    max: int | None = None
    unknown_min: int = 0
    unknown_max: int = 0
    overlapping: int = 0
    apart: Range = UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What is added up."""

    harm: Harm = Harm.KILLED
    status: Status = Status.CIVILIAN
    group: str = "all"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What totals are made of, as known at one moment; `relations` are by incident."""

    incidents: tuple[Incident, ...]
    assessments: Mapping[str, Assessment]
    relations: tuple[Relation, ...] = ()

    @cached_property
    def overlaps(self) -> Overlaps:
        """The relations, ready for sums."""
        return Overlaps(self.relations)

    @cached_property
    def alleged(self) -> tuple[Incident, ...]:
        """The incidents in which harm to civilians is alleged: no leads."""
        return tuple(
            {one.id: one for one in self.incidents if is_alleged(one, self.assessments.get(one.id))}.values()
        )

    def grading(self, incident: Incident) -> Grading | None:
        """The signed grading, else the machine's proposal."""
        return grading_of(self.assessments[incident.id])


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineTotal:
    """The sum of confirmed and fair incidents, with what it leaves out, by grading."""

    total: Total
    excluded: Mapping[Grading | None, Total] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What must stand beside the number (METHOD 1.6, pitfall d)."""
        left_out = ", ".join(
            f"{count.incidents} {grading.value if grading else 'ungraded'}"
            for grading, count in self.excluded.items()
        )
        return f"confirmed and fair incidents only; left out: {left_out or 'none'}"


def is_alleged(incident: Incident, assessment: Assessment | None) -> bool:
    """True if harm to civilians is alleged in it, and it is no lead: what totals are made of."""
    return incident.status is not RecordStatus.LEAD and assessment is not None and assessment.harm_reported


def grading_of(assessment: Assessment) -> Grading | None:
    """The signed grading, else the machine's proposal."""
    return assessment.grading or assessment.proposed_grading


class Running:
    """A sum to which one incident after the other is added: of those alone that may share people more than a number is kept."""

    def __init__(self, overlaps: Overlaps) -> None:
        self._overlaps = overlaps
        self._incidents = 0
        self._unknown_min = 0
        self._unknown_max = 0
        self._min: int | None = None
        self._max: int | None = None
        self._shared: dict[str, Range] = {}

    def add(self, incident_id: str, ends: Range) -> None:
        """Add an incident that was not added yet, with a range as `range_of` gives it."""
        low, high = ends
        self._incidents += 1
        self._unknown_min += low is None
        self._unknown_max += high is None
        if self._overlaps.shares(incident_id):
            self._shared[incident_id] = ends
            return
        if low is not None:
            self._min = low + (self._min or 0)
        if high is not None:
            self._max = high + (self._max or 0)

    def add_alone(self, ranges: Sequence[tuple[int | None, int | None]]) -> None:
        """Add incidents that share people with none: many at once, since a release adds each to dozens of sums."""
        lows = [low for low, _ in ranges if low is not None]
        highs = [high for _, high in ranges if high is not None]
        self._incidents += len(ranges)
        self._unknown_min += len(ranges) - len(lows)
        self._unknown_max += len(ranges) - len(highs)
        if lows:
            self._min = sum(lows) + (self._min or 0)
        if highs:
            self._max = sum(highs) + (self._max or 0)

    @property
    def total(self) -> Total:
        """The sum over what was added up to now."""
        alone = Range(self._min, self._max)
        together = alone.plus(self._overlaps.sum(self._shared))
        return Total(
            incidents=self._incidents,
            min=together.min,
            max=together.max,
            unknown_min=self._unknown_min,
            unknown_max=self._unknown_max,
            overlapping=len(self._overlaps.among(self._shared)),
            apart=alone.plus(Overlaps().sum(self._shared)),
        )


def total(incidents: Iterable[Incident], known: Known, counting: Counting) -> Total:
    """The sum over these incidents, each once."""
    running = Running(known.overlaps)
    for one_id, ends in {
        one.id: range_of(known.assessments.get(one.id), counting) for one in incidents
    }.items():
        running.add(one_id, ends)
    return running.total


def headline(known: Known, counting: Counting) -> HeadlineTotal:
    """What may be said in one number, and beside it what that number leaves out."""
    by_grading = totals_by_grading(known, counting)
    return HeadlineTotal(
        total=total((one for one in known.alleged if known.grading(one) in HEADLINE), known, counting),
        excluded={grading: left_out for grading, left_out in by_grading.items() if grading not in HEADLINE},
    )


def totals_by_grading(known: Known, counting: Counting) -> dict[Grading | None, Total]:
    """One total for each grading that occurs, None for the ungraded."""
    found = totals_by(lambda one: [known.grading(one)], known, counting)
    return {grading: found[grading] for grading in (*Grading, None) if grading in found}


def totals_by_month(known: Known, counting: Counting) -> dict[date | None, Total]:
    """One total for each month, by its first day; None for what no one month can be named for."""
    found = totals_by(lambda one: [month_of(one)], known, counting)
    return {month: found[month] for month in sorted(found, key=lambda month: (month is None, str(month)))}


def totals_by_party(known: Known, counting: Counting) -> dict[str | None, Total]:
    """One total for each attacker named, None where none is. They overlap: never add them up."""
    return totals_by(attackers_of, known, counting)


def totals_by(
    names_of: Callable[[Incident], Iterable[_Name]], known: Known, counting: Counting
) -> dict[_Name, Total]:
    """One total for each name that an incident goes by. Whoever adds them up counts some people twice."""
    grouped: dict[_Name, list[Incident]] = defaultdict(list)
    for one in known.alleged:
        for name in dict.fromkeys(names_of(one)):
            grouped[name].append(one)
    return {name: total(named, known, counting) for name, named in grouped.items()}


def range_of(assessment: Assessment | None, counting: Counting) -> Range:
    """What an assessment says of the people counted; the maximum is at least the minimum."""
    toll = assessment and assessment.toll(counting.harm, counting.status, counting.group)
    return Range(toll.min.value, toll.max.value).filled if toll else UNKNOWN


def month_of(incident: Incident) -> date | None:
    """The first day of the one month that the incident lies in; None where no one month can be named."""
    when = incident.when
    if when is None or when.start is None or when.end is None:
        return None
    first, last = when.start.replace(day=1), when.end.replace(day=1)
    return first if first == last else None


def attackers_of(incident: Incident) -> list[str | None]:
    """The attackers that are named; None alone where none is."""
    named = [party.name for party in incident.parties if party.part is PartyPart.ATTACKER]
    return [*named] or [None]
