"""How a list goes: which piece of it, in which order, with which columns; beside the filter in the same address."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from civharm.catalogue.asking import IncidentFilter, IncidentSort, Paging
from civharm.web.explore.asked import pairs_of
from civharm.web.explore.columns import Column, chosen

SIZES = (25, 50, 100, 200)
_USUAL_SIZE = 50
_LAST_PAGE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A piece of the list of the filter. Pages are numbered from 1."""

    filter: IncidentFilter
    sort: IncidentSort = IncidentSort.WHEN
    is_down: bool = True
    number: int = 1
    size: int = _USUAL_SIZE
    columns: tuple[Column, ...] = ()
    are_columns_chosen: bool = False
    has_map: bool = True

    @classmethod
    def of(cls, wanted: IncidentFilter, query: QueryDict) -> "Listing":
        """What the address asks for; what it does not say is as usual."""
        sort, _, way = query.get("sort", "").partition("-")
        names = query.getlist("column")
        return cls(
            filter=wanted,
            sort=IncidentSort(sort) if sort in set(IncidentSort) else IncidentSort.WHEN,
            is_down=way != "up" if sort in set(IncidentSort) else True,
            number=number_of(query.get("page", "")) or 1,
            size=_size(query.get("size", "")),
            columns=chosen(names),
            are_columns_chosen=bool(names),
            has_map=query.get("map") != "no",
        )

    @property
    def paging(self) -> Paging:
        return Paging(start=(self.number - 1) * self.size, count=self.size)

    def query(self) -> str:
        """The address of exactly this piece."""
        number = () if self.number == 1 else (("page", str(self.number)),)
        return urlencode((*pairs_of(self.filter), *self.manner(), *number))

    def manner(self) -> tuple[tuple[str, str], ...]:
        """How the list goes, as names and values of an address; what is as usual is left out."""
        named = (
            ("sort", self.order),
            ("size", "" if self.size == _USUAL_SIZE else str(self.size)),
            ("map", "" if self.has_map else "no"),
            *(("column", each.name) for each in self.columns if self.are_columns_chosen),
        )
        return tuple((name, value) for name, value in named if value)

    @property
    def order(self) -> str:
        """The order as the address names it; empty for the usual one, the latest first."""
        is_usual = self.sort is IncidentSort.WHEN and self.is_down
        return "" if is_usual else f"{self.sort.value}-{'down' if self.is_down else 'up'}"

    def at(self, number: int) -> "Listing":
        """Another page of the same list."""
        return replace(self, number=number)

    def narrowed(self, wanted: IncidentFilter) -> "Listing":
        """The first page of the list with another filter."""
        return replace(self, filter=wanted, number=1)

    def sorted_by(self, sort: IncidentSort) -> "Listing":
        """The first page by that column; the other way round where it goes by it already."""
        is_down = not self.is_down if sort is self.sort else sort in _GREATEST_FIRST
        return replace(self, sort=sort, is_down=is_down, number=1)


#: Columns of which the greatest are looked for.
_GREATEST_FIRST = frozenset(
    {
        IncidentSort.WHEN,
        IncidentSort.KILLED_MIN,
        IncidentSort.KILLED_MAX,
        IncidentSort.INJURED_MAX,
        IncidentSort.REPORTS,
        IncidentSort.CLUSTERS,
        IncidentSort.CHANGED,
    }
)


def number_of(given: str) -> int | None:
    """The number of a page; None for what is none."""
    is_number = given.isascii() and given.isdigit() and len(given) < 9
    return (min(int(given), _LAST_PAGE) or None) if is_number else None


def _size(given: str) -> int:
    size = number_of(given)
    return size if size in SIZES else _USUAL_SIZE
