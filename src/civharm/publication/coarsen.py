"""Points that must not be shown as they are (METHOD R34): on a grid, at the centre of an area, or not at all.

Never moved at random: who has many releases could take the mean. The cells of a coarser grid are made of those of a finer
one, so that two releases together tell no more than the finer of them.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from math import ceil, floor
from typing import Any

from civharm.model.coarsening import Area, Coarseness, Coarsening, mark_of
from civharm.model.places import Place, PlacePrecision, distance_m
from civharm.model.reports import Report
from civharm.model.spans import Span
from civharm.places.words import place_words
from civharm.places.written import is_of_refuge, written_coordinates

Point = tuple[float, float]
#: How the rule of a place begins that is shown as a person decided.
SHOWN_TO = "shown to: "
#: Sides of a grid's cells in hundredths of a degree: about 1.1 km to each from north to south.
_SIDES = {Coarseness.KM_1: 1, Coarseness.KM_5: 5, Coarseness.KM_10: 10}
#: Nearer the poles degrees of longitude are short: cells are so many times as wide from these latitudes on, in degrees.
_WIDER = ((70, 4), (48, 2))
_HUNDREDTHS = 100
#: A radius is told in whole hundreds of metres.
_ROUND_M = 100
_RUNGS = {
    Coarseness.KM_1: PlacePrecision.NEIGHBOURHOOD,
    Coarseness.KM_5: PlacePrecision.SUBDISTRICT,
    Coarseness.KM_10: PlacePrecision.SUBDISTRICT,
    Coarseness.DISTRICT: PlacePrecision.DISTRICT,
    Coarseness.PROVINCE: PlacePrecision.PROVINCE,
    Coarseness.COUNTRY: PlacePrecision.COUNTRY,
}
#: How a place of shelter or care is shown where nobody decided otherwise; its name stays.
_BY_DEFAULT = Coarseness.KM_1
#: What is known no finer needs none of that; the corners of a cell of the finest grid are as far from its centre anywhere.
_FINE_M = 600
#: On a grid nothing finer than that is told in words.
_AREA = PlacePrecision.PROVINCE
#: A place in a correction may lack the others.
_PLACE_FIELDS = frozenset({"words", "name", "lat", "lon"})
_CHANGED_FIELDS = ("words", "name", "id", "lat", "lon", "radius_m", "relation", "within", "rule")


def points_of_refuge(
    reports: Iterable[Report], texts: Mapping[str, str]
) -> Iterator[tuple[str, Span, Point | None]]:
    """Coordinates in reports near words of shelter or care: the report, where they stand, and the point."""
    for report in reports:
        text = texts.get(report.id, "")
        for written in written_coordinates(text):
            if is_of_refuge(written, text, language=report.language):
                point = written.coordinates.point if written.coordinates else None
                yield report.id, written.span, point


def coarse_place(place: Place, points: Collection[Point], how: Coarsening | None = None) -> Place:
    """The place as it may be shown: as a person decided, else on the grid if its point or its name asks for it."""
    if how is not None:
        return place if how.to is Coarseness.AS_KNOWN else _as_decided(place, how)
    if place.lat is None or place.lon is None:
        return place
    if (place.lat, place.lon) in points or ((place.radius_m or 0) < _FINE_M and _names_refuge(place)):
        return _on_grid(place, _BY_DEFAULT)
    return place


def _as_decided(place: Place, how: Coarsening) -> Place:
    """Nothing is left of the place by which the gazetteer would give its point away."""
    if place.rule == (rule := f"{SHOWN_TO}{how.to}"):
        return place
    name = how.name or place.country or "?"
    bare = replace(
        place,
        words=name,
        name=name,
        id=None,
        relation=None,
        within=how.name or None,
        alternatives=(),
        span=None,
        rule=rule,
    )
    if how.to in _SIDES and bare.is_located:
        return _on_grid(bare, how.to)
    if how.to.is_area and how.area is not None and how.area.of == mark_of(place):
        return _at_centre(bare, how.area, how.to)
    return replace(bare, lat=None, lon=None, radius_m=None, precision=_coarser(place, Coarseness.COUNTRY))


def is_shown_coarsely(place: Place | None) -> bool:
    """True for a place that a person decided to show coarsely."""
    return place is not None and place.rule.startswith(SHOWN_TO)


def _on_grid(place: Place, to: Coarseness) -> Place:
    """At the centre of its cell, with a radius that holds all that its own radius held."""
    if place.lat is None or place.lon is None:
        return place
    lat, lon, reach = cell_of((place.lat, place.lon), to)
    return replace(
        place, lat=lat, lon=lon, radius_m=_rounded(reach + (place.radius_m or 0)), precision=_coarser(place, to)
    )  # fmt: skip


def _at_centre(place: Place, area: Area, to: Coarseness) -> Place:
    return replace(place, lat=area.lat, lon=area.lon, radius_m=area.radius_m, precision=_coarser(place, to))


def _coarser(place: Place, to: Coarseness) -> PlacePrecision:
    """The rung that a way of showing leaves; one that was coarser stays."""
    if place.precision is PlacePrecision.UNKNOWN:
        return _RUNGS[to]
    return max(place.precision, _RUNGS[to], key=lambda rung: rung.coarseness)


def cell_of(point: Point, to: Coarseness) -> tuple[float, float, float]:
    """The centre of a point's cell, and how far its corners are from there in metres."""
    lat, lon = point
    side = _SIDES[to]
    south = floor(round(lat * _HUNDREDTHS, 6) / side) * side
    wide = side * next((times for least, times in _WIDER if abs(south + side / 2) >= least * _HUNDREDTHS), 1)
    west = floor(round(lon * _HUNDREDTHS, 6) / wide) * wide
    centre = ((south + side / 2) / _HUNDREDTHS, (west + wide / 2) / _HUNDREDTHS)
    corners = ((south + each) / _HUNDREDTHS for each in (0, side))
    reach = max(distance_m(centre, (corner, west / _HUNDREDTHS)) for corner in corners)
    return _within(centre[0], 90), _within(centre[1], 180), reach


