"""Where an outlet is at home, by its name: a weak hint which of several towns of one name its reports mean.

"kirkuknow.example", or by what stands of it behind a headline ("Qasr News 4, Kirkuk"): it never places an event, it only breaks ties between namesakes.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from civharm.model.places import PlacePrecision
from civharm.model.ports import GazetteerPlace
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mentions import find_places
from civharm.places.resolve import PlaceHints, resolve_places

Point = tuple[float, float]
_NOT_LETTERS = re.compile(r"[^a-z]")
#: ".com:80" at the end of an address.
_DOMAIN = re.compile(r"(?:\.[a-z]{2,4}){1,2}(?::\d+)?/?$")
#: Shorter names stand in too many words by chance.
_SHORTEST = 5
#: An outlet is named after a town of note, or after the province it serves.
_OF_NOTE = 50_000
_TOWNS = frozenset({PlacePrecision.CITY, PlacePrecision.TOWN})
_NAMESAKES = _TOWNS | {PlacePrecision.PROVINCE}


def homes_of_outlet(
    source: str | None, masthead: str | None, *, gazetteer: SqliteGazetteer, countries: Sequence[str]
) -> tuple[Point, ...]:
    """The towns or provinces of these countries that the outlet is named after; none where no country is known."""
    if not countries:
        return ()
    homes = [
        *_in_name(source or "", gazetteer, tuple(countries)),
        *_in_masthead(masthead or "", gazetteer, countries),
    ]
    return tuple(dict.fromkeys(homes))


def _in_name(name: str, gazetteer: SqliteGazetteer, countries: tuple[str, ...]) -> Iterator[Point]:
    """The place with the longest name that stands in the outlet's, its letters run together."""
    letters = _NOT_LETTERS.sub("", _DOMAIN.sub("", name.lower()))
    found = (place for key, place in _of_note(gazetteer, countries).items() if key in letters)
    longest = max(found, key=lambda place: (len(place.name), place.population), default=None)
    if longest is not None:
        yield longest.lat, longest.lon


@lru_cache(maxsize=8)
def _of_note(gazetteer: SqliteGazetteer, countries: tuple[str, ...]) -> dict[str, GazetteerPlace]:
    """Places that outlets are named after, by the letters of their names; of namesakes a town, the largest.

    No names that are words as well: "Union Leader", "The Enterprise".
    """
    places = [each for country in countries for each in gazetteer.of_country(country, inhabitants=_OF_NOTE)]
    by_key = {
        _NOT_LETTERS.sub("", place.name.lower()): place
        for place in sorted(places, key=lambda place: (place.kind in _TOWNS, place.population))
        if place.kind in _NAMESAKES and not gazetteer.is_word(place.name)
    }
    return {key: place for key, place in by_key.items() if len(key) >= _SHORTEST}


def _in_masthead(masthead: str, gazetteer: SqliteGazetteer, countries: Sequence[str]) -> Iterator[Point]:
    """The towns that the outlet names beside itself, or else the provinces."""
    mentions = find_places(masthead, language="en", gazetteer=gazetteer, entities=())
    hints = PlaceHints(countries=tuple(countries))
    named = resolve_places(mentions, gazetteer, hints=hints)
    towns = [place for place in named if place.precision in _TOWNS]
    for place in towns or (each for each in named if each.precision in _NAMESAKES):
        if place.lat is not None and place.lon is not None:
            yield place.lat, place.lon
