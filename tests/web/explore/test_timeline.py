"""The timeline's drawing: where its columns stand, which are in the period, and what is not in it."""

from datetime import date

import pytest

from civharm.catalogue.asking import Column, Histogram, Step
from civharm.web.setup import ready

ready()

from civharm.web.explore.timeline import draw, summary  # noqa: E402


def column(day: date, incidents: int = 1) -> Column:
    return Column(start=day, incidents=incidents, killed_min=None, killed_max=None)


def histogram(step: Step, *columns: Column, longer: int = 0, undated: int = 0) -> Histogram:
    return Histogram(step=step, columns=columns, longer=longer, undated=undated)


def test_nothing_dated_is_said():
    drawing = draw(histogram(Step.DAY, undated=3), start=None, end=None)
    assert (drawing.bars, drawing.undated, summary(drawing)) == ((), 3, "No dated incident.")


LAST_DAYS = [
    (Step.DAY, date(2017, 3, 1), date(2017, 3, 1)),
    (Step.MONTH, date(2016, 2, 1), date(2016, 2, 29)),
    (Step.MONTH, date(2016, 12, 1), date(2016, 12, 31)),
    (Step.YEAR, date(2016, 1, 1), date(2016, 12, 31)),
]


@pytest.mark.parametrize(("step", "first", "last"), LAST_DAYS)
def test_a_step_has_its_first_and_last_day(step, first, last):
    (bar,) = draw(histogram(step, column(first)), start=None, end=None).bars
    assert (bar.first, bar.last) == (first, last)


def test_the_longest_column_has_the_most_incidents_and_the_axis_says_how_many():
    drawing = draw(
        histogram(Step.DAY, column(date(2017, 3, 1), 2), column(date(2017, 3, 3), 8)), start=None, end=None
    )
    short, long = drawing.bars
    assert drawing.top == 8
    assert long.height == pytest.approx(short.height * 4, abs=0.1)
    assert short.x < long.x < long.x + long.width <= drawing.width


def test_days_between_are_empty_not_left_out():
    near = draw(histogram(Step.DAY, column(date(2017, 3, 1)), column(date(2017, 3, 2))), start=None, end=None)
    far = draw(histogram(Step.DAY, column(date(2017, 3, 1)), column(date(2017, 3, 11))), start=None, end=None)
    assert far.bars[1].x - far.bars[0].x > near.bars[1].x - near.bars[0].x


PERIODS = [
    (None, None, [True, True, True]),
    (date(2017, 2, 10), None, [False, True, True]),
    (None, date(2017, 2, 10), [True, True, False]),
    (date(2017, 2, 1), date(2017, 2, 28), [False, True, False]),
]


@pytest.mark.parametrize(("start", "end", "within"), PERIODS)
def test_columns_outside_the_period_are_told_apart(start, end, within):
    months = (column(date(2017, month, 1)) for month in (1, 2, 3))
    assert [
        bar.is_within for bar in draw(histogram(Step.MONTH, *months), start=start, end=end).bars
    ] == within
