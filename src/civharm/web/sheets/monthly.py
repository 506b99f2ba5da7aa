"""The monthly report: what the incidents of a month add up to, against the month before, with what is not known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from civharm.assessments.groupings import By, ProvinceOf, named_totals
from civharm.assessments.totals import Counting, Known, Total, headline, month_of, total
from civharm.model.casualties import Harm
from civharm.model.incidents import Incident, RecordStatus
from civharm.places.labels import Point
from civharm.publication.totals import Difference
from civharm.web.naming import party_name, place_name
from civharm.web.pages.totals import GradeTotal
from civharm.web.site.wording import limitations
from civharm.web.terms import gettext_noop

HARMS = (Harm.KILLED, Harm.INJURED)
_TABLES = (By.GRADE, By.PROVINCE, By.PLACE, By.PARTY)
_HEADINGS = {
    By.GRADE: gettext_noop("By grade"),
    By.PROVINCE: gettext_noop("By province"),
    By.PLACE: gettext_noop("By place"),
    By.PARTY: gettext_noop("By suspected or known party"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One name with its totals in the month and in the one before; None where no incident has the name.

    `shown` is the name in the language of the sheet.
    """

    name: str | None
    shown: str | None
    killed: Total | None
    injured: Total | None
    killed_before: Total | None
    injured_before: Total | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Totals told apart by one thing."""

    by: By
    lines: tuple[Line, ...]

    @property
    def heading(self) -> str:
        """What it is told apart by, in the language of the sheet."""
        return gettext(_HEADINGS[self.by])


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyReport:
    """Everything in the report, in order. `since` is the day that `differences` are against, None where none was given."""

    month: date
    before: date
    spoken: Line
    left_out: tuple[GradeTotal, ...]
    all: Line
    groupings: tuple[Grouping, ...]
    undated: int
    without_month: int
    since: date | None
    differences: tuple[Difference, ...]

    @property
    def limitations(self) -> tuple[str, ...]:
        """What every release says of itself, in the language of the sheet."""
        return limitations()


def monthly_report(
    known: Known,
    month: date,
    *,
    province_of: ProvinceOf,
    since: date | None,
    differences: Iterable[Difference],
) -> MonthlyReport:
    """The report on the month that begins on this day."""
    before = (month - timedelta(days=1)).replace(day=1)
    here, there = _of_month(known, month), _of_month(known, before)
    timeless = [one for one in known.alleged if month_of(one) is None]
    undated = sum(one.when is None or (one.when.start is None and one.when.end is None) for one in timeless)
    return MonthlyReport(
        month=month,
        before=before,
        spoken=_line("confirmed and fair", _spoken(here), _spoken(there)),
        left_out=tuple(
            GradeTotal(grading=grading, total=found)
            for grading, found in headline(here, Counting()).excluded.items()
        ),
        all=_line("all", _all(here), _all(there)),
        groupings=tuple(_grouping(by, here, there, province_of) for by in _TABLES),
        undated=undated,
        without_month=len(timeless) - undated,
        since=since,
        differences=tuple(differences),
    )


def _spoken(known: Known) -> dict[Harm, Total | None]:
    return {harm: headline(known, Counting(harm=harm)).total for harm in HARMS}


def _all(known: Known) -> dict[Harm, Total | None]:
    return {harm: total(known.alleged, known, Counting(harm=harm)) for harm in HARMS}


def _of_month(known: Known, month: date) -> Known:
    return Known(
        incidents=tuple(
            one for one in known.incidents if one.status is not RecordStatus.LEAD and month_of(one) == month
        ),
        assessments=known.assessments,
        relations=known.relations,
    )


def _grouping(by: By, here: Known, there: Known, province_of: ProvinceOf) -> Grouping:
    now, past = (
        {harm: named_totals(by, of, Counting(harm=harm), province_of=province_of) for harm in HARMS}
        for of in (here, there)
    )
    names = dict.fromkeys((*now[Harm.KILLED], *past[Harm.KILLED]))
    points = _points((*here.incidents, *there.incidents)) if by is By.PLACE else {}
    return Grouping(
        by=by,
        lines=tuple(
            _line(
                name or ("ungraded" if by is By.GRADE else None),
                {harm: now[harm].get(name) for harm in HARMS},
                {harm: past[harm].get(name) for harm in HARMS},
                shown=_shown(name, by, points),
            )
            for name in names
        ),
    )


def _points(incidents: Iterable[Incident]) -> dict[str, Point]:
    """Where the places are that incidents lie in, by their names."""
    return {
        place.name: (place.lat, place.lon)
        for place in (one.where for one in incidents)
        if place and place.lat is not None and place.lon is not None
    }


def _shown(name: str | None, by: By, points: Mapping[str, Point]) -> str | None:
    if name is None:
        return None
    return party_name(name) if by is By.PARTY else place_name(name, points.get(name))


def _line(
    name: str | None,
    now: Mapping[Harm, Total | None],
    before: Mapping[Harm, Total | None],
    *,
    shown: str | None = None,
) -> Line:
    return Line(
        name=name,
        shown=shown,
        killed=now[Harm.KILLED],
        injured=now[Harm.INJURED],
        killed_before=before[Harm.KILLED],
        injured_before=before[Harm.INJURED],
    )
