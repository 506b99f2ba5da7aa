"""The filter in force as it stands in an address: `?grade=fair&from=2017-03-01&q=...`, the same for list, map and exports.

What can't be read is left out and complained of, never guessed: the page says which part of the address it was.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from civharm.catalogue.asking import NONE, UNGRADED, Box, IncidentFilter, Queue
from civharm.model.assessments import Grading, StrikeStatus

_Read = TypeVar("_Read")
#: Names in an address of the fields that take any number of words.
MANY = {
    "grade": "gradings",
    "strike": "strike_statuses",
    "status": "statuses",
    "country": "countries",
    "place": "places",
    "party": "parties",
    "event": "events",
}
_CLOSED = {
    "grade": (*(each.value for each in Grading), UNGRADED),
    "strike": (*(each.value for each in StrikeStatus), NONE),
    "status": ("machine", "reviewed", "lead"),
}
#: Names of the fields that take one value.
ONE = {
    "q": "text",
    "from": "start",
    "to": "end",
    "signed": "is_signed",
    "killed": "killed_min",
    "area": "box",
    "queue": "queue",
    "unplaced": "is_unplaced",
    "undated": "is_undated",
}
NAMES = (*ONE, *MANY)
_MOST_WORDS = 400


class Unreadable(ValueError):
    """A part of an address that can't be read; its words say what would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filter of an address, and what of the address could not be read."""

    filter: IncidentFilter = field(default_factory=IncidentFilter)
    complaints: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """The filter of a query string; of a field given twice that takes one value, the last holds."""
        found: dict[str, Any] = {}
        complaints = []
        for name, target in MANY.items():
            values, strange = _words(name, query.getlist(name))
            complaints += [_unknown(name, each) for each in strange]
            if values:
                found[target] = values
        for name, target in ONE.items():
            try:
                value = _READERS[name](query.get(name, "").strip())
            except Unreadable as unreadable:
                complaints.append(str(unreadable))
            else:
                if value is not None:
                    found[target] = value
        if "start" in found and "end" in found and found["start"] > found["end"]:
            found["start"], found["end"] = found["end"], found["start"]
            complaints.append(_("The period ended before it began: its two days have changed places."))
        return cls(filter=IncidentFilter(**found), complaints=tuple(complaints))


def _words(name: str, given: list[str]) -> tuple[tuple[str, ...], list[str]]:
    known = _CLOSED.get(name)
    words = [each[:_MOST_WORDS] for each in dict.fromkeys(given)]
    if known is None:
        return tuple(words), []
    strange = [each for each in words if each and each not in known]
    return tuple(each for each in words if each in known), strange


def _unknown(name: str, value: str) -> str:
    return _("“%(value)s” is no value of “%(name)s”: it was left out. Known are %(known)s.") % {
        "value": value[:40],
        "name": name,
        "known": ", ".join(filter(None, _CLOSED[name])),
    }


def _text(given: str) -> str | None:
    return given[:_MOST_WORDS] or None


def read_day(given: str) -> date | None:
    """A day as forms write it, None for nothing. Raises Unreadable."""
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Unreadable(
            _("“%(given)s” is no day: write it as 2017-03-17.") % {"given": given[:40]}
        ) from None


def read_yes(given: str) -> bool | None:
    """ "yes" or "no" as forms write it, None for nothing. Raises Unreadable."""
    if given in ("", "yes", "no"):
        return {"": None, "yes": True, "no": False}[given]
    raise Unreadable(_("“%(given)s” is neither yes nor no.") % {"given": given[:40]})


def _count(given: str) -> int | None:
    if not given:
        return None
    if given.isascii() and given.isdigit() and len(given) <= 7:
        return int(given)
    raise Unreadable(_("“%(given)s” is no number of people.") % {"given": given[:40]})


def _box(given: str) -> Box | None:
    if not given:
        return None
    try:
        south, west, north, east = map(float, given.split(","))
    except ValueError:
        south, west, north, east = 91, 0, 0, 0
    if -90 <= south <= north <= 90 and -180 <= west <= 180 and -180 <= east <= 180:
        return Box(south=south, west=west, north=north, east=east)
    raise Unreadable(_("A part of the map is written south,west,north,east in degrees."))


def _queue(given: str) -> Queue | None:
    return _one_of(Queue, given)


_Choice = TypeVar("_Choice", bound=StrEnum)


def _one_of(kind: type[_Choice], given: str) -> _Choice | None:
    if not given:
        return None
    try:
        return kind(given)
    except ValueError:
        known = ", ".join(each.value for each in kind)
        raise Unreadable(
            _("“%(given)s” is not known here. Known are %(known)s.") % {"given": given[:40], "known": known}
        ) from None


_READERS: Mapping[str, Callable[[str], object]] = {
    "q": _text,
    "from": read_day,
    "to": read_day,
    "signed": read_yes,
    "killed": _count,
    "area": _box,
    "queue": _queue,
    "unplaced": read_yes,
    "undated": read_yes,
}


def pairs_of(wanted: IncidentFilter) -> Iterator[tuple[str, str]]:
    """The filter as the names and values of an address, in one fixed order; what does not narrow is left out."""
    plain = IncidentFilter()
    for name in NAMES:
        target = (ONE | MANY)[name]
        value = getattr(wanted, target)
        if value == getattr(plain, target):
            continue
        for each in value if isinstance(value, tuple) else (value,):
            yield name, _written(each)


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Box):
        return ",".join(f"{end:.7g}" for end in (value.south, value.west, value.north, value.east))
    return value.isoformat() if isinstance(value, date) else str(value)


def query_of(wanted: IncidentFilter, **more: str) -> str:
    """The query string of a filter, with more names after it; empty ones are left out."""
    return urlencode([*pairs_of(wanted), *((name, value) for name, value in more.items() if value)])


def without(wanted: IncidentFilter, name: str, value: str | None = None) -> IncidentFilter:
    """The filter without one field, or without one of its values."""
    target = (ONE | MANY)[name]
    plain = getattr(IncidentFilter(), target)
    left: Any = plain
    if value is not None and name in MANY:
        left = tuple(each for each in getattr(wanted, target) if each != value) or plain
    changed: dict[str, Any] = {target: left}
    return replace(wanted, **changed)


def is_narrowed(wanted: IncidentFilter) -> bool:
    """True if the filter leaves anything out besides what every list leaves out."""
    plain = IncidentFilter()
    return any(getattr(wanted, each.name) != getattr(plain, each.name) for each in fields(IncidentFilter))
