"""Settling where a name lies: the names that the incident's place rests on, and what the gazetteer says of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from civharm.casebook.pointing import where_of
from civharm.casebook.settling import settled_target
from civharm.model.decisions import Action
from civharm.model.incidents import Incident
from civharm.model.places import Place, PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.places.names import bare_key
from civharm.web.acting import Act
from civharm.web.incident.forms import Sent
from civharm.web.pages.maps import MapScene, Spot
from civharm.web.terms import term_words
from civharm.web.words import metres_words

if TYPE_CHECKING:
    from civharm.places.gazetteer import SqliteGazetteer

#: So many places of one name are listed: a name that more bear needs to be looked up with what it lies in.
MOST_FOUND = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place of the gazetteer that may be meant."""

    place: GazetteerPlace
    precision: str
    radius: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """The form that settles a name, with what was found under `sought`."""

    name: str
    names: tuple[str, ...]
    within: str
    sought: str
    found: tuple[Candidate, ...]
    is_cut: bool
    scene: MapScene
    precisions: tuple[PlacePrecision, ...]


def placing(incident: Incident, gazetteer: "SqliteGazetteer", *, name: str = "", sought: str = "") -> Placing:
    """What is settled is the name as reports write it; it may be looked up by another spelling."""
    names = tuple(dict.fromkeys(_names(incident)))
    name = name or (names[0] if names else "")
    sought = sought or name
    found = tuple(gazetteer.find(sought)) if sought else ()
    shown = found[:MOST_FOUND]
    return Placing(
        name=name,
        names=names,
        within=(incident.where.within or "") if incident.where else "",
        sought=sought,
        found=tuple(map(_candidate, shown)),
        is_cut=len(found) > len(shown),
        scene=_scene(incident.where, shown),
        precisions=tuple(PlacePrecision),
    )


def _names(incident: Incident) -> Iterator[str]:
    """The names of the place and of its other readings. Masked words name nobody, and settle nothing."""
    for place in (incident.where, *incident.other_places):
        if place is not None and bare_key(place.name):
            yield place.name


def _candidate(place: GazetteerPlace) -> Candidate:
    return Candidate(place=place, precision=term_words(place.kind), radius=metres_words(place.radius_m))


def _scene(now: Place | None, found: Sequence[GazetteerPlace]) -> MapScene:
    """Where it stands now as a spot, what it may be as others."""
    here = (
        (
            Spot(
                lat=now.lat,
                lon=now.lon,
                radius_m=now.radius_m or 0,
                name=now.name,
                precision=term_words(now.precision),
            ),
        )
        if now is not None and now.lat is not None and now.lon is not None
        else ()
    )
    others = (
        Spot(
            lat=each.lat,
            lon=each.lon,
            radius_m=each.radius_m,
            name=each.name,
            precision=term_words(each.kind),
            is_alternative=True,
        )
        for each in found
        if now is None or (each.lat, each.lon) != (now.lat, now.lon)
    )
    return MapScene(spots=(*here, *others))


def settling(sent: Sent, gazetteer: "SqliteGazetteer") -> Act:
    """The decision that the form means. Raises InvalidDecision or NotFound."""
    name, within = sent.word("name"), sent.word("within") or None
    said: dict[str, Any] = {
        "within": within,
        "precision": sent.word("precision") or None,
        "radius_m": int(sent.word("radius")) if sent.word("radius").isdecimal() else None,
        "country": sent.word("country").upper() or None,
    }
    at, place_id = sent.word("at") or None, sent.word("place_id") or None
    change = where_of(name, at=at, place_id=None if at else place_id, said=said, gazetteer=gazetteer)
    return Act(
        action=Action.SETTLE_PLACE,
        target=settled_target(name, within),
        reason=sent.word("reason"),
        change=change,
    )
