"""Events that turn out to be one once each has its day and place: the same people told of again.

A street, a hospital or a later day keeps sentences about one event apart while the text is read. Afterwards those
that count the same people, of one day and near each other, are joined; what has a day and a place of its own is
left alone, as in a round-up of many events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from civharm.claims.english.events.circumstances import is_dated
from civharm.claims.english.events.occurrences import AREAS, is_near, same_place
from civharm.claims.english.events.told_again import tells_again
from civharm.claims.english.finders.attacks import GENERAL_EVENTS
from civharm.claims.english.findings import Settled
from civharm.model.places import Place, PlacePrecision
from civharm.model.times import When

#: Of a long chronicle, so many events back are looked at.
_REMEMBERED = 50
_Members = Sequence[Settled]


def rejoined(settled: Sequence[Settled]) -> tuple[Settled, ...]:
    """The findings, those of events that count the same people under one occurrence."""
    members: dict[str, list[Settled]] = {}
    for one in settled:
        if one.occurrence is not None:
            members.setdefault(one.occurrence, []).append(one)
    homes: dict[str, str] = {}
    kept: dict[str, list[Settled]] = {}
    for name, told in members.items():
        near = list(kept)[-_REMEMBERED:]
        homes[name] = next((other for other in near if _is_one(told, kept[other])), name)
        kept.setdefault(homes[name], []).extend(told)
    return tuple(_moved(one, homes) for one in settled)


def _moved(one: Settled, homes: Mapping[str, str]) -> Settled:
    return replace(one, occurrence=homes[one.occurrence]) if one.occurrence is not None else one


def _is_one(later: _Members, earlier: _Members) -> bool:
    return (
        not any(_is_told_in_full(one) for one in later)
        and _on_one_day(_days(later), _days(earlier))
        and _at_one_place(later, earlier)
        and _of_one_kind(later, earlier)
        and later[0].finding.is_motive == earlier[0].finding.is_motive
        and any(tells_again(one, earlier) for one in later)
    )


def _is_told_in_full(one: Settled) -> bool:
    """A day and a place of its own."""
    is_of_care = one.finding.tells_of_care
    return one.is_own_when and is_dated(one.when) and one.is_own_where and bool(one.where) and not is_of_care


def _days(members: _Members) -> list[When]:
    return [one.when for one in members if one.when is not None and is_dated(one.when)]


def _places(members: _Members) -> list[Place]:
    return [
        place for one in members for place in one.where if place.is_located and place.precision not in AREAS
    ]


def _unlocated(members: _Members) -> set[str]:
    """Names of towns and villages that the gazetteer lacks: each may be anywhere."""
    spot = PlacePrecision.LANDMARK.coarseness
    places = (place for one in members for place in one.where if not place.is_located)
    return {place.name.casefold() for place in places if place.precision.coarseness > spot}


def _on_one_day(later: Sequence[When], earlier: Sequence[When]) -> bool:
    return not later or not earlier or any(one.overlaps(other) for one in later for other in earlier)


def _at_one_place(later: _Members, earlier: _Members) -> bool:
    """Near each other; what is told with a place of its own, at the very place."""
    own = [
        place for one in later if one.is_own_where and not one.finding.tells_of_care for place in one.where
    ]
    there, here = _places(later), _places(earlier)
    if own:
        return same_place(own, here)
    if _unlocated(later) - _unlocated(earlier):
        return False
    return not there or not here or any(is_near(one, other) for one in there for other in here)


def _of_one_kind(later: _Members, earlier: _Members) -> bool:
    kinds, known = (
        {one.finding.event for one in told} - GENERAL_EVENTS - {None} for told in (later, earlier)
    )
    return not kinds or not known or bool(kinds & known)
