"""An incident with its assessment as one flat line of the output contract."""

from collections.abc import Iterable, Sequence
from typing import Any

from civharm.model.assessments import Assessment, Toll
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
_FROM_INCIDENT = ("event", "other_dates", "other_places", "lacks", "links", "clusters")


def incident_line(
    incident: Incident,
    assessment: Assessment | None,
    relations: Iterable[Relation] = (),
    people: Sequence[Line] = (),
) -> Line:
    """The incident; without an assessment its judgements and tolls are null, which is unknown.

    `relations` are by incident, those of others too; `people` are the lines of its victims, masked or not.
    """
    plain = to_plain(Incident, incident)
    return {
        "type": "incident",
        **{key: plain[key] for key in ("id", "code", "aliases", "when", "where", "parties")},
        **_judgements(assessment),
        **flat_tolls(assessment),
        "claims": list(incident.claims),
        "reports": plain["reports"],
        "independent_clusters": assessment.independent_clusters if assessment else len(incident.clusters),
        "status": plain["status"],
        **{key: plain[key] for key in _FROM_INCIDENT},
        "victims": list(people),
        **_details(assessment),
        "relations": related_lines(incident.id, relations),
    }


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
    """Minimum and maximum of each toll of the contract by field name; None is unknown."""
    flat: dict[str, int | None] = {}
    for name, harm, status in FLAT_TOLLS:
        toll = assessment.toll(harm, status) if assessment else None
        flat[f"{name}_min"] = toll.min.value if toll else None
        flat[f"{name}_max"] = toll.max.value if toll else None
    return flat


def _judgements(assessment: Assessment | None) -> Line:
    return {
        "strike_status": assessment.strike_status.value if assessment else None,
        "proposed_grading": _value(assessment.proposed_grading) if assessment else None,
        "grading": _value(assessment.grading) if assessment else None,
        "grading_reasons": [reason.text for reason in assessment.reasons] if assessment else [],
    }


def _details(assessment: Assessment | None) -> Line:
    """What explains the flat fields: the claims behind each bound, the rules, the party's own word."""
    if assessment is None:
        return {"harm_reported": None, "reasons": [], "tolls": [], "conceded": [], "method": None}
    plain = to_plain(Assessment, assessment)
    return {key: plain[key] for key in ("harm_reported", "reasons", "tolls", "conceded", "method")}


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
