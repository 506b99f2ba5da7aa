"""Which places the mentions of one report mean, decided by the whole report; what can't be told stays unresolved."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from civharm.model.places import Place, PlacePrecision, distance_m
from civharm.model.ports import GazetteerPlace
from civharm.places.context import Context, Scored, Vote
from civharm.places.gazetteer import SqliteGazetteer, is_main_name
from civharm.places.layers.rungs import DEFAULT_RADIUS_M
from civharm.places.mention import MentionRole, PlaceMention
from civharm.places.names import is_arabic, is_slip, plain_key, skeleton_key
from civharm.places.outcome import FEATURE, IN_CONTAINER, NOT_CLEAR, inside, resolved, unresolved
from civharm.places.pointing import at_written
from civharm.places.relative import around, between, is_outside, relative_area
from civharm.places.scoring import (
    PARTS,
    fits_container,
    is_of_kind,
    is_town_beside,
    lies_inside,
    ranked,
)
from civharm.places.words import place_words

#: So many readings of a name vote.
_READINGS = 6
_ACCEPTED = 0.5
_ALSO_CALLED = {
    PlacePrecision.CITY: (PlacePrecision.CITY, PlacePrecision.TOWN),
    PlacePrecision.TOWN: (PlacePrecision.CITY, PlacePrecision.TOWN, PlacePrecision.VILLAGE),
    PlacePrecision.VILLAGE: (PlacePrecision.TOWN, PlacePrecision.VILLAGE),
}
_TOO_WIDE = (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN)
_OF_NOTE = 50_000
_ENOUGH_CONSONANTS = 3
#: No written short form of an area is longer.
_SHORT_FORM = 5
#: A side that begins a name.
_NAMED_SIDE = re.compile(r"(?:North|South|East|West)\b")
#: What is built: its name need not be that of a place.
_BUILT = (PlacePrecision.LANDMARK, PlacePrecision.STREET, PlacePrecision.EXACT)
_POPULATED = (PlacePrecision.CITY, PlacePrecision.TOWN, PlacePrecision.VILLAGE)
_TOWNS = (PlacePrecision.CITY, PlacePrecision.TOWN)
#: No quarter lies further from its town; a town that far off is a namesake of the quarter that the words speak of.
_OUTERMOST_QUARTER_M = 60_000
#: What is told to lie outside a town lies in its area of the country, or no further beyond than this.
_BORDER_M = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHints:
    """What is known of a report beside its text: countries that it is about, where its source sits."""

    countries: tuple[str, ...] = ()
    near: tuple[tuple[float, float], ...] = ()


def resolve_places(
    mentions: Sequence[PlaceMention], gazetteer: SqliteGazetteer, *, hints: PlaceHints | None = None
) -> list[Place]:
    """One place for each mention, in the same order; id, lat and lon are None where it can't be told."""
    return _Resolution(mentions, gazetteer, hints or PlaceHints()).places()


