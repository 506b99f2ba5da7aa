"""What a mention of a place comes to: the place that it means with its point and radius, or none with what it may mean."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from civharm.model.places import LocatedBy, Place, PlaceCandidate, PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.places.context import Scored
from civharm.places.mention import PlaceMention
from civharm.places.scoring import SETTLED_LAYER

#: The rule of a name that no gazetteer has, placed by what it lies in; and the rules of what is no name.
IN_CONTAINER = "in what it lies in"
FEATURE, NOT_CLEAR = "feature", "no clear main place"
NO_NAME = frozenset({FEATURE, NOT_CLEAR})
_MOST = 5


def unresolved(mention: PlaceMention, rule: str, scored: Iterable[Scored] = ()) -> Place:
    """A place without a point, with the rule that says why, and what it may be."""
    return Place(
        words=mention.words,
        name=mention.name or mention.words,
        precision=mention.kind or PlacePrecision.UNKNOWN,
        relation=mention.relation,
        alternatives=_alternatives(scored),
        rule=rule,
        span=mention.span,
    )


def resolved(
    mention: PlaceMention, scored: Sequence[Scored], rule: str, part: "GazetteerPlace | None" = None
) -> Place:
    """The best of the scored places, or the part of it that the words speak of."""
    best = part or scored[0].place
    return Place(
        words=mention.words,
        name=best.name,
        id=best.id,
        country=best.country or None,
        lat=best.lat,
        lon=best.lon,
        precision=best.kind,
        radius_m=best.radius_m,
        relation=mention.relation,
        within=best.parent,
        alternatives=_alternatives(s for s in scored[1:] if s.place.id != best.id),
        located_by=LocatedBy.PERSON if best.layer == SETTLED_LAYER else LocatedBy.GAZETTEER,
        rule=rule,
        span=mention.span,
    )


def inside(mention: PlaceMention, around: Place) -> Place:
    """A place that no gazetteer has, at the point and with the radius of what it lies in."""
    within = around.name if around.id else around.within
    return replace(around, id=None, name=mention.name, within=within, rule=IN_CONTAINER, alternatives=())


def _alternatives(scored: Iterable[Scored]) -> tuple[PlaceCandidate, ...]:
    return tuple(
        PlaceCandidate(
            id=s.place.id, name=s.place.name, lat=s.place.lat, lon=s.place.lon, score=round(s.score, 3)
        )
        for s in list(scored)[:_MOST]
    )
