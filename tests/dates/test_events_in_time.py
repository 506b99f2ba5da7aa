"""Amounts that count from an event, and the TIMEX3 side of the readings."""

from datetime import date

import pytest

from civharm.dates.english import find_times

ANCHOR = date(2017, 3, 7)
STRIKE = date(2017, 2, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Two days earlier a school was hit.", date(2017, 2, 18)),
        ("They had fled the day before.", date(2017, 2, 19)),
        ("That evening the power failed.", date(2017, 2, 20)),
        ("The next day they returned.", date(2017, 2, 21)),
    ],
)
def test_amount_counted_from_an_event_waits_for_its_day(text, day):
    (found,) = find_times(text, anchor=ANCHOR)
    assert found.is_relative_to_event and found.when.start is None and found.when.end is None
    resolved = found.resolved_against(STRIKE)
    assert (resolved.when.start, resolved.when.end, resolved.timex_value) == (day, day, day.isoformat())


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("A week later he died.", date(2017, 2, 24), date(2017, 3, 2), "week"),
        ("Two months earlier it was calm.", date(2016, 12, 1), date(2016, 12, 31), "month"),
        ("The following year he was freed.", date(2018, 1, 1), date(2018, 12, 31), "year"),
        ("Later that month he was freed.", date(2017, 2, 1), date(2017, 2, 28), "month"),
    ],
)
def test_longer_amounts_are_no_more_exact_than_their_unit(text, first, last, precision):
    (found,) = find_times(text, anchor=ANCHOR)
    when = found.resolved_against(STRIKE).when
    assert (when.start, when.end, when.precision.value) == (first, last, precision)


def test_a_day_of_its_own_is_not_moved_by_an_event():
    (found,) = find_times("It fell on Monday.", anchor=ANCHOR)
    assert found.resolved_against(STRIKE) == found


@pytest.mark.parametrize(
    ("text", "timex_type", "value"),
    [
        ("last week", "DATE", "2017-W09"),
        ("the third quarter of 2016", "DATE", "2016-Q3"),
        ("the 1990s", "DATE", "199"),
        ("last winter", "DATE", "2016-WI"),
        ("for three weeks", "DURATION", "P3W"),
        ("for several months", "DURATION", "PXM"),
        ("twenty-four hours", "DURATION", "PT24H"),
        ("every month", "SET", "P1M"),
        ("on Friday night", "TIME", "2017-03-03TNI"),
        ("at noon on Friday", "TIME", "2017-03-03T12:00"),
        ("recently", "DATE", "PAST_REF"),
        ("in the near term", "DATE", "FUTURE_REF"),
        ("coming quarters", "DATE", "FUTURE_REF"),
        ("a few days later", "DATE", "PXD"),
        ("several quarters of drought", "DURATION", "PXQ"),
        ("a minute and a half", "DURATION", "PT1M30S"),
    ],
)
def test_timex3_form(text, timex_type, value):
    (found,) = find_times(text, anchor=ANCHOR)
    assert (found.timex_type, found.timex_value) == (timex_type, value)
