"""The columns of rows, taken from masked sheets: what lists sort, filter and count by."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from civharm.catalogue.asking import UNGRADED
from civharm.catalogue.models import ClaimRow, IncidentRow, ReportRow
from civharm.catalogue.sheets import IncidentSheet, ReportSheet
from civharm.catalogue.tiles import cell_of
from civharm.model.assessments import Assessment, Grading, StrikeStatus
from civharm.model.casualties import Harm, Status
from civharm.model.claims import Claim, PartyPart
from civharm.model.incidents import Incident
from civharm.model.places import Place
from civharm.model.times import When

#: Columns that lists go by are cut to so many characters: an index of PostgreSQL takes 2,704 bytes. Pages have the whole words.
MOST_CHARS = 400
_TOLLS = {
    "killed": (Harm.KILLED, Status.CIVILIAN),
    "injured": (Harm.INJURED, Status.CIVILIAN),
    "combatants_killed": (Harm.KILLED, Status.COMBATANT),
}
#: A greatest figure so many times the least, and so many people above it, is far from it.
_FAR_TIMES, _FAR_PEOPLE = 3, 5


def incident_row(sheet: IncidentSheet, *, changed_at: datetime | None) -> IncidentRow:
    """The row of a masked incident."""
    incident, assessment = sheet.incident, sheet.assessment
    return IncidentRow(
        incident_id=incident.id,
        code=incident.code,
        aliases=_listed(incident.aliases),
        status=incident.status.value,
        event=incident.event,
        parties=_listed(attackers(incident)),
        reports=incident.report_count,
        claims=len(incident.links),
        lacks=_listed(incident.lacks),
        has_disagreement=bool(disagreements(sheet)),
        changed_at=changed_at,
        **_interval(incident.when),
        **_point(incident.where),
        **_judged(assessment),
        **_tolls(assessment),
    )


def cut(words: str) -> str:
    """The words as a column holds them that an index is on; what is cut off is marked."""
    return words if len(words) <= MOST_CHARS else f"{words[: MOST_CHARS - 1]}…"


def attackers(incident: Incident) -> tuple[str, ...]:
    """Names of the parties that claims say attacked, each once."""
    named = (cut(party.name) for party in incident.parties if party.part is PartyPart.ATTACKER)
    return tuple(dict.fromkeys(named))


def _interval(when: When | None) -> dict[str, Any]:
    """An end that is not known is that of the other side where lists need one; the page says that it is open."""
    if when is None or not (when.start or when.end):
        return {"when_start": None, "when_end": None, "when_precision": None}
    return {
        "when_start": when.start or when.end,
        "when_end": when.end,
        "when_precision": when.precision.value,
    }


def _point(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    is_placed = place.lat is not None and place.lon is not None
    return {
        "place": cut(place.name or place.words),
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision.value,
        "radius_m": place.radius_m,
        "cell": cell_of(place.lat, place.lon) if is_placed else None,  # type: ignore[arg-type]  # both, see is_placed
    }


def _judged(assessment: Assessment | None) -> dict[str, Any]:
    if assessment is None:
        return {"grade": UNGRADED}
    grading = assessment.grading or assessment.proposed_grading
    return {
        "proposed": _value(assessment.proposed_grading),
        "signed": _value(assessment.grading),
        "grade": _value(grading) or UNGRADED,
        "is_signed_off": assessment.is_signed_off,
        "strike_status": assessment.standing_strike_status.value,
        "clusters": assessment.independent_clusters,
        "is_harm_alleged": assessment.harm_reported,
    }


def _value(grading: Grading | None) -> str | None:
    return grading.value if grading else None


def _tolls(assessment: Assessment | None) -> dict[str, int | None]:
    """The ends that hold; an unknown one is None. `killed_most` is the maximum, at least the minimum."""
    found: dict[str, int | None] = {}
    for name, (harm, status) in _TOLLS.items():
        toll = assessment.toll(harm, status) if assessment else None
        found[f"{name}_min"] = toll.min.value if toll else None
        found[f"{name}_max"] = toll.max.value if toll else None
    known = [end for end in (found["killed_max"], found["killed_min"]) if end is not None]
    return {**found, "killed_most": known[0] if known else None}


def disagreements(sheet: IncidentSheet) -> tuple[tuple[str, str], ...]:
    """In what accounts of an incident, or machine and people, differ: a stable word, and the particulars."""
    assessment = sheet.assessment
    if assessment is None:
        return ()
    found = []
    grading = assessment.grading or assessment.proposed_grading
    if Grading.CONTESTED is grading or assessment.standing_strike_status is StrikeStatus.CONTESTED:
        found.append(("contested", ""))
    if assessment.grading and assessment.proposed_grading not in (None, assessment.grading):
        found.append(("machine_grades_otherwise", f"{assessment.grading} / {assessment.proposed_grading}"))
    ends = _tolls(assessment)
    low, high = ends["killed_min"], ends["killed_max"]
    if low is not None and high is not None and high >= max(_FAR_TIMES * low, low + _FAR_PEOPLE):
        found.append(("figures_far_apart", f"{low}–{high}"))
    return tuple(found)


def incident_words(sheet: IncidentSheet, claims: Iterable[Claim], titles: Iterable[str]) -> list[str]:
    """The texts by which an incident is found."""
    incident = sheet.incident
    places = (incident.where, *incident.other_places)
    named = [name for place in places if place for name in (place.name, place.within, place.words) if name]
    return [
        *(code for code in (incident.code, *incident.aliases) if code),
        (incident.event or "").replace("_", " "),
        *dict.fromkeys(named),
        *dict.fromkeys(words for party in incident.parties for words in (party.name, party.words)),
        *titles,
        *dict.fromkeys(claim.quote.exact for claim in claims),
    ]


def report_row(
    sheet: ReportSheet, title: str, *, added_at: datetime | None, counts: dict[str, Any]
) -> ReportRow:
    """The row of a masked report; `counts` are its claims and incidents."""
    report, published = sheet.report, sheet.report.published
    return ReportRow(
        report_id=report.id,
        title=cut(title),
        source=report.source and cut(report.source),
        language=report.language,
        published_start=(published.start or published.end) if published else None,
        published_end=(published.end or published.start) if published else None,
        url=report.url,
        chars=len(sheet.text),
        added_at=added_at,
        **counts,
    )


def claim_row(claim: Claim, *, review: str, incidents: Iterable[str]) -> ClaimRow:
    """The row of a masked claim."""
    interval = _interval(claim.when)
    return ClaimRow(
        claim_id=claim.id,
        report_id=claim.report_id,
        kind=claim.kind.value,
        stance=claim.stance.value,
        quote=claim.quote.exact,
        confidence=claim.confidence,
        needs_review=claim.needs_review,
        review=review,
        when_start=interval["when_start"],
        when_end=interval["when_end"],
        place=claim.where[0].name or claim.where[0].words if claim.where else None,
        incidents=_listed(incidents),
    )


def _listed(values: Iterable[str]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
