"""Which events are compared at all: those that share a day and a neighbourhood, a name, or a text; or a day and words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import combinations

from civharm.incidents.distance import is_fine
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.placeless import Posts, met_on_a_day, of_one_day
from civharm.incidents.said_days import weekdays
from civharm.incidents.words import fold_name
from civharm.model.places import Place

_CELL = 0.5  # degrees
_LONGEST = 10  # days: a longer interval has no days of its own
Key = tuple[str | int, ...]
#: An undated event is sought so many days back from its report: not less than reports follow up an attack. A date
#: without its year is sought a year back, and what a report looks back on at any time before it.
REACH = 60
_YEAR = 366
_EVER = 2**30


def candidate_pairs(
    occurrences: Iterable[Occurrence],
    *,
    alike: Iterable[tuple[str, str]],
    posts: Posts | None = None,
    fresh: Set[str] | None = None,
) -> list[tuple[Occurrence, Occurrence]]:
    """Pairs of events to compare, each once, in the order of their keys; `alike` are reports with like texts,
    `posts` tells which of them are short and share words: enough on one day.

    Where there are `fresh` events, by key, only the pairs that hold one of them.
    """
    by_key = {occurrence.key: occurrence for occurrence in occurrences}
    fresh = None if fresh is None or fresh >= by_key.keys() else fresh
    blocks: dict[Key, list[str]] = defaultdict(list)
    places: dict[str, list[str]] = defaultdict(list)
    for key in sorted(by_key):
        for block in set(blocks_of(by_key[key])):
            blocks[block].append(key)
        for name in place_names_of(by_key[key].places):
            places[name].append(key)
    vague = {key for key, occurrence in by_key.items() if is_vague_in_time(occurrence)}
    spans = {key: span_of(occurrence) for key, occurrence in by_key.items()}
    pairs = {pair for members in blocks.values() for pair in _pairs(members, fresh)}
    pairs |= {
        (left, right)
        for names in places.values()
        for left, right in _pairs(names, fresh)
        if (left in vague or right in vague) and _may_meet(spans[left], spans[right])
    }
    pairs |= {
        pair for pair in _of_like_texts(by_key.values(), alike) if fresh is None or not fresh.isdisjoint(pair)
    }
    pairs |= set(of_one_day(by_key.values(), posts, fresh)) if posts else set()
    return [(by_key[left], by_key[right]) for left, right in sorted(pairs)]


def met_in(
    left: Occurrence,
    right: Occurrence,
    *,
    alike: Iterable[tuple[str, str]],
    posts: Posts | None = None,
) -> tuple[str, ...]:
    """Why two events are compared, in words; nothing where they are not. Names of persons are not repeated."""
    met = {_block_words(block) for block in set(blocks_of(left)) & set(blocks_of(right))}
    if (is_vague_in_time(left) or is_vague_in_time(right)) and _may_meet(span_of(left), span_of(right)):
        names = place_names_of(left.places) & place_names_of(right.places)
        met |= {f"a time that is not told exactly, at a place called {name}" for name in names}
    if _of_like_texts([left, right], alike):
        met.add("their reports are alike")
    if posts and met_on_a_day(left, right, posts):
        met.add("one day, one of them in a short post without place and time, and words in common")
    return tuple(sorted(met))


def _block_words(block: Key) -> str:
    kind, *rest = block
    if isinstance(kind, int):  # the number of a day
        how, *where = rest
        near = f"at a place called {where[0]}" if how == "called" else "within some 50 km"
        return f"one day, or the next, {near}"
    return "a name of a person" if kind == "name" else "one text"


def _pairs(members: Sequence[str], fresh: Set[str] | None) -> Iterator[tuple[str, str]]:
    """The pairs of a block whose members are in order."""
    if fresh is None:
        yield from combinations(members, 2)
        return
    for key in fresh & set(members):
        yield from ((min(key, other), max(key, other)) for other in members if other != key)


def blocks_of(occurrence: Occurrence) -> Iterator[Key]:
    """What an event must share with another to be compared with it: a text, a name, or a day and an area."""
    yield from own_blocks_of(occurrence)
    if days := days_to_meet(occurrence):
        for area in areas_of(occurrence.places):
            for day in days:
                yield (day, *area)


def own_blocks_of(occurrence: Occurrence) -> Iterator[Key]:
    """Blocks that hang on neither day nor place."""
    yield ("text", occurrence.text_origin)
    for name in occurrence.names:
        yield ("name", name)


def areas_of(places: Iterable[Place]) -> frozenset[Key]:
    """The names of places, of what they lie in, and the map cells around their points."""
    return frozenset(area for place in places for area in _areas(place))


def place_names_of(places: Iterable[Place]) -> frozenset[str]:
    """Names of an event's places that bring it together with another event where one of the two is vague in time."""
    return frozenset(fold_name(place.name) for at, place in enumerate(places) if at == 0 or is_fine(place))


def is_vague_in_time(occurrence: Occurrence) -> bool:
    """True for an event without days of its own."""
    when = occurrence.when
    return when is None or when.days is None or when.days > _LONGEST


def span_of(occurrence: Occurrence) -> tuple[int, int]:
    """The first and last day, by number, on which it may have been: of an undated event by its report's publication."""
    when, published = occurrence.when, occurrence.published
    if when:
        return (
            when.start.toordinal() if when.start else -_EVER,
            when.end.toordinal() if when.end else _EVER,
        )
    if not published:
        return -_EVER, _EVER
    if occurrence.is_earlier:
        return -_EVER, published.toordinal()
    reach = _YEAR if occurrence.said_days - weekdays(occurrence.said_days) else REACH
    return published.toordinal() - reach, published.toordinal()


def _may_meet(left: tuple[int, int], right: tuple[int, int]) -> bool:
    """True for spans that overlap, or are a day apart."""
    return left[0] <= right[1] + 1 and right[0] <= left[1] + 1


def _of_like_texts(
    occurrences: Iterable[Occurrence], alike: Iterable[tuple[str, str]]
) -> set[tuple[str, str]]:
    told: dict[str, list[str]] = defaultdict(list)
    for occurrence in occurrences:
        told[occurrence.report_id].append(occurrence.key)
    return {
        (min(left, right), max(left, right))
        for first, second in alike
        for left in told.get(first, ())
        for right in told.get(second, ())
    }


def _areas(place: Place) -> Iterator[Key]:
    """The name of a place, the name of what it lies in, and the map cells around its point."""
    yield ("called", fold_name(place.name))
    if place.within:
        yield ("called", fold_name(place.within))
    if place.lat is not None and place.lon is not None:
        row, column = round(place.lat / _CELL), round(place.lon / _CELL)
        beside_row = row + (1 if place.lat / _CELL > row else -1)
        beside_column = column + (1 if place.lon / _CELL > column else -1)
        for at in (row, beside_row):
            for across in (column, beside_column):
                yield ("cell", at, across)


def days_to_meet(occurrence: Occurrence) -> range:
    """Each day of the interval and the day after it, by its number: so two events a day apart meet."""
    when = occurrence.when
    if when is None or when.start is None or when.days is None or when.days > _LONGEST:
        return range(0)
    first = when.start.toordinal()
    return range(first, first + when.days + 1)
