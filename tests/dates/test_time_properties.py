"""What holds for any text whatever: no crash, words at their spans, intervals in order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.dates import arabic, english
from civharm.dates.arithmetic import Unit, latest_weekday, moved, week_days
from civharm.dates.calendars import easter, hijri_day, hijri_years_of, orthodox_easter
from civharm.dates.english.report_day import day_of_report
from civharm.dates.feasts import Feast, times_of

ENGLISH = (
    "on Monday last week|31 Sept|between|and|since|mid-|March|2017|9999 years ago|at 12:61 p.m.|the 31st.|two|days|"
    "earlier|this|weekend|1/1/1|00/13/2017|overnight|fall|early|'80s|,|.|\n\n|noon|the 99th century|a|quarter|"
    "Ramadan|the 30th of|Eid|after|the day before|Easter 9999|nineteen|eighty-four|two thousand|and a half|or|years ago|"
    "Friday prayers|at 9 p.m.|the next morning|later that year|will|more than|29 February|3 March 2017|last|Nowruz"
).split("|")
ARABIC = "يوم|الثلاثاء|٣١|أيلول|آذار|٢٠١٧|قبل|أيام|فجر|الشهر|الماضي|منذ|عام|في|الأول|من|/|،|.".split("|")
FROM_REPORT = {"today", "yesterday", "weekday_latest", "overnight", "last_night", "friday_prayers", "ago"}
DAYS = st.one_of(st.none(), st.dates())


def texts(words):
    return st.one_of(st.text(max_size=80), st.lists(st.sampled_from(words), max_size=12).map(" ".join))


def check(text, found):
    ends = 0
    for each in found:
        assert each.span.start >= ends and each.words == each.span.of(text) == each.when.words
        assert each.words and each.when.span == each.span and each.when.rule and each.timex_value
        start, end = each.when.start, each.when.end
        assert start is None or end is None or start <= end
        assert all(each.span.covers(part.span) for part in each.ends)
        ends = each.span.end


@given(text=texts(ENGLISH), anchor=DAYS)
def test_english_quotes_its_words_for_any_text(text, anchor):
    check(text, english.find_times(text, anchor=anchor))


@given(text=texts(ENGLISH), anchor=DAYS)
def test_english_reads_the_same_text_alike_every_time(text, anchor):
    assert english.find_times(text, anchor=anchor) == english.find_times(text, anchor=anchor)


@given(text=texts(ENGLISH), anchor=DAYS, day=st.dates())
def test_a_time_relative_to_an_event_takes_any_day(text, anchor, day):
    check(text, [each.resolved_against(day) for each in english.find_times(text, anchor=anchor)])


@given(text=texts(ENGLISH))
def test_without_the_day_of_the_report_nothing_counts_from_it(text):
    found = english.find_times(text, anchor=None)
    assert not [each for each in found if each.when.rule in FROM_REPORT and each.when.is_day]


@given(text=texts(ENGLISH), published=DAYS)
def test_a_dateline_never_breaks_the_day_of_a_report(text, published):
    for dateline in (text, f"MOSUL, {text} (QN) - ", f"MOSUL, Iraq, 31 Feb {text} — "):
        found = day_of_report(dateline, url=None, published=published)
        assert found is None or found.rule in ("dateline", "published")


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


@given(day=st.dates(min_value=date(700, 1, 1), max_value=date(9000, 1, 1)), month=st.integers(1, 12))
def test_every_month_of_the_islamic_calendar_follows_the_one_before(day, month):
    year = hijri_years_of(day.year)[0]
    first = hijri_day(year, month, 1)
    following = hijri_day(year + month // 12, month % 12 + 1, 1)
    assert 29 <= (following - first).days <= 30


@pytest.mark.parametrize(
    ("islamic", "civil"),
    [((1437, 9, 1), (2016, 6, 6)), ((1438, 10, 1), (2017, 6, 25)), ((1444, 12, 10), (2023, 6, 28))],
)
def test_an_islamic_date_lies_within_a_day_of_the_moon_seen(islamic, civil):
    assert abs(hijri_day(*islamic) - date(*civil)).days <= 1


@given(year=st.integers(1, 9998))
def test_feasts_fall_in_their_year(year):
    for feast in Feast:
        for days in times_of(feast, year):
            assert days.first.year == year and 0 <= (days.last - days.first).days <= 32


@given(year=st.integers(326, 9998))
def test_easter_is_a_sunday_of_spring(year):
    assert easter(year).weekday() == 6 and date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@pytest.mark.parametrize(
    ("year", "western", "eastern"),
    [(2016, date(2016, 3, 27), date(2016, 5, 1)), (2017, date(2017, 4, 16), date(2017, 4, 16))],
)
def test_easter_of_both_churches(year, western, eastern):
    assert (easter(year), orthodox_easter(year)) == (western, eastern)


@pytest.mark.parametrize(
    "text", [" " * 200_000, "a " * 100_000, "1" * 200_000, "Monday " * 20_000, "on the " * 30_000]
)
def test_a_line_without_end_is_read_in_time(text):
    found = english.find_times(text, anchor=None)
    assert len(found) == text.count("Monday")
