"""The list of reports: by words of their whole text, by day of publication, by whether they allege harm."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext, gettext_noop

from civharm.catalogue.asking import Paging, ReportFilter, ReportLine, ReportsFound, ReportSort
from civharm.web.explore.asked import Unreadable, read_day, read_yes
from civharm.web.explore.lines import period_words
from civharm.web.explore.listing import number_of
from civharm.web.explore.page import Pages
from civharm.web.words import left_to_right

SIZE = 100
_HEADS = (
    (ReportSort.PUBLISHED, gettext_noop("Published")),
    (ReportSort.TITLE, gettext_noop("Report")),
    (ReportSort.SOURCE, gettext_noop("Source")),
    (None, gettext_noop("Language")),
    (ReportSort.CLAIMS, gettext_noop("Claims")),
    (None, gettext_noop("Incidents")),
    (ReportSort.ADDED, gettext_noop("Added")),
)
_NUMBERS = frozenset({"Claims", "Incidents"})
#: By these columns the greatest comes first.
_GREATEST_FIRST = frozenset({ReportSort.PUBLISHED, ReportSort.CLAIMS, ReportSort.ADDED})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsAsked:
    """Which reports, in which order, and what of the address could not be read."""

    filter: ReportFilter
    sort: ReportSort = ReportSort.PUBLISHED
    is_down: bool = True
    number: int = 1
    complaints: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: QueryDict) -> "ReportsAsked":
        """What the address asks for."""
        complaints: list[str] = []

        def read_or_complain(name: str) -> date | bool | None:
            try:
                given = query.get(name, "").strip()
                return read_yes(given) if name == "harm" else read_day(given)
            except Unreadable as unreadable:
                complaints.append(str(unreadable))
                return None

        start, end, harm = (read_or_complain(name) for name in ("from", "to", "harm"))
        sort, _, way = query.get("sort", "").partition("-")
        return cls(
            filter=ReportFilter(
                text=query.get("q", "").strip(),
                start=start if isinstance(start, date) else None,
                end=end if isinstance(end, date) else None,
                has_harm=harm if isinstance(harm, bool) else None,
            ),
            sort=ReportSort(sort) if sort in set(ReportSort) else ReportSort.PUBLISHED,
            is_down=way != "up",
            number=number_of(query.get("page", "")) or 1,
            complaints=tuple(complaints),
        )

    @property
    def paging(self) -> Paging:
        return Paging(start=(self.number - 1) * SIZE, count=SIZE)

    def query(self) -> str:
        """The address of exactly this piece."""
        wanted = self.filter
        harm = {None: "", True: "yes", False: "no"}[wanted.has_harm]
        named = {
            "q": wanted.text,
            "from": wanted.start.isoformat() if wanted.start else "",
            "to": wanted.end.isoformat() if wanted.end else "",
            "harm": harm,
            "sort": "" if self._is_usual else f"{self.sort.value}-{'down' if self.is_down else 'up'}",
            "page": str(self.number) if self.number > 1 else "",
        }
        return urlencode({name: value for name, value in named.items() if value})

    @property
    def _is_usual(self) -> bool:
        return self.sort is ReportSort.PUBLISHED and self.is_down

    def sorted_by(self, sort: ReportSort) -> "ReportsAsked":
        is_down = not self.is_down if sort is self.sort else sort in _GREATEST_FIRST
        return replace(self, sort=sort, is_down=is_down, number=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """A column's head."""

    words: str
    is_number: bool
    order: str
    query: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A report with its times in words."""

    line: ReportLine
    published: str
    added: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsList:
    """Everything on the page, in order."""

    asked: ReportsAsked
    heads: tuple[ReportHead, ...]
    rows: tuple[ReportView, ...]
    pages: Pages
    complaints: tuple[str, ...]


def reports_list(asked: ReportsAsked, found: ReportsFound, *, everything: int) -> ReportsList:
    return ReportsList(
        asked=asked,
        heads=tuple(_head(asked, sort, words) for sort, words in _HEADS),
        rows=tuple(map(_view, found.lines)),
        pages=_pages(asked, found, everything),
        complaints=asked.complaints,
    )


def _head(asked: ReportsAsked, sort: ReportSort | None, words: str) -> ReportHead:
    order = ("descending" if asked.is_down else "ascending") if sort is asked.sort else ""
    query = asked.sorted_by(sort).query() if sort else ""
    return ReportHead(
        words=gettext(words),
        is_number=words in _NUMBERS,
        order=order,
        query=query or ("sort=" if sort else ""),
    )


def _view(line: ReportLine) -> ReportView:
    return ReportView(
        line=line,
        published=period_words(line.published_start, line.published_end),
        added=left_to_right(f"{line.added_at:%Y-%m-%d}") if line.added_at else "–",
    )


def _pages(asked: ReportsAsked, found: ReportsFound, everything: int) -> Pages:
    shown, count = len(found.lines), max(1, -(-found.total // SIZE))
    earlier, later = min(asked.number - 1, count), asked.number + 1
    return Pages(
        first=found.start + 1 if shown else 0,
        last=found.start + shown,
        total=found.total,
        everything=everything,
        number=asked.number,
        count=count,
        before=replace(asked, number=earlier).query() if earlier else None,
        after=replace(asked, number=later).query() if later <= count else None,
    )
