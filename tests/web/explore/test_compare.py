"""Two periods: each number is a total, and a difference is told only where both totals are known."""

from datetime import date

import pytest

from civharm.catalogue.asking import IncidentFilter, Totals
from civharm.web.setup import ready

ready()

from civharm.web.explore.compare import Period, asked_periods, difference, usual  # noqa: E402


def totals(
    incidents: int, low: int | None, high: int | None, unknown_min: int = 0, unknown_max: int = 0
) -> Totals:
    return Totals(
        incidents=incidents, min=low, max=high, unknown_min=unknown_min, unknown_max=unknown_max,
        overlapping=0, apart_min=low, apart_max=high,
    )  # fmt: skip


NONE = totals(0, None, None)
DIFFERENCES = [
    (totals(1, 3, 3), totals(2, 8, 8), "+1", "+5"),
    (totals(2, 8, 8), totals(1, 3, 3), "−1", "−5"),
    (totals(1, 3, 5), totals(1, 10, 20), "0", "+5 … +17"),
    (totals(1, 3, 9), totals(1, 4, 5), "0", "−5 … +2"),
    (totals(1, 4, 4), totals(1, 4, 4), "0", "0"),
    (NONE, totals(2, 4, 6), "+2", "+4 … +6"),
    (NONE, NONE, "0", "0"),
    # what is unknown is no 0: nothing is told
    (totals(1, None, None, 1, 1), totals(1, 4, 4), "0", ""),
    (totals(2, 3, 3, 1, 1), totals(1, 4, 4), "−1", ""),
    (totals(1, 3, 3), totals(2, 4, 9, 0, 1), "+1", ""),
    (totals(1200, 1200, 1200), totals(1, 0, 0), "−1,199", "−1,200"),
]


@pytest.mark.parametrize(("first", "second", "incidents", "killed"), DIFFERENCES)
def test_the_difference_of_two_ranges_is_a_range(first, second, incidents, killed):
    found = difference(first, second)
    assert (found.incidents, found.killed) == (incidents, killed)


MARCH = Period(start=date(2017, 3, 1), end=date(2017, 3, 31))


def test_the_period_before_is_as_long_and_ends_the_day_before():
    assert MARCH.before() == Period(start=date(2017, 1, 29), end=date(2017, 2, 28))


USUAL = [
    (IncidentFilter(), None, (None, None)),
    (IncidentFilter(start=MARCH.start, end=MARCH.end), date(2020, 1, 1), (MARCH.before(), MARCH)),
    (
        IncidentFilter(), date(2017, 5, 4),
        (Period(start=date(2016, 1, 1), end=date(2016, 12, 31)), Period(start=date(2017, 1, 1), end=date(2017, 12, 31))),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "last", "expected"), USUAL)
def test_periods_that_nobody_named(wanted, last, expected):
    assert usual(wanted, last) == expected


def test_a_period_without_one_of_its_days_is_none():
    assert asked_periods((MARCH.end, MARCH.start, MARCH.start, None)) == (MARCH, None)
