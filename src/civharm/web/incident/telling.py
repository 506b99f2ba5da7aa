"""What the reports told, one after the other: when each was published, of which days it speaks, and its figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from civharm.catalogue.record import Index
from civharm.model.casualties import Harm, Status
from civharm.model.claims import Claim, Stance
from civharm.model.incidents import Incident
from civharm.model.times import When
from civharm.web.pages.parts import ReportCard, report_card
from civharm.web.words import in_words, listed, range_words, when_words

_NOT_TOLD = frozenset({Stance.DENIED, Stance.RETRACTED})
_WIDTH, _HEIGHT, _LEFT, _TOP = 1000, 110, 40, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How many killed a report tells of in this incident, whatever it calls them; None is unknown."""

    low: int | None
    high: int | None

    @property
    def is_known(self) -> bool:
        """False where the report gives no number."""
        return (self.low, self.high) != (None, None)

    @property
    def words(self) -> str:
        return range_words(self.low, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingRow:
    """One report of the incident in the order of publication. `against` says how its figure lies to those before."""

    card: ReportCard
    cluster: int | None
    speaks_of: tuple[str, ...]
    killed: Figure
    against: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A report's figure in the drawing: a line from its lowest to its highest number."""

    report_id: str
    label: str
    x: float
    low_y: float
    high_y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """A word at the edge of the drawing."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The figures over the days on which they were published."""

    width: int
    height: int
    marks: tuple[Mark, ...]
    days: tuple[Axis, ...]
    levels: tuple[Axis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """The reports in order; a drawing where at least two of them have a day and a number."""

    rows: tuple[TellingRow, ...]
    drawing: Drawing | None


def telling(index: Index, incident: Incident) -> Telling:
    """The undated reports stand last."""
    reports = [index.reports[each] for each in incident.reports if each in index.reports]
    reports.sort(key=lambda report: (_first_day(report.published), report.id))
    own = index.claims_of(incident.claims)
    clusters = {
        report: number for number, each in enumerate(incident.clusters, start=1) for report in each.reports
    }
    rows: list[TellingRow] = []
    for report in reports:
        claims = [claim for claim in own if claim.report_id == report.id]
        killed = _killed(claims)
        rows.append(
            TellingRow(
                card=report_card(index, report),
                cluster=clusters.get(report.id),
                speaks_of=_days_of(claims),
                killed=killed,
                against=_against(killed, [row.killed for row in rows]),
            )
        )
    return Telling(rows=tuple(rows), drawing=_drawing(rows))


def _first_day(when: When | None) -> date:
    return when.start if when and when.start else date.max


def _days_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(when_words(claim.when) for claim in claims if claim.when))


def _killed(claims: Iterable[Claim]) -> Figure:
    """The whole of the killed who are no fighters, as any voice in the report gives it; parts of a whole are no whole."""
    counts = [
        each.count
        for claim in claims
        if claim.stance not in _NOT_TOLD
        for each in claim.casualties
        if each.harm is Harm.KILLED
        and each.status is not Status.COMBATANT
        and each.group == "all"
        and each.part_of is None
    ]
    lows = [count.min for count in counts if count.min is not None]
    highs = [count.max for count in counts if count.max is not None]
    return Figure(low=min(lows, default=None), high=max(highs, default=None))


def _against(killed: Figure, before: Sequence[Figure]) -> str:
    """How a report's figure lies to the last one told before it."""
    if not killed.is_known:
        return _("no number")
    last = next((each for each in reversed(before) if each.is_known), None)
    if last is None:
        return _("the first number")
    if (last.low, last.high) == (killed.low, killed.high):
        return _("as before")
    words = {"before": last.words, "now": killed.words}
    if _top(killed) > _top(last):
        return _("more: %(before)s → %(now)s") % words
    if _top(killed) < _top(last):
        return _("fewer: %(before)s → %(now)s") % words
    return _("otherwise: %(before)s → %(now)s") % words


def _top(figure: Figure) -> int:
    return figure.high if figure.high is not None else figure.low or 0


def _drawing(rows: Sequence[TellingRow]) -> Drawing | None:
    drawn = [(row, day) for row in rows if row.killed.is_known and (day := _published(row))]
    if len(drawn) < 2:
        return None
    first, last = drawn[0][1], drawn[-1][1]
    top = max(max(_top(row.killed) for row, _day in drawn), 1)
    return Drawing(
        width=_WIDTH,
        height=_HEIGHT + 22,
        marks=tuple(
            Mark(
                report_id=row.card.report.id,
                label=f"{listed((row.card.published, row.card.report.source or row.card.title))}: {row.killed.words}",
                x=_x(day, first, last),
                low_y=_y(row.killed.low if row.killed.low is not None else _top(row.killed), top),
                high_y=_y(_top(row.killed), top),
            )
            for row, day in drawn
        ),
        days=_days(first, last),
        levels=tuple(
            Axis(x=0, y=_y(level, top), words=f"{level:,}") for level in sorted({top, top // 2} - {0})
        ),
    )


def _published(row: TellingRow) -> date | None:
    published = row.card.report.published
    return published.start if published else None


def _x(day: date, first: date, last: date) -> float:
    share = (day - first).days / max((last - first).days, 1)
    return round(_LEFT + 20 + share * (_WIDTH - _LEFT - 60), 1)


def _y(people: int, top: int) -> float:
    return round(_HEIGHT - people / top * (_HEIGHT - _TOP), 1)


def _days(first: date, last: date) -> tuple[Axis, ...]:
    middle = first + (last - first) / 2
    chosen = dict.fromkeys((first, middle, last))
    return tuple(Axis(x=_x(day, first, last), y=_HEIGHT + 16, words=when_day(day)) for day in chosen)


def when_day(day: date) -> str:
    """A day on the axis."""
    return in_words(day, "j M Y")
