"""The timeline as a drawing: min–max bars by day, month or year; undated incidents stand apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from civharm.model.times import When
from civharm.web.words import in_words, range_words

_WIDTH, _HEIGHT = 1000, 120
#: More incidents than that are no bars of their own.
MOST_BARS = 500
_DAYS_BY_MONTH, _DAYS_BY_YEAR = 366, 9 * 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What the timeline needs of an incident."""

    id: str
    label: str
    when: When | None
    min: int | None
    max: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One incident's share of a step: solid up to the minimum, pale up to the maximum; without an id all of the step."""

    id: str
    label: str
    x: float
    width: float
    y: float
    height: float
    min_y: float
    min_height: float
    is_unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """An incident known to a longer interval only: a line under the axis, no bar on a day."""

    id: str
    label: str
    x: float
    width: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A word on the axis."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All parts of the drawing, in its own units. Of many incidents each step is one bar, and `longer` fit into none."""

    width: int
    height: int
    axis_y: int
    step: str
    bars: tuple[Bar, ...]
    reaches: tuple[Reach, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    undated: tuple[Dated, ...]
    longer: int = 0


def draw_timeline(incidents: Iterable[Dated]) -> Timeline:
    """Bars for incidents of one day, lines for longer intervals, a list for the undated."""
    listed = list(incidents)
    dated = [each for each in listed if each.when and each.when.start and each.when.end]
    undated = tuple(each for each in listed if not (each.when and each.when.start and each.when.end))
    if not dated:
        return Timeline(
            width=_WIDTH, height=_HEIGHT, axis_y=_HEIGHT, step="day",
            bars=(), reaches=(), ticks=(), levels=(), undated=undated,
        )  # fmt: skip
    axis = _Axis.over(dated)
    within = [each for each in dated if axis.holds_in_one_step(each)]
    is_summed = len(dated) > MOST_BARS
    bars, top = _sums(axis, within) if is_summed else _stack(axis, within)
    long = dated_reaches(axis, dated)
    reaches = () if is_summed else tuple(_reach(axis, each, row) for row, each in enumerate(long))
    return Timeline(
        width=_WIDTH,
        height=_HEIGHT + 26 + 8 * len(reaches),
        axis_y=_HEIGHT,
        step=axis.step,
        bars=bars,
        reaches=reaches,
        ticks=axis.ticks(_HEIGHT + 16 + 8 * len(reaches)),
        levels=tuple(Tick(x=0, y=_HEIGHT - _scaled(level, top), words=str(level)) for level in _levels(top)),
        undated=undated,
        longer=len(long) if is_summed else 0,
    )


@dataclass(frozen=True, slots=True)
class _Axis:
    start: date
    end: date
    step: str

    @classmethod
    def over(cls, dated: list[Dated]) -> "_Axis":
        starts = [each.when.start for each in dated if each.when and each.when.start]
        ends = [each.when.end for each in dated if each.when and each.when.end]
        start, end = min(starts), max(ends)
        days = (end - start).days + 1
        step = "day" if days <= _DAYS_BY_MONTH else "month" if days <= _DAYS_BY_YEAR else "year"
        pad = timedelta(days=max(1, days // 40))
        return cls(start - pad, end + pad, step)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def x(self, day: date) -> float:
        return round(40 + (day - self.start).days / self.days * (_WIDTH - 50), 2)

    def name(self, key: date) -> str:
        """A step as it is called: its day, month or year."""
        return key.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.step]]

    def key(self, day: date) -> date:
        if self.step == "day":
            return day
        return day.replace(day=1) if self.step == "month" else day.replace(month=1, day=1)

    def next(self, key: date) -> date:
        if self.step == "day":
            return key + timedelta(days=1)
        return _next_month(key) if self.step == "month" else key.replace(year=key.year + 1)

    def holds_in_one_step(self, each: Dated) -> bool:
        when = each.when
        return bool(when and when.start and when.end and self.key(when.start) == self.key(when.end))

    def ticks(self, y: float) -> tuple[Tick, ...]:
        marks = [self.start + timedelta(days=n) for n in range(self.days)]
        if self.days <= 45:
            every = max(1, self.days // 10)
            chosen = [(day, in_words(day, "j M")) for day in marks[::every]]
        elif self.step == "year" or self.days > 3 * _DAYS_BY_MONTH:
            chosen = [(day, str(day.year)) for day in marks if (day.month, day.day) == (1, 1)]
        else:
            chosen = [(day, in_words(day, "M Y")) for day in marks if day.day == 1]
        thin = chosen[:: max(1, len(chosen) // 12)]
        return tuple(Tick(x=self.x(day), y=y, words=words) for day, words in thin)


def _next_month(key: date) -> date:
    return key.replace(year=key.year + key.month // 12, month=key.month % 12 + 1)


def dated_reaches(axis: _Axis, dated: list[Dated]) -> list[Dated]:
    """Incidents whose interval is longer than one step of the axis."""
    return [each for each in dated if not axis.holds_in_one_step(each)]


def _reach(axis: _Axis, each: Dated, row: int) -> Reach:
    when = each.when
    if when is None or when.start is None or when.end is None:
        raise ValueError("an undated incident has no place on the axis")
    x = axis.x(when.start)
    width = axis.x(when.end + timedelta(days=1)) - x
    return Reach(id=each.id, label=each.label, x=x, width=round(width, 2), y=_HEIGHT + 7 + 8 * row)


def _steps(axis: _Axis, dated: list[Dated]) -> dict[date, list[Dated]]:
    steps: dict[date, list[Dated]] = defaultdict(list)
    for each in dated:
        if each.when and each.when.start:
            steps[axis.key(each.when.start)].append(each)
    return steps


def _sums(axis: _Axis, dated: list[Dated]) -> tuple[tuple[Bar, ...], int]:
    """One bar a step with the plain sum of its incidents."""
    summed: list[Dated] = []
    for key, column in sorted(_steps(axis, dated).items()):
        lows = [each.min for each in column if each.min is not None]
        highs = [high for each in column if (high := each.min if each.max is None else each.max) is not None]
        low, high = sum(lows) if lows else None, sum(highs) if highs else None
        words = {"step": axis.name(key), "count": len(column), "range": range_words(low, high)}
        label = _("%(step)s: %(count)s incidents, killed: %(range)s (plain sum)") % words
        summed.append(Dated(id="", label=label, when=column[0].when, min=low, max=high))
    return _stack(axis, summed)


def _stack(axis: _Axis, dated: list[Dated]) -> tuple[tuple[Bar, ...], int]:
    steps = _steps(axis, dated)
    top = max((sum(_drawn(each) for each in column) for column in steps.values()), default=1)
    bars: list[Bar] = []
    for key, column in sorted(steps.items()):
        x, width = axis.x(key), max(4.0, min(36.0, axis.x(axis.next(key)) - axis.x(key) - 1))
        base = 0
        for each in column:
            bars.append(_bar(each, x=x, width=width, base=base, top=top))
            base += _drawn(each)
    return tuple(bars), top


def _bar(each: Dated, *, x: float, width: float, base: int, top: int) -> Bar:
    height, low = _scaled(_drawn(each), top), _scaled(each.min or 0, top)
    foot = _HEIGHT - _scaled(base, top)
    return Bar(
        id=each.id, label=each.label, x=x, width=round(width, 2),
        y=round(foot - height, 2), height=height,
        min_y=round(foot - low, 2), min_height=low,
        is_unknown=each.min is None and each.max is None,
    )  # fmt: skip


def _drawn(each: Dated) -> int:
    """The height of a bar: its maximum, else its minimum; an unknown toll gets a stub to be seen by."""
    return each.max or each.min or 1


def _scaled(count: int, top: int) -> float:
    return round(count / max(top, 1) * (_HEIGHT - 14), 2)


def _levels(top: int) -> list[int]:
    return sorted({top, top // 2} - {0})