def _within(degrees: float, most: int) -> float:
    return round(max(-most, min(most, degrees)), 4)


def _rounded(metres: float) -> int:
    return ceil(metres / _ROUND_M) * _ROUND_M


def _names_refuge(place: Place) -> bool:
    """True if the place is called a shelter, a camp, a hospital."""
    pattern = _refuge_names()
    return any(pattern.search(words.casefold()) for words in (place.name, place.words))


@cache
def _refuge_names() -> re.Pattern[str]:
    words = sorted(word for language in ("en", "ar") for word in place_words(language)["refuge_names"])
    return re.compile(rf"\b(?:ال|وال|بال|لل)?(?:{'|'.join(map(re.escape, words))})(?:s|ات)?\b")


def words_finer(place: Place, how: Coarsening) -> Iterator[str]:
    """The words that tell a place, or what it lies in, more finely than it is shown."""
    least = _RUNGS[how.to].coarseness if how.to.is_area or how.to is Coarseness.COUNTRY else _AREA.coarseness
    if place.precision.coarseness < least or place.precision is PlacePrecision.UNKNOWN:
        yield from (place.name, place.words)
        if place.within and place.within != how.name:
            yield place.within
    yield from (each.name for each in place.alternatives)


def coarse_line(
    line: dict[str, Any], points: Collection[Point], how: Coarsening | None = None
) -> dict[str, Any]:
    """As `coarse_place`, for a place in a line of output."""
    if _PLACE_FIELDS <= line.keys():
        place = _place_in(line)
        coarse = coarse_place(place, points, how)
        if coarse is place:
            return line
        changed = {name: getattr(coarse, name) for name in _CHANGED_FIELDS if name in line}
        emptied: dict[str, Any] = {
            name: empty for name, empty in (("alternatives", []), ("span", None)) if name in line
        }
        is_kept = coarse.name == place.name
        return {**line, **changed, **({} if is_kept else emptied), "precision": coarse.precision.value}
    point = (line.get("lat"), line.get("lon"))
    if point not in points or "radius_m" not in line:
        return line
    lat, lon, reach = cell_of((line["lat"], line["lon"]), _BY_DEFAULT)
    coarse_point = {"lat": lat, "lon": lon, "radius_m": _rounded(reach + (line["radius_m"] or 0))}
    return {**line, **coarse_point, "precision": _RUNGS[_BY_DEFAULT].value}


def _place_in(line: Mapping[str, Any]) -> Place:
    return Place(
        words=line["words"],
        name=line["name"],
        id=line.get("id"),
        country=line.get("country"),
        lat=line["lat"],
        lon=line["lon"],
        precision=PlacePrecision(line.get("precision", PlacePrecision.UNKNOWN)),
        radius_m=line.get("radius_m"),
        relation=line.get("relation"),
        within=line.get("within"),
        rule=line.get("rule", ""),
    )
