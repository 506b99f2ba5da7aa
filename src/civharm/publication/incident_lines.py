"""An incident with its assessment as one flat line of the output contract."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from civharm.model.assessments import SET_BY_HAND, Assessment, Override, Toll
from civharm.model.casualties import Harm, Status
from civharm.model.incidents import Incident, Relation, RelationKind
from civharm.publication.lines import Line, to_plain

#: The tolls that the contract shows flat, by the beginning of their field names.
FLAT_TOLLS = (
    ("civilians_killed", Harm.KILLED, Status.CIVILIAN),
    ("civilians_injured", Harm.INJURED, Status.CIVILIAN),
    ("militants_killed", Harm.KILLED, Status.COMBATANT),
    ("militants_injured", Harm.INJURED, Status.COMBATANT),
)
#: How "part of" reads from the side of the whole.
_HAS_PART = "has_part"
#: What the details of an assessment are not made of, or take from it as it is.
_NO_DETAILS = frozenset(each.name for each in fields(Assessment)) - {"reasons", "tolls", "conceded"}
_FROM_INCIDENT = ("event", "other_dates", "other_places", "other_events", "lacks", "links", "clusters")


def incident_line(
    incident: Incident,
    assessment: Assessment | None,
    relations: Iterable[Relation] = (),
    people: Sequence[Line] = (),
    *,
    without: frozenset[str] = frozenset(),
) -> Line:
    """The incident; without an assessment its judgements and tolls are null, which is unknown.

    `relations` are by incident, those of others too; `people` are the lines of its victims, masked or not. Fields
    `without` which it is wanted are not made.
    """
    plain = to_plain(Incident, incident, without=without)
    line = {
        "type": "incident",
        **{key: plain.get(key) for key in ("id", "code", "aliases", "when", "where", "parties")},
        **_judgements(assessment),
        **flat_tolls(assessment),
        "claims": list(incident.claims),
        "reports": plain.get("reports"),
        "report_count": incident.report_count,
        "independent_clusters": assessment.independent_clusters if assessment else len(incident.clusters),
        "status": plain.get("status"),
        **{key: plain.get(key) for key in _FROM_INCIDENT},
        "victims": list(people),
        **_details(assessment, without),
        "relations": related_lines(incident.id, relations),
    }
    return {key: value for key, value in line.items() if key not in without}


def related_lines(incident_id: str, relations: Iterable[Relation]) -> list[Line]:
    """The relations of one incident, from its side."""
    return [
        {
            "kind": _HAS_PART
            if one.kind is RelationKind.PART_OF and one.right == incident_id
            else one.kind.value,
            "incident": one.left if one.right == incident_id else one.right,
            "reason": one.reason,
            "is_decided": one.is_decided,
        }
        for one in relations
        if incident_id in (one.left, one.right)
    ]


def flat_tolls(assessment: Assessment | None) -> dict[str, int | None]:
    """Minimum and maximum of each toll of the contract by field name; None is unknown.

    They are those that hold: what people set is listed in `overrides_of`, with the machine's value.
    """
    flat: dict[str, int | None] = {}
    for name, harm, status in FLAT_TOLLS:
        toll = assessment.toll(harm, status) if assessment else None
        flat[f"{name}_min"] = toll.min.value if toll else None
        flat[f"{name}_max"] = toll.max.value if toll else None
    return flat


def _judgements(assessment: Assessment | None) -> Line:
    return {
        "strike_status": assessment.standing_strike_status.value if assessment else None,
        "proposed_grading": _value(assessment.proposed_grading) if assessment else None,
        "grading": _value(assessment.grading) if assessment else None,
        "is_signed_off": bool(assessment and assessment.is_signed_off),
        "grading_reasons": [reason.text for reason in assessment.reasons] if assessment else [],
    }


def _details(assessment: Assessment | None, without: frozenset[str]) -> Line:
    """What explains the flat fields: the claims behind each bound, the rules, the party's own word."""
    if assessment is None:
        none: Line = {"reasons": [], "tolls": [], "conceded": [], "overrides": []}
        return {"harm_reported": None, **none, "method": None}
    plain = to_plain(Assessment, assessment, without=without | _NO_DETAILS)
    found = {key: plain.get(key) for key in ("reasons", "tolls", "conceded")}
    told = {"harm_reported": assessment.harm_reported, **found, "overrides": overrides_of(assessment)}
    return {**told, "method": assessment.method}


def overrides_of(assessment: Assessment | None) -> list[Line]:
    """What people set otherwise than the machine, each field with both values; who and why are in the decision.

    `field` is the flat field that it is seen in, null where there is none.
    """
    if assessment is None:
        return []
    found: dict[object, Line] = {}
    if assessment.signed_strike_status:
        machine, value = assessment.strike_status.value, assessment.signed_strike_status.value
        found["strike"] = {"field": "strike_status", "value": value, "machine": machine, "decision": None}
    for override in assessment.overrides:
        toll = assessment.machine_toll(*override.counted)
        bound = toll.bound(override.end).value if toll else None
        found.pop((override.counted, override.end), None)
        found[override.counted, override.end] = {
            "field": _flat_field(override),
            "harm": override.harm.value,
            "status": override.status.value,
            "group": override.group,
            "end": override.end.value,
            "value": override.value,
            "machine": bound,
            "decision": override.decision_id,
        }
    return list(found.values())


def _flat_field(override: Override) -> str | None:
    names = {(harm, status, "all"): name for name, harm, status in FLAT_TOLLS}
    name = names.get(override.counted)
    return f"{name}_{override.end}" if name else None


def _value(grading: Any) -> str | None:
    return grading.value if grading else None


def toll_words(toll: Toll | None) -> str:
    """A range as people read it: "3–5", "12 or more", "up to 9", "unknown"."""
    low, high = (toll.min.value, toll.max.value) if toll else (None, None)
    if low is None and high is None:
        return "unknown"
    if low is None or high is None:
        return f"{low} or more" if high is None else f"up to {high}"
    return str(low) if low == high else f"{low}–{high}"


def standing_words(assessment: Assessment | None, harm: Harm, status: Status, group: str = "all") -> str:
    """The toll that holds; where a person set an end of it, that is said, with the machine's toll beside it."""
    toll = assessment.toll(harm, status, group) if assessment else None
    if assessment is None or toll is None or SET_BY_HAND not in (toll.min.rule, toll.max.rule):
        return toll_words(toll)
    return f"{toll_words(toll)} ({SET_BY_HAND}; machine: {toll_words(assessment.machine_toll(harm, status, group))})"


def overridden_lines(assessment: Assessment | None) -> Iterator[str]:
    """What people set otherwise than the machine, in words."""
    if assessment is None:
        return
    if assessment.signed_strike_status:
        machine = assessment.strike_status
        yield f"strike status: {assessment.signed_strike_status} ({SET_BY_HAND}; machine: {machine})"
    for harm, status, group in dict.fromkeys(override.counted for override in assessment.overrides):
        whom = f"{status} {harm}" if group == "all" else f"{status} {harm}, {group}"
        yield f"{whom}: {standing_words(assessment, harm, status, group)}"
