"""What holds for any text whatever: no crash, words at their spans, intervals in order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.dates import arabic, english
from civharm.dates.arithmetic import Unit, latest_weekday, moved, week_days

ENGLISH = (
    "on Monday last week|31 Sept|between|and|since|mid-|March|2017|9999 years ago|at 12:61 p.m.|the 31st.|two|days|"
    "earlier|this|weekend|1/1/1|00/13/2017|overnight|fall|early|'80s|,|.|\n\n|noon|the 99th century|a|quarter"
).split("|")
ARABIC = "يوم|الثلاثاء|٣١|أيلول|آذار|٢٠١٧|قبل|أيام|فجر|الشهر|الماضي|منذ|عام|في|الأول|من|/|،|.".split("|")
DAYS = st.one_of(st.none(), st.dates())


def texts(words):
    return st.one_of(st.text(max_size=80), st.lists(st.sampled_from(words), max_size=12).map(" ".join))


def check(text, found):
    ends = 0
    for each in found:
        assert each.span.start >= ends and each.words == each.span.of(text) == each.when.words
        assert each.words and each.when.span == each.span and each.when.rule and each.timex_value
        ends = each.span.end


@given(text=texts(ENGLISH), anchor=DAYS)
def test_english_quotes_its_words_for_any_text(text, anchor):
    check(text, english.find_times(text, anchor=anchor))


@given(text=texts(ARABIC), anchor=DAYS)
def test_arabic_quotes_its_words_for_any_text(text, anchor):
    check(text, arabic.find_times(text, anchor=anchor))


@given(anchor=st.dates(min_value=date(1, 1, 8)), weekday=st.integers(0, 6))
def test_the_latest_weekday_is_within_the_week_before(anchor, weekday):
    found = latest_weekday(anchor, weekday)
    assert found.weekday() == weekday and 0 <= (anchor - found).days <= 6


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), count=st.integers(-500, 500))
def test_days_and_weeks_moved_there_and_back(day, count):
    for unit in (Unit.DAY, Unit.WEEK):
        assert moved(moved(day, count, unit), -count, unit) == day


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_lies_in_its_week(day):
    first, last = week_days(day)
    assert first <= day <= last and (last - first).days == 6


@pytest.mark.parametrize(
    "text", [" " * 200_000, "a " * 100_000, "1" * 200_000, "Monday " * 20_000, "on the " * 30_000]
)
def test_a_line_without_end_is_read_in_time(text):
    found = english.find_times(text, anchor=None)
    assert len(found) == text.count("Monday")
