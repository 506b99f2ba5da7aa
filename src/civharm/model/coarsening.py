"""How coarsely the place of an incident is shown: a person's decision, kept with all that it takes to carry it out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.ids import stable_id
from civharm.model.incidents import Incident
from civharm.model.places import Place


class Coarseness(StrEnum):
    """How coarsely a place is shown, from not at all to the country alone."""

    AS_KNOWN = "as_known"
    KM_1 = "1km"
    KM_5 = "5km"
    KM_10 = "10km"
    DISTRICT = "district"
    PROVINCE = "province"
    COUNTRY = "country"

    @property
    def rank(self) -> int:
        """0 is the finest."""
        return list(Coarseness).index(self)

    @property
    def is_area(self) -> bool:
        """True where the centre of an area of the gazetteer is shown."""
        return self in (Coarseness.DISTRICT, Coarseness.PROVINCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """The area whose centre is shown instead of one place; `of` marks that place, so that no other one is put there."""

    lat: float
    lon: float
    radius_m: int
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coarsening:
    """How a place is shown: `name` stands instead of its own, `claims` are those of the incident when it was decided."""

    to: Coarseness
    name: str = ""
    area: Area | None = None
    claims: tuple[str, ...] = ()

    @property
    def mark(self) -> str:
        """Two with the same mark show places alike."""
        return stable_id(self.to, self.name, str(self.area))


def mark_of(place: Place) -> str:
    """Tells one place from another, and neither; by the point alone, for words may be masked."""
    return stable_id("place", str(place.lat), str(place.lon))


def coarseness_of(change: Mapping[str, Any]) -> Coarseness:
    """How coarsely a change says that a place is shown. Raises InvalidDecision."""
    try:
        return Coarseness(str(change.get("to")))
    except ValueError:
        raise InvalidDecision(f"a place is shown to one of {', '.join(Coarseness)}") from None


def coarsening_of(decision: Decision) -> Coarsening:
    """What a recorded decision says."""
    change: Mapping[str, Any] = decision.change
    area = change.get("area")
    return Coarsening(
        to=coarseness_of(change),
        name=str(change.get("name") or ""),
        area=Area(**area) if area else None,
        claims=tuple(change.get("claims", ())),
    )


def latest(decisions: Iterable[Decision]) -> Mapping[str, Coarsening]:
    """What was decided last on each incident, by the id that it had; `decisions` are those in force."""
    said = (each for each in decisions if each.action is Action.COARSEN_PLACE)
    return {each.target: coarsening_of(each) for each in said}


def coarsened(
    incident: Incident, said: Mapping[str, Coarsening], root_of: Callable[[str], str]
) -> Coarsening | None:
    """How the place of an incident is shown, None where nobody decided; `said` is what `latest` gives.

    One that took over claims of another without a decision of its own is shown as coarsely as the coarsest of those:
    merging and splitting uncover nothing. `root_of` gives a claim as it was read.
    """
    own = [said[each] for each in (incident.id, *incident.aliases) if each in said]
    if own:
        return coarsest(own)
    claims = set(map(root_of, incident.own_claims))
    taken = [how for how in said.values() if not claims.isdisjoint(how.claims)]
    return coarsest(taken) if taken else None


def coarsest(several: Iterable[Coarsening]) -> Coarsening:
    """The one that shows least."""
    return max(several, key=lambda how: how.to.rank)
