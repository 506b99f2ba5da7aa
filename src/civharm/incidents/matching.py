"""Incidents of one recorder beside those of another: which are the same, as proposals with reasons.

Recorders spell places as they like, give one day or several, and count differently. A pair is compared where the days
are at most `longest_gap` apart and the areas have one name; each record goes into one proposal at most, the surest first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from civharm.incidents.matching_rules import MatchingRules, matching_rules
from civharm.incidents.naming import name_likeness, names_in
from civharm.model.incidents import Feature, score_of
from civharm.model.places import distance_m

Point = tuple[float, float]
#: A record of a longer time than that is of no moment, and is matched with nothing.
_LONGEST_DAYS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent:
    """An incident as a recorder's table tells it.

    `places` are its spellings, `area` the name of the governorate, `within` that of the district; `points` are all
    places (lat, lon) that the names may mean. `killed` are civilians, from the least to the most; None: not told.
    """

    id: str
    start: date
    end: date
    places: tuple[str, ...]
    area: str
    within: str | None = None
    points: tuple[Point, ...] = ()
    killed: tuple[int, int] | None = None
    is_wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMatch:
    """A record of each side that are likely one incident, for a person to judge."""

    left: str
    right: str
    score: float
    features: tuple[Feature, ...]


def match_events(
    left: Iterable[RecordedEvent], right: Iterable[RecordedEvent], *, rules: MatchingRules | None = None
) -> tuple[ProposedMatch, ...]:
    """The proposals, the surest first. The order of the input is of no matter."""
    rules = rules or matching_rules()
    found = sorted(_likely(left, right, rules), key=lambda match: (-match.score, match.left, match.right))
    taken: set[tuple[str, str]] = set()
    proposed = []
    for match in found:
        sides = {("left", match.left), ("right", match.right)}
        if not sides & taken:
            taken |= sides
            proposed.append(match)
    return tuple(proposed)


def _likely(
    left: Iterable[RecordedEvent], right: Iterable[RecordedEvent], rules: MatchingRules
) -> Iterator[ProposedMatch]:
    by_day = _by_day(right)
    for one in left:
        for other in _around(one, by_day, days=rules.day.longest_gap):
            features = compare_records(one, other, rules=rules)
            if (score := score_of(features)) >= rules.propose:
                yield ProposedMatch(left=one.id, right=other.id, score=score, features=features)


def compare_records(
    left: RecordedEvent, right: RecordedEvent, *, rules: MatchingRules
) -> tuple[Feature, ...]:
    """All that speaks for or against their being one, the prior among it."""
    found = (
        Feature(name="prior", weight=rules.prior, detail="two records of one area and time"),
        _day(left, right, rules),
        *_place(left, right, rules),
        _toll(left.killed, right.killed, rules),
    )
    return tuple(feature for feature in found if feature)


def _by_day(events: Iterable[RecordedEvent]) -> Mapping[tuple[str, date], Sequence[RecordedEvent]]:
    by_day: dict[tuple[str, date], list[RecordedEvent]] = defaultdict(list)
    for event in events:
        length = (event.end - event.start).days
        for offset in range(length + 1 if length <= _LONGEST_DAYS else 0):
            by_day[event.area, event.start + timedelta(days=offset)].append(event)
    return by_day


def _around(
    event: RecordedEvent, by_day: Mapping[tuple[str, date], Sequence[RecordedEvent]], *, days: int
) -> Iterable[RecordedEvent]:
    first, last = event.start - timedelta(days=days), event.end + timedelta(days=days)
    wanted = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return {other.id: other for day in wanted for other in by_day.get((event.area, day), ())}.values()


def _day(left: RecordedEvent, right: RecordedEvent, rules: MatchingRules) -> Feature:
    gap = max((right.start - left.end).days, (left.start - right.end).days, 0)
    period = max((event.end - event.start).days for event in (left, right)) > 1
    weight = (rules.day.apart if gap else rules.day.same) + (rules.period if period else 0.0)
    detail = f"{left.start}/{left.end} and {right.start}/{right.end}"
    return Feature(name="time", weight=weight, detail=detail)


def _place(left: RecordedEvent, right: RecordedEvent, rules: MatchingRules) -> Iterator[Feature]:
    mine, theirs = _names(left, rules), _names(right, rules)
    alike = _likeness((names[0] for names in mine if names), (name for names in theirs for name in names))
    yield Feature(name="name", weight=rules.worth_of(alike), detail=f"{left.places[0]}, {right.places[0]}")
    metres = _metres(left.points, right.points)
    if alike < rules.alike:
        yield from _beside(mine, theirs, right=right, rules=rules)
        if metres is not None and metres <= rules.near_m:
            yield Feature(name="distance", weight=rules.near, detail=f"{metres:.0f} m")
    if metres is not None and metres > rules.apart_m:
        yield Feature(name="distance", weight=rules.apart, detail=f"{metres / 1000:.0f} km")
    if left.is_wide or right.is_wide:
        yield Feature(name="wide", weight=rules.wide, detail="placed in an area alone")
    if _is_way(left, rules) != _is_way(right, rules):
        yield Feature(name="way", weight=rules.way, detail="a road or a junction beside a town")


def _beside(
    mine: Sequence[Sequence[str]],
    theirs: Sequence[Sequence[str]],
    *,
    right: RecordedEvent,
    rules: MatchingRules,
) -> Iterator[Feature]:
    """What the further names of a place say: the town of a quarter, the district of a village."""
    around = [name for names in mine for name in names[1:]]
    if _likeness(around, (name for names in theirs for name in names)) >= rules.alike:
        yield Feature(name="around", weight=rules.around, detail=f"within {right.places[0]}")
    if right.within and _likeness(around, names_in(right.within, kinds=rules.kinds)) >= rules.alike:
        yield Feature(name="area", weight=rules.same_area, detail=f"both in {right.within}")


def _names(event: RecordedEvent, rules: MatchingRules) -> list[tuple[str, ...]]:
    return [names_in(place, kinds=rules.kinds) for place in event.places]


def _likeness(mine: Iterable[str], theirs: Iterable[str]) -> float:
    others = tuple(theirs)
    return max((name_likeness(name, other) for name in mine for other in others), default=0.0)


def _metres(left: Sequence[Point], right: Sequence[Point]) -> float | None:
    return min((distance_m(a, b) for a in left for b in right), default=None)


def _is_way(event: RecordedEvent, rules: MatchingRules) -> bool:
    return any(_has_word(place, rules.ways) for place in event.places)


@lru_cache(maxsize=1 << 14)
def _has_word(place: str, words: frozenset[str]) -> bool:
    return bool(words & set(place.casefold().split()))


def _toll(
    left: tuple[int, int] | None, right: tuple[int, int] | None, rules: MatchingRules
) -> Feature | None:
    if left is None or right is None:
        return None
    detail = f"killed {left[0]}–{left[1]}, {right[0]}–{right[1]}"
    if (left[1] == 0) != (right[1] == 0):
        return Feature(name="killed", weight=rules.toll.no_civilians, detail=detail)
    if left[0] <= right[1] and right[0] <= left[1]:
        same = rules.toll.same if set(left) & set(right) else 0.0
        return Feature(name="killed", weight=rules.toll.agrees + same, detail=detail)
    lower, upper = sorted((left, right))
    is_near = upper[0] <= max(2 * lower[1], lower[1] + 2)
    return Feature(name="killed", weight=rules.toll.near if is_near else rules.toll.differs, detail=detail)
