"""Totals per grade: unknown is counted as unknown, and a maximum is never below its minimum."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from civharm.model.assessments import Bound, Grading
from civharm.web.pages.totals import total_of, totals_by_grade

BOUND = st.none() | st.integers(0, 50)


def with_toll(record, low, high):
    airstrike = record.assessments[0]
    toll = replace(airstrike.tolls[0], min=Bound(value=low), max=Bound(value=high))
    return replace(airstrike, tolls=(toll,))


def test_an_unknown_toll_is_counted_but_not_as_zero(record):
    total = total_of(None, [with_toll(record, None, None), with_toll(record, 3, 5)])
    assert (total.incidents, total.unknown, total.min, total.max) == (2, 1, 3, 5)


def test_a_total_of_unknown_tolls_is_unknown(record):
    assert total_of(None, [with_toll(record, None, None), None]).killed == "unknown"


def test_an_unknown_minimum_adds_nothing_and_is_counted(record):
    total = total_of(None, [with_toll(record, None, 40)])
    assert (total.killed, total.unknown) == ("up to 40", 1)


def test_a_minimum_without_a_maximum_counts_in_both(record):
    total = total_of(None, [with_toll(record, 7, None), with_toll(record, 1, 2)])
    assert (total.min, total.max) == (8, 9)


def test_a_signed_grade_goes_before_the_proposed_one(record):
    counts = {total.grading: total.incidents for total in totals_by_grade(record.assessments)}
    assert counts[Grading.CONTESTED] == 1
    assert counts[Grading.WEAK] == 0
    assert counts[None] == 1


@given(st.lists(st.tuples(BOUND, BOUND), max_size=8))
def test_the_maximum_is_never_below_the_minimum(record, bounds):
    ordered = [(low, high) for low, high in bounds if low is None or high is None or low <= high]
    total = total_of(None, [with_toll(record, low, high) for low, high in ordered])
    assert total.min is None or total.max >= total.min
