"""Which of the places that a report names is where an event happened: what ties each place to it, weighed.

As for days (`event_days`): the sentence that tells of the harm often names no place, or one that is no place of the
event (a hospital's town, a victim's home). The dateline counts for little where another town is named.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from civharm.claims.english.document import LocatedMention
from civharm.claims.english.events.features import Circumstances, Told, shares, weight
from civharm.model.places import Place, PlacePrecision, distance_m
from civharm.places.mention import MentionRole

_WEIGHTS = "places/main.en.yml"
_ROLES = frozenset(
    {MentionRole.PLACE, MentionRole.DATELINE, MentionRole.IN_NAME, MentionRole.MODIFIER, MentionRole.ANAPHOR}
)
_TOO_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN})
_AREAS = frozenset({PlacePrecision.PROVINCE, PlacePrecision.DISTRICT, PlacePrecision.SUBDISTRICT})
_NEAR_M = 60_000
#: Of a long report's places, so many stand for all where they are compared.
_COMPARED = 200


class PlaceEvidence:
    """Gathers, for the places that one report names, what speaks for and against an event's having happened there."""

    def __init__(self, circumstances: Circumstances) -> None:
        self._circumstances = circumstances
        self._document = circumstances.document
        self._places = [located for located in self._document.places if _may_be(located)]
        self._counted = Counter(located.place.id for located in self._places)
        self._most = max(self._counted.values(), default=0)
        towns = {p.place.id for p in self._places if p.place.precision not in _AREAS}
        self._towns = {town: self._counted[town] for town in towns}
        self._most_of_town = max(self._towns.values(), default=0)
        self._one_of_each = {located.place.id: located.place for located in self._places}
        self._roles: dict[str | None, set[MentionRole]] = {}
        for located in self._places:
            self._roles.setdefault(located.place.id, set()).add(located.mention.role)
        self._near: dict[str | None, float] = {}
        containers = self._mere_containers()
        self._heads = [
            located
            for located in self._places
            if located.place.id not in containers and not self._is_of_other_event(located)
        ]
        self._containers = {located.mention.within for located in self._places if located.mention.within}

    def judged(self, told: Told) -> list[tuple[float, Place]]:
        """How likely the event happened at each place, the likeliest first; its best words stand for it."""
        near = self._circumstances.near(self._heads, told)
        weighed = [(weight(self.features(each, told), _WEIGHTS), each.place) for each in near]
        return shares(weighed, key=lambda place: place.id or place.name)

    def _mere_containers(self) -> frozenset[str | None]:
        """Places that are named for what lies in them alone: "Riyad subdistrict, Kirkuk" tells of nothing in Kirkuk town."""
        inner = {each.mention.within for each in self._places if each.place.rule == "gazetteer"}
        held = {each.place.id for each in self._places if each.mention.name_span in inner}
        return frozenset(
            held - {each.place.id for each in self._places if each.mention.name_span not in inner}
        )

    def _is_of_other_event(self, located: LocatedMention) -> bool:
        """In what an event answers or is compared with; who is mourned died in the report's own event."""
        motive = self._document.motive_at(located.span.start)
        return motive is not None and motive not in self._document.mourned

    def is_filed_from(self, place: Place) -> bool:
        """True for a place that the dateline alone names: the report comes from there."""
        return self._roles.get(place.id) == {MentionRole.DATELINE}

    def mentions(self) -> list[LocatedMention]:
        """The mentions that are judged."""
        return self._places

    def features(self, located: LocatedMention, told: Told) -> dict[str, float]:
        """What ties a place to the event, by name."""
        found = {
            "bias",
            *self._of_mention(located),
            *self._of_report(located),
            *self._circumstances.of_telling(located.span, told),
            *self._circumstances.of_clause(located.mention.name_span),
        }
        features = dict.fromkeys(sorted(found), 1.0)
        features["near_others"] = self._near_others(located.place)
        features["confidence"] = located.mention.confidence
        return features

    def _of_mention(self, located: LocatedMention) -> Iterator[str]:
        mention, place = located.mention, located.place
        yield f"role_{mention.role.value}"
        yield f"precision_{place.precision.value}"
        yield f"rule_{place.rule if place.rule in ('gazetteer', 'main place') else 'other'}"
        if mention.relation:
            yield "relation"
        if mention.kind is not None:
            yield "kind"
        if mention.within is not None:
            yield "contained"
        if mention.name_span in self._containers:
            yield "container"
        if place.name.casefold() != mention.name.casefold():
            yield "other_spelling"
        if place.alternatives:
            yield "ambiguous"
        yield f"alternatives_{min(len(place.alternatives), 3)}"
        yield from self._circumstances.after_name(mention.name_span.end)

    def _of_report(self, located: LocatedMention) -> Iterator[str]:
        place = located.place
        count = self._counted[place.id]
        yield f"named_{min(count, 5)}"
        if count == self._most:
            yield "named_most"
        if place.id in self._towns:
            yield (
                "only_town"
                if len(self._towns) == 1
                else ("town_named_most" if count == self._most_of_town else "town_beside")
            )
        else:
            yield "area_beside_town" if self._towns else "area_alone"
        if self._places[0] is located:
            yield "first_named"
        elif self._places[0].place.id == place.id:
            yield "same_as_first"
        roles = self._roles[place.id] - {located.mention.role}
        yield from (f"also_{role.value}" for role in sorted(roles))

    def _near_others(self, place: Place) -> float:
        """The share of the report's other places that lie near this one."""
        if place.id not in self._near:
            one_of_each = islice(self._one_of_each.values(), _COMPARED)
            others = [other for other in one_of_each if other.id != place.id]
            near = sum(distance_m(_point(place), _point(other)) <= _NEAR_M for other in others)
            self._near[place.id] = near / len(others) if others else 0.5
        return self._near[place.id]


def _may_be(located: LocatedMention) -> bool:
    place = located.place
    return located.mention.role in _ROLES and place.is_located and place.precision not in _TOO_WIDE


def _point(place: Place) -> tuple[float, float]:
    assert place.lat is not None and place.lon is not None
    return place.lat, place.lon
