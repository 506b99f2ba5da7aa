"""Tables of tolls, positions, relations and withheld victims: all that the totals and the grades of a release rest on."""

from collections.abc import Iterator
from dataclasses import dataclass

from civharm.model.assessments import SET_BY_HAND, Bound, Conceded, Reason, Toll
from civharm.model.incidents import Incident, Relation
from civharm.model.notes import Note
from civharm.model.victims import Person
from civharm.publication.cells import joined
from civharm.publication.people import age_group
from civharm.publication.release.addresses import leads_to_profile
from civharm.publication.release.incidents import Published
from civharm.publication.release.tables import Column, Kind, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class OfIncident:
    """What a row is about, with the incident that it belongs to."""

    incident: Incident


@dataclass(frozen=True, slots=True, kw_only=True)
class TollOf(OfIncident):
    """A toll that holds."""

    toll: Toll


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionOf(OfIncident):
    """What a belligerent says itself."""

    conceded: Conceded


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonOf(OfIncident):
    """Why the grading came out as it did."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonOf(OfIncident):
    """A victim, withheld."""

    person: Person
    number: int


def tolls(each: Published) -> Iterator[TollOf]:
    if each.assessment:
        yield from (TollOf(incident=each.incident, toll=toll) for toll in each.assessment.standing_tolls)


def positions(each: Published) -> Iterator[PositionOf]:
    if each.assessment:
        yield from (PositionOf(incident=each.incident, conceded=one) for one in each.assessment.conceded)


def reasons(each: Published) -> Iterator[ReasonOf]:
    if each.assessment:
        yield from (ReasonOf(incident=each.incident, reason=one) for one in each.assessment.reasons)


def victims(each: Published) -> Iterator[PersonOf]:
    for number, person in enumerate(each.people, start=1):
        yield PersonOf(incident=each.incident, person=person, number=number)


def _by(bound: Bound) -> str:
    return "person" if bound.rule == SET_BY_HAND else "machine"


_INCIDENT: Column[OfIncident] = Column(
    name="incident", meaning="Id of the incident.", of=lambda each: each.incident.id
)
_CODE: Column[OfIncident] = Column(name="code", meaning="Its code.", of=lambda each: each.incident.code)

TOLLS: Table[TollOf] = Table(
    name="tolls",
    title="Every toll that holds, with the rule of each end and the claims behind it: the totals are made of these.",
    key=("incident", "harm", "status", "group"),
    columns=(
        _INCIDENT,
        _CODE,
        Column(name="harm", meaning="killed, injured, missing …", of=lambda each: each.toll.harm.value),
        Column(name="status", meaning="civilian, combatant or unknown.", of=lambda each: each.toll.status.value),
        Column(name="group", meaning="all, children, women, men or a role.", of=lambda each: each.toll.group),
        Column(name="min", meaning="Minimum; empty is unknown.", kind=Kind.INTEGER, of=lambda each: each.toll.min.value),
        Column(name="max", meaning="Maximum; empty is unknown.", kind=Kind.INTEGER, of=lambda each: each.toll.max.value),
        Column(name="rule_min", meaning="What set the minimum.", of=lambda each: each.toll.min.rule or None),
        Column(name="rule_max", meaning="What set the maximum.", of=lambda each: each.toll.max.rule or None),
        Column(name="min_by", meaning="person or machine.", of=lambda each: _by(each.toll.min)),
        Column(name="max_by", meaning="person or machine.", of=lambda each: _by(each.toll.max)),
        Column(name="claims_min", meaning="Ids of the claims behind the minimum.", of=lambda each: joined(each.toll.min.claims)),
        Column(name="claims_max", meaning="Ids of the claims behind the maximum.", of=lambda each: joined(each.toll.max.claims)),
    ),
)  # fmt: skip

POSITIONS: Table[PositionOf] = Table(
    name="positions",
    title="What belligerents say themselves; their numbers stand beside the toll and are in none.",
    key=("incident", "party"),
    columns=(
        _INCIDENT,
        _CODE,
        Column(name="party", meaning="The belligerent.", of=lambda each: each.conceded.party),
        Column(name="position", meaning="Its latest position.", of=lambda each: each.conceded.position),
        Column(name="conceded_min", meaning="Killed that it concedes, at least.", kind=Kind.INTEGER,
               of=lambda each: each.conceded.killed_min),
        Column(name="conceded_max", meaning="Killed that it concedes, at most.", kind=Kind.INTEGER,
               of=lambda each: each.conceded.killed_max),
        Column(name="claims", meaning="Ids of the claims.", of=lambda each: joined(each.conceded.claims)),
    ),
)  # fmt: skip

REASONS: Table[ReasonOf] = Table(
    name="reasons",
    title="Why the machine proposes what it proposes.",
    key=("incident", "rule"),
    columns=(
        _INCIDENT,
        _CODE,
        Column(name="rule", meaning="The rule of the method.", of=lambda each: each.reason.rule),
        Column(name="finding", meaning="What it found.", of=lambda each: each.reason.text),
        Column(
            name="claims",
            meaning="Ids of the claims that fired it.",
            of=lambda each: joined(each.reason.claims),
        ),
    ),
)

RELATIONS: Table[Relation] = Table(
    name="relations",
    title="Incidents that may count the same people: totals share their bounds.",
    key=("left", "right"),
    columns=(
        Column(name="left", meaning="Id of an incident.", of=lambda each: each.left),
        Column(name="right", meaning="Id of the other.", of=lambda each: each.right),
        Column(name="kind", meaning="part_of (left is part of right) or may_overlap.", of=lambda each: each.kind.value),
        Column(name="decided", meaning="yes where a person said so.", of=lambda each: "yes" if each.is_decided else "no"),
        Column(name="reason", meaning="Why.", of=lambda each: each.reason),
    ),
)  # fmt: skip

VICTIMS: Table[PersonOf] = Table(
    name="victims",
    title="Named victims without their names; of those who are not told to be dead no exact age, role or family either.",
    key=("incident", "number"),
    columns=(
        _INCIDENT,
        _CODE,
        Column(name="number", meaning="Counts the victims of the incident.", kind=Kind.INTEGER, of=lambda each: each.number),
        Column(name="harm", meaning="killed, injured …", of=lambda each: each.person.harm.value),
        Column(name="age_group", meaning="child or adult.", of=lambda each: age_group(each.person)),
        Column(name="sex", meaning="male or female.", of=lambda each: each.person.sex),
        Column(name="reports", meaning="Reports that name them.", kind=Kind.INTEGER, of=lambda each: len(each.person.reports)),
        Column(name="claims", meaning="Ids of the claims.", of=lambda each: joined(each.person.claims)),
    ),
)  # fmt: skip

NOTES: Table[Note] = Table(
    name="notes",
    title="Public notes of the team.",
    key=("id",),
    columns=(
        Column(name="id", meaning="Id of the decision.", of=lambda each: each.decision.id),
        Column(name="incident", meaning="Id of the incident.", of=lambda each: each.decision.target),
        Column(name="written_at", meaning="When.", of=lambda each: each.decision.decided_at.isoformat()),
        Column(name="words", meaning="The note.", of=lambda each: each.words),
        Column(
            name="analysis",
            meaning="Of which analysis it is: source, content, technical.",
            of=lambda each: each.analysis,
        ),
        Column(
            name="basis",
            meaning="Whether that was observed, inferred, or nothing found.",
            of=lambda each: each.basis,
        ),
        Column(
            name="copy",
            meaning="Address of a copy in an archive of others.",
            of=lambda each: None if each.copy is None or leads_to_profile(each.copy) else each.copy,
        ),
    ),
)
