"""Two periods side by side: incidents and tolls by grade, party and place, with what is unknown and what may be shared."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.utils.translation import gettext as _

from civharm.catalogue.asking import NONE, Facets, IncidentFilter, Totals, TotalsByGrade
from civharm.web.explore.facets import Chip, value_words
from civharm.web.explore.lines import period_words
from civharm.web.naming import party_name
from civharm.web.words import left_to_right, range_words

#: As many parties and places stand side by side; each is a total of its own, not a share of the others.
MOST = 10
TotalsOf = Callable[[IncidentFilter], TotalsByGrade]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Days from the first to the last, both within."""

    start: date
    end: date

    @property
    def words(self) -> str:
        return period_words(self.start, self.end)

    def within(self, wanted: IncidentFilter) -> IncidentFilter:
        """The filter over this period."""
        return replace(wanted, start=self.start, end=self.end)

    def before(self) -> "Period":
        """The period of the same length that ends the day before."""
        length = self.end - self.start
        end = self.start - timedelta(days=1)
        return Period(start=end - length, end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one period has: `unknown` incidents have no minimum and are in no sum of minima."""

    incidents: int
    killed: str
    apart: str
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much more the second period has; `killed` is a range, empty where an end of it is not known."""

    incidents: str
    killed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One line: what is compared, in both periods, and the difference."""

    slug: str
    words: str
    first: Side
    second: Side
    difference: Difference
    is_sum: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of one kind. Where they `overlap` (an incident has several parties), they are never to be added up."""

    name: str
    words: str
    lines: tuple[Compared, ...]
    overlap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Everything on the page, in order."""

    first: Period | None
    second: Period | None
    groups: tuple[Group, ...]
    complaints: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    chips: tuple[Chip, ...]
    query: str


def compare(
    wanted: IncidentFilter, first: Period, second: Period, *, totals_of: TotalsOf, facets: Facets
) -> tuple[Group, ...]:
    """All groups of lines. Each number is a total of `assessments.totals` over the incidents of its line and period."""

    def line(slug: str, words: str, narrowed: IncidentFilter) -> Compared:
        sides = (totals_of(period.within(narrowed)).all for period in (first, second))
        return _compared(slug, words, *sides)

    graded = tuple(totals_of(period.within(wanted)) for period in (first, second))
    parties = [each.value for each in facets.parties if each.value != NONE][:MOST]
    places = [each.value for each in facets.places if each.value != NONE][:MOST]
    by_party = (line(name, party_name(name), replace(wanted, parties=(name,))) for name in parties)
    by_place = (line(name, name, replace(wanted, places=(name,))) for name in places)
    return (
        Group(name="grade", words=_("By grade"), lines=tuple(_by_grade(*graded))),
        Group(name="party", words=_("By suspected or known party"), lines=tuple(by_party), overlap=True),
        Group(name="place", words=_("By place"), lines=tuple(by_place)),
    )


def _by_grade(first: TotalsByGrade, second: TotalsByGrade) -> Iterator[Compared]:
    ones, others = dict(first.grades), dict(second.grades)
    for grade in dict.fromkeys((*ones, *others)):
        yield _compared(
            grade, value_words("grade", grade), ones.get(grade, _NOTHING), others.get(grade, _NOTHING)
        )
    yield _compared("supported", _("Fair or confirmed"), first.supported, second.supported, is_sum=True)
    yield _compared("all", _("All grades"), first.all, second.all, is_sum=True)


_NOTHING = Totals(
    incidents=0, min=None, max=None, unknown_min=0, unknown_max=0, overlapping=0, apart_min=None, apart_max=None
)  # fmt: skip


def _compared(slug: str, words: str, first: Totals, second: Totals, *, is_sum: bool = False) -> Compared:
    return Compared(
        slug=slug,
        words=words,
        first=_side(first),
        second=_side(second),
        difference=difference(first, second),
        is_sum=is_sum,
    )


def _side(total: Totals) -> Side:
    if not total.incidents:
        return Side(incidents=0, killed="–", apart="", unknown=0)
    killed, apart = range_words(total.min, total.max), range_words(total.apart_min, total.apart_max)
    return Side(
        incidents=total.incidents,
        killed=killed,
        apart="" if apart == killed else apart,
        unknown=total.unknown_min,
    )


def difference(first: Totals, second: Totals) -> Difference:
    """The second less the first. Of two ranges it is itself a range: from least to most that both allow.

    A period in which not one incident has a number has no difference; what is unknown is never taken for 0.
    """
    incidents = _signed(second.incidents - first.incidents)
    ends = (_ends(first), _ends(second))
    if None in ends:
        return Difference(incidents=incidents, killed="")
    (low, high), (later_low, later_high) = ((each or (0, 0)) for each in ends)
    least, most = later_low - high, later_high - low
    if least == most:
        return Difference(incidents=incidents, killed=_signed(least))
    # Translators: the least and the most that a difference of two numbers can be, each with its sign.
    words = _("%(least)s … %(most)s") % {"least": _signed(least), "most": _signed(most)}
    return Difference(incidents=incidents, killed=words)


def _ends(total: Totals) -> tuple[int, int] | None:
    """Both ends; no incident at all killed nobody, an incident without a number is not known to."""
    if not total.incidents:
        return 0, 0
    if total.min is None or total.max is None or total.unknown_min or total.unknown_max:
        return None
    return total.min, total.max


def _signed(number: int) -> str:
    return left_to_right(f"{number:+,}".replace("-", "−")) if number else "0"


def asked_periods(given: Iterable[date | None]) -> tuple[Period | None, Period | None]:
    """The two periods of four days; one of which a day is missing is none, days in the wrong order change places."""
    first_start, first_end, second_start, second_end = given
    return _period(first_start, first_end), _period(second_start, second_end)


def _period(start: date | None, end: date | None) -> Period | None:
    if start is None or end is None:
        return None
    return Period(start=min(start, end), end=max(start, end))


def usual(wanted: IncidentFilter, last: date | None) -> tuple[Period | None, Period | None]:
    """Where no periods are named: that of the filter, else the year up to the last incident; and the one before it."""
    if wanted.start and wanted.end:
        second = Period(start=wanted.start, end=wanted.end)
    elif last:
        second = Period(start=date(last.year, 1, 1), end=date(last.year, 12, 31))
        return Period(start=date(last.year - 1, 1, 1), end=date(last.year - 1, 12, 31)), second
    else:
        return None, None
    return second.before(), second