class _Resolution:
    """The state of one report while its places settle."""

    def __init__(
        self, mentions: Sequence[PlaceMention], gazetteer: SqliteGazetteer, hints: PlaceHints
    ) -> None:
        self._mentions = mentions
        self._gazetteer = gazetteer
        self._hints = hints
        self._by_span = {mention.name_span: mention for mention in mentions}
        self._chosen: dict[tuple[str, str], tuple[Scored, ...]] = {}

    def places(self) -> list[Place]:
        context = Context(countries=self._countries(), scope=self._scope())
        for _ in range(3):
            self._settle(context)
            context = self._context()
        main = self._main_place()
        return [self._at_written(mention, self._place(mention, main)) for mention in self._mentions]

    def _countries(self) -> dict[str, Counter[str]]:
        """How often each country is named, by its name or its people's, and how strongly it is hinted at."""
        counted: dict[str, Counter[str]] = {"": Counter(dict.fromkeys(self._hints.countries, 3))}
        for mention in self._mentions:
            if mention.role is MentionRole.DEMONYM:
                found = [p.country for p in self._gazetteer.find_people(mention.name)]
            else:
                found = self._as_countries(mention)
            counted.setdefault(plain_key(mention.name), Counter()).update(found)
        return counted

    def _as_countries(self, mention: PlaceMention) -> list[str]:
        places = self._gazetteer.find_strictly(mention.name)
        if any(self._is_province_at_home(place) for place in places):
            return []
        return [place.country for place in places if place.kind is PlacePrecision.COUNTRY]

    def _is_province_at_home(self, place: GazetteerPlace) -> bool:
        """ "Georgia" names no country in reports about the United States."""
        return place.kind is PlacePrecision.PROVINCE and place.country in self._hints.countries

    def _scope(self) -> frozenset[str]:
        """The countries that the report is known to be about, and those that it names."""
        return self._named_countries() if self._hints.countries else frozenset()

    def _named_countries(self) -> frozenset[str]:
        return frozenset(code for counted in self._countries().values() for code in counted)

    def _settle(self, context: Context) -> None:
        """Choose again for every name, the wider area that the words give first."""
        order = sorted(self._named(), key=lambda mention: mention.within is not None)
        chosen: dict[tuple[str, str], tuple[Scored, ...]] = {}
        for mention in order:
            key = self._key(mention)
            if key not in chosen:
                chosen[key] = self._ranked(mention, context, self._container(mention, chosen))
        self._chosen = chosen

    def _ranked(
        self, mention: PlaceMention, context: Context, container: tuple[GazetteerPlace, ...]
    ) -> tuple[Scored, ...]:
        """Candidates in the order of their fit; names that merely look alike only where none fits, or fits the kind."""
        name, beside = mention.name, self._beside(mention)
        named = [place for place in self._candidates(mention) if _is_around(place, name, beside)]
        scored = ranked(named, mention, context, container)
        is_settled = self._is_settled(scored, mention, container)
        if is_settled and is_of_kind(scored[0].place, mention):
            return scored
        near_names = [place for place in self._alike(mention, context) if _is_around(place, name, beside)]
        alike = ranked(near_names, mention, context, container)
        if self._is_settled(alike, mention, container) and not (
            is_settled and alike[0].score <= scored[0].score
        ):
            return tuple(replace(one, is_alike=True) for one in alike)
        if is_settled:
            return scored
        return tuple(replace(one, score=min(one.score, _ACCEPTED - 1)) for one in scored)

    def _is_settled(
        self, scored: tuple[Scored, ...], mention: PlaceMention, container: tuple[GazetteerPlace, ...]
    ) -> bool:
        if not scored or scored[0].score < _ACCEPTED:
            return False
        if self._is_called_part(mention) and is_town_beside(scored[0].place, mention.name, container):
            return False
        around = self._by_span.get(mention.within) if mention.within else None
        if around is not None and around.within is None and (mention.is_inside or mention.kind in PARTS):
            return lies_inside(scored[0].place, mention.name, container)
        is_address = around is not None and around.within is not None
        return fits_container(scored[0].place, mention.name, container, is_address=is_address)

    def _is_called_part(self, mention: PlaceMention) -> bool:
        """True for "the X neighborhood, Y city": a part of the town that the words name."""
        around = self._by_span.get(mention.within) if mention.within else None
        is_town = around is not None and around.kind in _POPULATED
        return is_town and mention.kind in (PlacePrecision.NEIGHBOURHOOD, PlacePrecision.UNKNOWN)

    def _named(self) -> list[PlaceMention]:
        silent = (MentionRole.FEATURE, MentionRole.DEMONYM)
        return [
            mention
            for mention in self._mentions
            if mention.name and mention.role not in silent and not mention.is_point
        ]

    def _key(self, mention: PlaceMention) -> tuple[str, str]:
        """One sense a report: a name means one place, unless its words say that it lies elsewhere."""
        container = (
            self._by_span.get(mention.within) if mention.within else self._container_elsewhere(mention)
        )
        kind = (
            mention.kind.value if mention.kind in (PlacePrecision.PROVINCE, PlacePrecision.DISTRICT) else ""
        )
        return plain_key(mention.name), kind + (plain_key(container.name) if container else "")

    def _container_elsewhere(self, mention: PlaceMention) -> PlaceMention | None:
        """What the same name lies in where another mention says it."""
        key = plain_key(mention.name)
        for other in self._mentions:
            if other.within and plain_key(other.name) == key and other.name:
                return self._by_span.get(other.within)
        return None

    def _container(
        self, mention: PlaceMention, chosen: dict[tuple[str, str], tuple[Scored, ...]]
    ) -> tuple[GazetteerPlace, ...]:
        """What the words say that it lies in; beyond a name that is not known, what that lies in."""
        container = (
            self._by_span.get(mention.within) if mention.within else self._container_elsewhere(mention)
        )
        if container is None or container is mention or is_outside(container.relation):
            return ()
        known, scored = self._known(container, chosen)
        return tuple(around(known.relation, _as_wide(one.place, known)) for one in scored[:2])

    def _known(
        self, mention: PlaceMention, chosen: dict[tuple[str, str], tuple[Scored, ...]]
    ) -> tuple[PlaceMention, tuple[Scored, ...]]:
        """The place if it is known, else the area that it is said to lie in, and so on; towns beyond it may be a list."""
        around: PlaceMention | None = mention
        for _ in self._mentions:
            if around is None or (around is not mention and is_outside(around.relation)):
                break
            scored = chosen.get(self._key(around)) or self._chosen.get(self._key(around)) or ()
            if scored and scored[0].score >= _ACCEPTED:
                is_listed = around is not mention and scored[0].place.kind in _POPULATED
                return around, () if is_listed else scored
            around = self._by_span.get(around.within) if around.within else None
        return mention, ()

    def _candidates(self, mention: PlaceMention) -> Sequence[GazetteerPlace]:
        name = mention.name
        if mention.kind and (named := self._with_kind(mention)):
            return named
        if mention.role is not MentionRole.ANAPHOR and (found := self._abbreviated(mention)):
            return found
        return self._gazetteer.find(name)

    def _alike(self, mention: PlaceMention, context: Context) -> list[GazetteerPlace]:
        """A second try: names with the same consonants, in the countries that the report speaks of.

        Arabic writes most names with few letters: there the words must say that it is a place that has a name;
        what a hospital or a depot is called is often no name of a place.
        """
        says_place = mention.kind not in (None, *_BUILT) or mention.within
        if is_arabic(mention.name) and not says_place:
            return []
        if len(skeleton_key(mention.name)) < _ENOUGH_CONSONANTS:
            return []
        key = plain_key(mention.name)
        found = self._gazetteer.find_alike(mention.name)
        return [p for p in found if context.may_be_meant(p, key, is_slip=is_slip(p.name, mention.name))]

    def _beside(self, mention: PlaceMention) -> GazetteerPlace | None:
        """The area that the words say it lies in by a town that it lies outside of: "east of" that."""
        around = self._by_span.get(mention.within) if mention.within else None
        scored = self._chosen.get(self._key(around)) if around and is_outside(around.relation) else None
        if around is None or not scored or scored[0].score < _ACCEPTED:
            return None
        return relative_area(around.relation, scored[0].place, self._gazetteer) or scored[0].place

    def _with_kind(self, mention: PlaceMention) -> Sequence[GazetteerPlace]:
        """Places of the wider kind that the words give: "Kirkuk governorate" is no city."""
        if mention.kind not in (PlacePrecision.PROVINCE, PlacePrecision.DISTRICT, PlacePrecision.SUBDISTRICT):
            return ()
        whole = self._gazetteer.find_strictly(mention.words)
        found = (*whole, *self._gazetteer.find(mention.name))
        wide = [place for place in found if place.kind is mention.kind]
        return list(dict.fromkeys((*wide, *found)))

    def _abbreviated(self, mention: PlaceMention) -> Sequence[GazetteerPlace]:
        """The area that "Ky." or "KY" stands for; after a town's name its full stop may be missing ("Tampa, Fla")."""
        name = mention.name
        if name.endswith(".") or (len(name) == 2 and name.isupper()):
            return self._gazetteer.find_abbreviated(name)
        is_after_town = any(other.within == mention.name_span for other in self._mentions)
        return (
            self._gazetteer.find_abbreviated(f"{name}.") if is_after_town and len(name) <= _SHORT_FORM else ()
        )

    def _context(self) -> Context:
        """What the names that are clear by now say about where the report plays."""
        best = [one.place for one in self._accepted()]
        scope = self._scope()
        return Context(
            countries=self._countries(),
            votes=[vote for (name, _), scored in self._chosen.items() for vote in _votes(name, scored)],
            near=self._hints.near,
            scope=scope,
            home=frozenset(self._home(scope)),
            names=frozenset(plain_key(place.name) for place in best)
            | frozenset(key for key, _ in self._chosen),
        )

    def _home(self, scope: frozenset[str]) -> Iterator[tuple[str, str]]:
        """The names that surely mean a place of note in these countries, each with its area."""
        for (name, _), scored in self._chosen.items():
            best = scored[0] if scored and scored[0].score >= _ACCEPTED else None
            is_sure = best and not best.is_alike and _is_anchor(best.place) and best.place.country in scope
            if best and is_sure and best.place.admin1:
                yield name, best.place.admin1

    def _accepted(self) -> list[Scored]:
        return [scored[0] for scored in self._chosen.values() if scored and scored[0].score >= _ACCEPTED]

    def _main_place(self) -> GazetteerPlace | None:
        """The town that the report is about: the one named most, if it is named clearly more than any other.

        What another place is said to lie in ("Hawija town, Kirkuk") is named for that place's sake.
        """
        containers = {mention.within for mention in self._mentions if mention.within}
        quarters = self._quarters()
        counted: Counter[str] = Counter()
        by_id: dict[str, GazetteerPlace] = {}
        for mention in self._mentions:
            scored = self._chosen.get(self._key(mention)) if mention.name else None
            is_named = mention.role is MentionRole.PLACE and mention.name_span not in containers
            is_named = is_named and plain_key(mention.name) not in quarters
            if scored and is_named and scored[0].place.kind in _POPULATED:
                by_id[scored[0].place.id] = scored[0].place
                counted[scored[0].place.id] += 1
        common = counted.most_common(2)
        if not common:
            return self._town_of_dateline()
        if len(common) > 1 and common[1][1] * 2 > common[0][1]:
            return None
        return by_id[common[0][0]]

    def _town_of_dateline(self) -> GazetteerPlace | None:
        """Where the report comes from, if no other town is named in it."""
        for mention in self._mentions:
            scored = self._chosen.get(self._key(mention)) if mention.role is MentionRole.DATELINE else None
            if scored and scored[0].score >= _ACCEPTED and scored[0].place.kind in _POPULATED:
                return scored[0].place
        return None

    def _quarters(self) -> frozenset[str]:
        """The names that the words call a quarter somewhere in the report, of no town that they name ("of the city")."""
        return frozenset(
            plain_key(mention.name)
            for mention in self._mentions
            if mention.kind is PlacePrecision.NEIGHBOURHOOD
            and mention.name
            and not self._lies_in_named(mention)
        )

    def _is_only_built(self, name: str) -> bool:
        """True for a name that stands in that of something built alone, or with a side alone: "East Firdos"."""
        called = [mention for mention in self._mentions if plain_key(mention.name) == plain_key(name)]
        return all(_is_part_of_town(mention) and not self._lies_in_named(mention) for mention in called)

    def _lies_in_named(self, mention: PlaceMention) -> bool:
        around = self._by_span.get(mention.within) if mention.within else None
        return around is not None and around.role is not MentionRole.ANAPHOR

    def _quarter_of(
        self, main: GazetteerPlace | None, mention: PlaceMention, scored: Sequence[Scored]
    ) -> Place | None:
        """What is in the main place, where the words call a quarter what is otherwise known as a town far away alone.

        So is what is built, or a side, that bears the name of small towns of several areas: none of them is meant.
        """
        best = scored[0].place
        is_quarter = plain_key(mention.name) in self._quarters()
        if main is None or not (is_quarter or (_is_common(scored) and self._is_only_built(mention.name))):
            return None
        is_smaller = best.kind in _POPULATED and best.population < main.population
        if not is_smaller or _apart(best, main) <= _OUTERMOST_QUARTER_M:
            return None  # "a Mosul neighborhood" is one of Mosul
        near = [one for one in scored if _apart(one.place, main) <= _OUTERMOST_QUARTER_M]
        if near:
            return resolved(mention, near, "gazetteer")
        return inside(mention, resolved(mention, [Scored(main, 1.0)], IN_CONTAINER))

    def _at_written(self, mention: PlaceMention, place: Place) -> Place:
        """The place at the coordinates that the report states for it."""
        if mention.written is None:
            return place
        countries = {place.country} if place.country else self._hints.countries or self._named_countries()
        boxes = (self._gazetteer.box_of(country) for country in sorted(countries))
        return at_written(place, mention.written, [box for box in boxes if box])

    def _place(self, mention: PlaceMention, main: GazetteerPlace | None) -> Place:
        if mention.role is MentionRole.FEATURE:
            return unresolved(mention, FEATURE)
        if mention.role is MentionRole.ANAPHOR:
            return self._described(mention, main)
        if mention.role is MentionRole.DEMONYM:
            return resolved(
                mention, [Scored(p, 1.0) for p in self._gazetteer.find_people(mention.name)], "demonym"
            )
        if mention.is_point:
            return unresolved(mention, "point")
        scored = self._chosen.get(self._key(mention), ())
        if not scored or scored[0].score < _ACCEPTED:
            return (
                self._by_container(mention, main)
                or _in_town(mention, main)
                or unresolved(mention, "doubtful" if scored else "unknown name", scored)
            )
        if mention.other and (way := self._between(mention, scored[0].place)):
            return way
        if quarter := self._quarter_of(main, mention, scored):
            return quarter
        part = relative_area(mention.relation, scored[0].place, self._gazetteer)
        return resolved(mention, scored, "gazetteer", part)

    def _between(self, mention: PlaceMention, first: GazetteerPlace) -> Place | None:
        """The way between two settlements: an area of its own, which is in no gazetteer."""
        end = self._by_span.get(mention.other) if mention.other else None
        scored = self._chosen.get(self._key(end)) if end else None
        if not scored or scored[0].score < _ACCEPTED or scored[0].place.kind in _TOO_WIDE:
            return None
        way = between(first, scored[0].place)
        return replace(resolved(mention, [Scored(way, 1.0)], "between"), id=None) if way else None

    def _by_container(self, mention: PlaceMention, main: GazetteerPlace | None) -> Place | None:
        """A place that no gazetteer knows, in the town or area that the words give: that one's point and radius."""
        container = self._by_span.get(mention.within) if mention.within else None
        if container is None:
            return None
        container, scored = self._known(container, {})
        if not scored or scored[0].place.kind in _TOO_WIDE:
            return None
        if mention.name_span.covers(container.name_span) and scored[0].place.population < _OF_NOTE:
            return None
        quarter = self._quarter_of(main, container, scored)
        around = quarter or resolved(mention, scored, IN_CONTAINER)
        return inside(
            mention, replace(around, words=mention.words, relation=mention.relation, span=mention.span)
        )

    def _described(self, mention: PlaceMention, main: GazetteerPlace | None) -> Place:
        """ "The city" and its parts mean the report's main place, if that is clear."""
        if main is None:
            return unresolved(mention, NOT_CLEAR)
        if not mention.name:
            part = relative_area(mention.relation, main, self._gazetteer)
            if mention.kind not in _ALSO_CALLED.get(main.kind, ()):
                return unresolved(mention, NOT_CLEAR)
            return resolved(mention, [Scored(main, 1.0)], "main place", part)
        parts = [
            p
            for p in self._gazetteer.find(mention.name)
            if p.parent and plain_key(p.parent) == plain_key(main.name)
        ]
        if parts:
            return resolved(mention, [Scored(part, 1.0) for part in parts], "part of the main place")
        return resolved(mention, [Scored(main, 1.0)], "main place")


