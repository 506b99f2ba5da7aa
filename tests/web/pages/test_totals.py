"""Totals per grade: unknown is counted as unknown, and what holds is said in words beside the plain sum."""

from dataclasses import replace

import pytest

from civharm.assessments.overlaps import Range
from civharm.assessments.totals import Known, Total
from civharm.catalogue.record import Index
from civharm.model.assessments import Bound, Grading
from civharm.model.incidents import Relation, RelationKind
from civharm.web.pages.totals import apart_words, killed_words, totals_of


def known_with(record, low, high, relations=()) -> Known:
    """The record with another toll of its first incident."""
    airstrike, *others = record.assessments
    toll = replace(airstrike.tolls[0], min=Bound(value=low), max=Bound(value=high))
    assessments = (replace(airstrike, tolls=(toll,)), *others)
    return Index(replace(record, assessments=assessments, relations=relations)).known


@pytest.mark.parametrize(
    ("low", "high", "words", "unknown"),
    [(None, None, "unknown", 1), (None, 40, "up to 40", 1), (7, None, "7", 0), (0, 0, "0", 0)],
)
def test_an_unknown_end_is_never_zero(record, low, high, words, unknown):
    supported = totals_of(known_with(record, low, high)).supported
    assert (killed_words(supported), supported.unknown_min) == (words, unknown)


def test_a_signed_grade_goes_before_the_proposed_one(record):
    counts = {each.grading: each.total.incidents for each in totals_of(Index(record).known).grades}
    assert counts == {Grading.FAIR: 1, Grading.CONTESTED: 1, None: 1}


def test_incidents_that_may_overlap_count_once_with_the_plain_sum_beside(record):
    relation = Relation(left="i-airstrike", right="i-market", kind=RelationKind.MAY_OVERLAP, reason="one day")
    found = totals_of(known_with(record, 12, 16, (relation,))).all
    assert (killed_words(found), apart_words(found)) == ("12–16", "(if none overlap: 15–19)")


def test_nothing_stands_beside_a_sum_that_shares_nobody():
    assert apart_words(Total(incidents=1, min=2, max=3, apart=Range(2, 3))) == ""
