"""Decisions on how coarsely places are shown: checked and completed."""

from dataclasses import replace
from typing import Any

from civharm.casebook.named import incident_named, own_claims
from civharm.casebook.state import State
from civharm.model.coarsening import Coarseness, coarseness_of, mark_of
from civharm.model.decisions import Decision
from civharm.model.errors import InvalidDecision, NotSetUp
from civharm.model.places import Place, distance_m
from civharm.model.ports import GazetteerPlace

_FIELDS = frozenset({"to", "name"})
#: What a decision has that was recorded before, and is worked out anew where it is made again.
_WORKED_OUT = frozenset({"claims", "area"})
_LONGEST_NAME = 200


def completed(decision: Decision, state: State) -> Decision:
    """The decision with the incident's claims, the area that is shown and its name. Raises InvalidDecision."""
    if unknown := sorted(decision.change.keys() - _FIELDS - _WORKED_OUT):
        raise InvalidDecision(f"how a place is shown has no field {unknown[0]!r}; it has name, to")
    to, name = coarseness_of(decision.change), str(decision.change.get("name") or "").strip()
    if len(name) > _LONGEST_NAME:
        raise InvalidDecision(f"the name has {len(name)} characters: write {_LONGEST_NAME} at most")
    incident = incident_named(decision.target, state)
    change: dict[str, Any] = {"to": to.value, "claims": own_claims(incident, state)}
    if to is not Coarseness.AS_KNOWN and incident.where is not None:
        change |= _shown_instead(incident.where, to, name)
    return replace(decision, target=incident.id, change=change)


def _shown_instead(place: Place, to: Coarseness, name: str) -> dict[str, Any]:
    """The area around the place by the gazetteer: of a point on a grid its province is the name, if it is known."""
    from civharm.places.areas import area_around
    from civharm.places.gazetteer import open_gazetteer

    try:
        gazetteer = open_gazetteer()
    except NotSetUp:
        gazetteer = None
    rung = Coarseness.DISTRICT if to is Coarseness.DISTRICT else Coarseness.PROVINCE
    found = area_around(place, rung.value, gazetteer) if gazetteer else None
    if gazetteer:
        gazetteer.close()
    if to is Coarseness.COUNTRY:
        return {"name": name}
    if not to.is_area:
        return {"name": name or (found.name if found else "")}
    if found is None:
        raise InvalidDecision(
            f"the gazetteer does not know in which {to} {place.name} lies: choose 10km or country instead"
        )
    area = {"lat": found.lat, "lon": found.lon, "radius_m": _reach(found, place), "of": mark_of(place)}
    return {"name": name or found.name, "area": area}


def _reach(area: GazetteerPlace, place: Place) -> int:
    """The area's radius; doubled where the gazetteer's is so small that the place would lie outside."""
    reach = area.radius_m
    away = (
        distance_m((area.lat, area.lon), (place.lat, place.lon))
        if place.lat is not None and place.lon is not None
        else 0
    )
    while reach < away + (place.radius_m or 0):
        reach *= 2
    return reach