def _is_part_of_town(mention: PlaceMention) -> bool:
    """True for "Firdos motel", for the name in "Firdos High School", and for "East Firdos", which is called so."""
    if mention.role is MentionRole.IN_NAME or mention.kind in PARTS:
        return True
    return bool(mention.relation) and _NAMED_SIDE.match(mention.words) is not None


def _in_town(mention: PlaceMention, main: GazetteerPlace | None) -> Place | None:
    """A street that no gazetteer knows, in the town that the report is about."""
    last_word = mention.name.rpartition(" ")[2].lower()
    is_street = last_word in place_words("en")["streets_of_towns"]
    if main is None or main.kind not in _TOWNS or mention.within or not is_street:
        return None
    return inside(mention, resolved(mention, [Scored(main, 1.0)], IN_CONTAINER))


def _is_common(scored: Sequence[Scored]) -> bool:
    """True for the name of small towns in several areas of one country."""
    best = scored[0].place
    areas = {one.place.admin1 for one in scored if one.place.country == best.country}
    return best.population < _OF_NOTE and len(areas) > 1


def _apart(place: GazetteerPlace, other: GazetteerPlace) -> float:
    return distance_m((place.lat, place.lon), (other.lat, other.lon))


def _is_around(place: GazetteerPlace, name: str, beside: GazetteerPlace | None) -> bool:
    """False for a hamlet that is spelt otherwise, in another area of the country across no near border: a namesake."""
    if beside is None or place.admin1 == beside.admin1:
        return True
    is_known = place.population >= _OF_NOTE or is_main_name(place, name)
    return is_known or _apart(place, beside) <= 2 * beside.radius_m + _BORDER_M


def _as_wide(place: GazetteerPlace, mention: PlaceMention) -> GazetteerPlace:
    """The town that stands for its district, where the words speak of the district, as wide as one is."""
    if mention.kind in (PlacePrecision.DISTRICT, PlacePrecision.SUBDISTRICT) and place.kind in _POPULATED:
        return replace(place, radius_m=max(place.radius_m, DEFAULT_RADIUS_M[PlacePrecision.SUBDISTRICT]))
    return place


def _is_anchor(place: GazetteerPlace) -> bool:
    """A place of note, or a wide area: what others are looked for around."""
    return place.population >= _OF_NOTE or place.kind not in _POPULATED


def _votes(name: str, scored: Sequence[Scored]) -> Iterator[Vote]:
    """The likeliest readings of a name, each by its share; nothing where no reading fits."""
    likely = [one for one in scored[:_READINGS] if one.score >= _ACCEPTED]
    weights = [math.exp(one.score - likely[0].score) for one in likely]
    total = sum(weights)
    yield from (Vote(name, one.place, w / total) for one, w in zip(likely, weights, strict=True))
