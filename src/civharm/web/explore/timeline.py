"""The timeline of the filter as a drawing: how many incidents began in each step, with the chosen period marked."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from civharm.catalogue.asking import Column, Histogram, Step

_WIDTH, _HEIGHT, _LEFT = 1000, 76, 34
_MOST_TICKS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """The incidents of one step; `first` and `last` are its days."""

    x: float
    y: float
    width: float
    height: float
    first: date
    last: date
    label: str
    is_within: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words on an axis, or an edge of the chosen period."""

    x: float
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All parts of the timeline in its own units; `first` and `last` are the days at its ends."""

    bars: tuple[Bar, ...]
    ticks: tuple[Mark, ...]
    top: int
    first: date | None
    last: date | None
    step: str
    longer: int
    undated: int
    width: int = _WIDTH
    height: int = _HEIGHT
    left: int = _LEFT


def draw(found: Histogram, *, start: date | None, end: date | None) -> Drawing:
    """The bars of a histogram; those outside the chosen period are pale."""
    if not found.columns:
        return Drawing(
            bars=(), ticks=(), top=0, first=None, last=None,
            step=found.step.value, longer=found.longer, undated=found.undated,
        )  # fmt: skip
    first = found.columns[0].start
    last = _last(found.columns[-1].start, found.step)
    axis = _Axis(first, (last - first).days + 1)
    top = max(column.incidents for column in found.columns)
    return Drawing(
        bars=tuple(_bar(each, axis, found.step, top=top, chosen=(start, end)) for each in found.columns),
        ticks=axis.ticks(found.step),
        top=top,
        first=first,
        last=last,
        step=found.step.value,
        longer=found.longer,
        undated=found.undated,
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    days: int

    def x(self, day: date) -> float:
        return round(_LEFT + (day - self.first).days / self.days * (_WIDTH - _LEFT), 2)

    def ticks(self, step: Step) -> tuple[Mark, ...]:
        every = max(1, self.days // _MOST_TICKS)
        days = [self.first + timedelta(days=ahead) for ahead in range(0, self.days, every)]
        named = ((day, _tick_words(day, step, self.days)) for day in days)
        found: dict[str, float] = {}
        for day, words in named:
            found.setdefault(words, self.x(day))
        return tuple(Mark(x=x, words=words) for words, x in found.items())


def _tick_words(day: date, step: Step, days: int) -> str:
    if days <= 92:
        return date_format(day, "j M")
    return str(day.year) if step is Step.YEAR or days > 3650 else date_format(day, "M Y")


def _bar(
    column: Column, axis: _Axis, step: Step, *, top: int, chosen: tuple[date | None, date | None]
) -> Bar:
    last = _last(column.start, step)
    x = axis.x(column.start)
    height = max(2.0, round(column.incidents / top * (_HEIGHT - 10), 2))
    start, end = chosen
    return Bar(
        x=x,
        y=round(_HEIGHT - height, 2),
        width=max(1.5, round(axis.x(last + timedelta(days=1)) - x - 0.6, 2)),
        height=height,
        first=column.start,
        last=last,
        label=f"{step_words(column.start, step)}: {_incidents(column.incidents)}",
        is_within=(start is None or last >= start) and (end is None or column.start <= end),
    )


def _incidents(count: int) -> str:
    return ngettext("%(count)s incident", "%(count)s incidents", count) % {"count": f"{count:,}"}


def step_words(day: date, step: Step) -> str:
    """A step of the timeline in words: `17 March 2017`, `March 2017`, `2017`."""
    forms = {Step.DAY: "j F Y", Step.MONTH: "F Y", Step.YEAR: "Y"}
    return date_format(day, forms[step])


def _last(start: date, step: Step) -> date:
    if step is Step.DAY:
        return start
    following = start.replace(day=1) + timedelta(days=32) if step is Step.MONTH else None
    if following:
        return following.replace(day=1) - timedelta(days=1)
    return start.replace(month=12, day=31)


def summary(found: Drawing) -> str:
    """The timeline in one sentence, for who does not see it."""
    if found.first is None or found.last is None:
        return _("No dated incident.")
    count = sum(1 for bar in found.bars if bar.is_within)
    return _("Incidents from %(first)s to %(last)s; %(count)s steps with incidents in the chosen period.") % {
        "first": date_format(found.first, "j F Y"),
        "last": date_format(found.last, "j F Y"),
        "count": count,
    }
