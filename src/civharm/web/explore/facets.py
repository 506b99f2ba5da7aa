"""The values that the filter can be narrowed to, with how many incidents have each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from zlib import crc32

from django.utils.translation import gettext as _

from civharm.catalogue.asking import NONE, Facets, FacetValue, IncidentFilter
from civharm.web.explore.asked import MANY, ONE, query_of, without
from civharm.web.naming import country_name, named_anywhere, party_name
from civharm.web.terms import event_words, term_words

#: As many values of a field are shown at once; the rest unfolds.
SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value to be ticked; `count` is None for one that is ticked and that no incident of the filter has."""

    value: str
    words: str
    count: int | None
    is_on: bool

    @property
    def mark(self) -> str:
        """What tells it from the other values in the page's ids, in letters that an id may have."""
        return f"{crc32(self.value.encode()):x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A field with its values: the first ones and what unfolds."""

    name: str
    words: str
    choices: tuple[Choice, ...]

    @property
    def shown(self) -> tuple[Choice, ...]:
        return self.choices[:SHOWN]

    @property
    def folded(self) -> tuple[Choice, ...]:
        return self.choices[SHOWN:]

    @property
    def is_unfolded(self) -> bool:
        """True where something that is ticked would be out of sight."""
        return any(choice.is_on for choice in self.folded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A part of the filter in force, and the address without it."""

    words: str
    query: str


#: The address of a list with another filter.
QueryOf = Callable[[IncidentFilter], str]


def facets_of(found: Facets, wanted: IncidentFilter) -> tuple[Facet, ...]:
    """All fields in the order of the page; one of which no value is known is left out."""
    listed = (
        ("grade", _("Grade"), found.gradings),
        ("strike", _("Strike status"), found.strike_statuses),
        ("party", _("Suspected or known"), found.parties),
        ("country", _("Country"), found.countries),
        ("place", _("Place"), found.places),
        ("event", _("Kind of attack"), found.events),
        ("status", _("State of the record"), found.statuses),
    )
    facets = (
        Facet(name=name, words=words, choices=tuple(_choices(name, values, wanted)))
        for name, words, values in listed
    )
    return tuple(facet for facet in facets if facet.choices)


def _choices(name: str, values: Iterable[FacetValue], wanted: IncidentFilter) -> Iterator[Choice]:
    """The most frequent first. What is ticked is there also where nothing has it: else it could not be taken back."""
    chosen: tuple[str, ...] = getattr(wanted, MANY[name])
    counts = {each.value: each.count for each in values}
    is_usual = chosen == getattr(IncidentFilter(), MANY[name])
    for value in dict.fromkeys((*counts, *(() if is_usual else chosen))):
        yield Choice(
            value=value,
            words=value_words(name, value),
            count=counts.get(value),
            is_on=not is_usual and value in chosen,
        )


def value_words(name: str, value: str) -> str:
    """A value of a field in words: closed lists are worded, names are those of the page's language where one is known."""
    if value == NONE:
        return {"place": _("unplaced"), "party": _("not named")}.get(name, term_words(None))
    if name == "status":
        return {"machine": _("the machine's alone"), "reviewed": _("reviewed"), "lead": _("leads")}[value]
    if name == "event":
        return event_words(value)
    if name == "party":
        return party_name(value)
    if name == "country":
        return country_name(value)
    return named_anywhere(value) if name == "place" else term_words(value)


def chips_of(wanted: IncidentFilter, at: QueryOf = query_of) -> tuple[Chip, ...]:
    """The filter in force, part by part, each with the way to take it off."""
    return tuple(_chips(wanted, at))


def _chips(wanted: IncidentFilter, at: QueryOf) -> Iterator[Chip]:
    plain = IncidentFilter()
    for name, target in (ONE | MANY).items():
        value = getattr(wanted, target)
        if value == getattr(plain, target):
            continue
        if name in ONE:
            yield Chip(words=_one_words(name, value), query=at(without(wanted, name)))
            continue
        for each in value:
            yield Chip(words=value_words(name, each), query=at(without(wanted, name, each)))


def _one_words(name: str, value: object) -> str:
    words = {
        "q": _("words: %(value)s"),
        "from": _("from %(value)s"),
        "to": _("until %(value)s"),
        "killed": _("%(value)s or more killed at most"),
        "area": _("this part of the map"),
        "queue": _("in the queue %(value)s"),
    }
    yes_no = {
        ("signed", True): _("grade signed by a person"),
        ("signed", False): _("grade not signed"),
        ("unplaced", True): _("unplaced"),
        ("unplaced", False): _("with a place"),
        ("undated", True): _("undated"),
        ("undated", False): _("dated"),
    }
    if isinstance(value, bool):
        return yes_no[(name, value)]
    return words[name] % {"value": value}
