"""The page of Explore: facets, timeline, totals and table of one filter."""

from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from civharm.catalogue.asking import IncidentFilter, IncidentsFound, Totals, TotalsByGrade
from civharm.web.explore.asked import pairs_of, query_of
from civharm.web.explore.columns import COLUMNS, Column
from civharm.web.explore.facets import Chip, chips_of
from civharm.web.explore.lines import row_of
from civharm.web.explore.listing import SIZES, Listing
from civharm.web.explore.pieces import AddressOf, table_row
from civharm.web.terms import term_words
from civharm.web.words import range_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the catalogue answered; `everything` is how many incidents there are without any filter."""

    incidents: IncidentsFound
    everything: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What stands around the table, as it is written on the page: the same on every piece of a list."""

    facets: SafeString
    timeline: SafeString
    totals: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column's head: `order` is ascending, descending or nothing; `query` sorts by it."""

    column: Column
    order: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalRow:
    """A total in words, with what it leaves out."""

    slug: str
    words: str
    incidents: int
    killed: str
    apart: str
    unknown: int
    is_sum: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Where in the list the table stands."""

    first: int
    last: int
    total: int
    everything: int
    number: int
    count: int
    before: str | None
    after: str | None


def pages_of(number: int, *, total: int, size: int) -> Pages:
    """Where page `number` of so many rows stands, where the address holds nothing else."""
    first, count = (number - 1) * size + 1, max(1, -(-total // size))
    return Pages(
        first=first if first <= total else 0,
        last=min(total, number * size),
        total=total,
        everything=total,
        number=number,
        count=count,
        before=f"page={min(number - 1, count)}" if number > 1 else None,
        after=f"page={number + 1}" if number < count else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorePage:
    """Everything on the page, in order."""

    filter: IncidentFilter
    query: str
    listing: Listing
    rows: tuple[SafeString, ...]
    heads: tuple[Head, ...]
    columns: tuple[Column, ...]
    sizes: tuple[int, ...]
    pages: Pages
    sides: Sides
    chips: tuple[Chip, ...]
    complaints: tuple[str, ...]

    @property
    def has_map(self) -> bool:
        return self.listing.has_map

    @property
    def view(self) -> str:
        """The address of the list from its beginning: its filter, order and columns."""
        return self.listing.at(1).query()

    @property
    def whole(self) -> str:
        """The address of the list without any filter."""
        return self.listing.narrowed(IncidentFilter()).query()

    @property
    def other_view(self) -> str:
        """The address of the same list with the map or without it, whichever it is not."""
        return replace(self.listing, has_map=not self.listing.has_map).query()

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """What the filter's form keeps as it is: parts that it has no field for, and how the list goes."""
        hidden = tuple(pair for pair in self.pairs if pair[0] in ("area", "queue"))
        return (*hidden, *self.listing.manner())

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The filter as hidden fields of a form."""
        return tuple(pairs_of(self.filter))


def explore_page(
    listing: Listing, found: Found, sides: Sides, *, address_of: AddressOf, complaints: tuple[str, ...]
) -> ExplorePage:
    """The page for a filter; `query` is the filter alone, as exports and the map take it."""
    wanted = listing.filter
    return ExplorePage(
        filter=wanted,
        query=query_of(wanted),
        listing=listing,
        rows=tuple(table_row(row_of(line), listing.columns, address_of) for line in found.incidents.lines),
        heads=tuple(_head(column, listing) for column in listing.columns),
        columns=COLUMNS,
        sizes=SIZES,
        pages=_pages(listing, found),
        sides=sides,
        chips=chips_of(wanted, lambda other: listing.narrowed(other).query()),
        complaints=complaints,
    )


def _head(column: Column, listing: Listing) -> Head:
    if column.sort is None:
        return Head(column=column, order="", query="")
    order = ("descending" if listing.is_down else "ascending") if column.sort is listing.sort else ""
    return Head(column=column, order=order, query=listing.sorted_by(column.sort).query())


def _pages(listing: Listing, found: Found) -> Pages:
    total, start, shown = found.incidents.total, found.incidents.start, len(found.incidents.lines)
    count = max(1, -(-total // listing.size))
    return Pages(
        first=start + 1 if shown else 0,
        last=start + shown,
        total=total,
        everything=found.everything,
        number=listing.number,
        count=count,
        before=listing.at(min(listing.number - 1, count)).query() if listing.number > 1 else None,
        after=listing.at(listing.number + 1).query() if listing.number < count else None,
    )


def totals_of(found: TotalsByGrade) -> tuple[TotalRow, ...]:
    """One row a grade, then the headline and all: grades may add up to more than the last, and the page says so."""
    grades = tuple(_total(grade, term_words(grade), total) for grade, total in found.grades)
    return (
        *grades,
        _total("supported", "", found.supported, is_sum=True),
        _total("all", "", found.all, is_sum=True),
    )


def _total(slug: str, words: str, total: Totals, *, is_sum: bool = False) -> TotalRow:
    killed, plain = range_words(total.min, total.max), range_words(total.apart_min, total.apart_max)
    return TotalRow(
        slug=slug,
        words=words,
        incidents=total.incidents,
        killed=killed,
        apart="" if killed == plain else plain,
        unknown=total.unknown_min,
        is_sum=is_sum,
    )
