"""The timeline: bars by day, month or year, longer intervals as lines, the undated apart."""

from datetime import date, timedelta

import pytest

from civharm.model.times import TimePrecision, When
from civharm.web.pages.timeline import Dated, draw_timeline

DAY = date(2021, 3, 9)


def dated(name, when, low=1, high=2):
    return Dated(id=name, label=name, when=when, min=low, max=high)


def test_incidents_of_one_day_stand_on_each_other():
    drawn = draw_timeline([dated("a", When.on(DAY), 2, 4), dated("b", When.on(DAY), 1, 3)])
    lower, upper = drawn.bars
    assert (lower.x, lower.y) == (upper.x, pytest.approx(upper.y + upper.height, abs=0.05))


def test_the_minimum_is_a_part_of_the_bar():
    (bar,) = draw_timeline([dated("a", When.on(DAY), 5, 10)]).bars
    assert bar.min_height == pytest.approx(bar.height / 2, abs=0.02)
    assert bar.min_y + bar.min_height == pytest.approx(bar.y + bar.height, abs=0.02)


def test_an_unknown_toll_is_seen_but_not_filled():
    (bar,) = draw_timeline([dated("a", When.on(DAY), None, None)]).bars
    assert bar.is_unknown and bar.height > 0 and bar.min_height == 0


def test_an_interval_is_a_line_and_the_undated_are_listed():
    month = When(start=date(2021, 3, 1), end=date(2021, 3, 31), precision=TimePrecision.MONTH)
    half_open = When(start=DAY, end=None, precision=TimePrecision.RANGE)
    drawn = draw_timeline([dated("month", month), dated("none", None), dated("open", half_open)])
    assert [reach.id for reach in drawn.reaches] == ["month"]
    assert [each.id for each in drawn.undated] == ["none", "open"]


@pytest.mark.parametrize(("days", "step"), [(30, "day"), (800, "month"), (5000, "year")])
def test_the_step_follows_the_length_of_time(days, step):
    drawn = draw_timeline([dated("a", When.on(DAY)), dated("b", When.on(DAY + timedelta(days=days)))])
    assert drawn.step == step
    assert 0 < len(drawn.ticks) < 40


def test_nothing_to_draw_is_drawn_as_nothing():
    assert draw_timeline([]).bars == ()
