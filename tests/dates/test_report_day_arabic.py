"""The day that an undated Arabic report gives itself."""

from datetime import date

import pytest

from civharm.dates.arabic import find_times
from civharm.dates.arabic.report_day import day_of_report

GIVEN = [
    ("قصف الحي اليوم", "https://news.example/2017/03/04/qasf/", date(2017, 3, 4), "address"),
    ("قصف الحي اليوم", "https://news.example/hasad-14-03-2017", date(2017, 3, 14), "address"),
    ("خبر\nتاريخ النشر: 9 أغسطس, 2017\nقصف الحي", None, date(2017, 8, 9), "publication_line"),
    ("قصف الحي\nالأربعاء, 1 فبراير, 2017 - 10:11 م\nقتل رجل", None, date(2017, 2, 1), "heading"),
    ("حصاد أحداث يوم الأربعاء 1-2-2017 في المحافظة كلها\nقصف", None, date(2017, 2, 1), "bulletin"),
    (
        "قتل رجل وأصيبت امرأة في الحي الغربي من المدينة اليوم الأحد 5/3/2017",
        None,
        date(2017, 3, 5),
        "date_beside_today",
    ),
    ("قتل رجل اليوم الأحد 5 آذار. ومنذ عام 2016 وحتى 2017", None, date(2017, 3, 5), "weekday_beside_today"),
    ("قصف الحي اليوم", "https://news.example/20170304/qasf", date(2017, 3, 4), "address"),
    ("قصف الحي\nالأربعاء, فبراير 1, 2017\nقتل رجل", None, date(2017, 2, 1), "heading"),
    ("قصف الحي\nFebruary 1, 2017, 9:15 pm\nقتل رجل", None, date(2017, 2, 1), "heading"),
    (
        "نشرة حصاد يوم الأربعاء 1-2-2017\nقصف",
        "https://news.example/hasad-02-02-2017",
        date(2017, 2, 1),
        "bulletin",
    ),
    (
        "تل الزيتون:: قصف\nبئر الورد:: هدوء\nكرم اللوز:: قصف",
        "https://news.example/hasad-14-03-2017",
        date(2017, 3, 14),
        "bulletin",
    ),
    (
        "قتل رجل الأحد في تل الزيتون\nصورة من المكان\n— راصد الحي (@rasedhay) March 5, 2017\nوأصيبت امرأة",
        None,
        date(2017, 3, 5),
        "shown_post",
    ),
]


@pytest.mark.parametrize(("text", "url", "day", "rule"), GIVEN)
def test_a_report_gives_its_day(text: str, url: str | None, day: date, rule: str) -> None:
    assert day_of_report(text, url=url) == (day, rule)


@pytest.mark.parametrize(
    "text",
    [
        "قتل رجل اليوم",
        "سقطت المدينة في 3 آذار 2014 بعد حصار دام أشهرا طويلة ومعارك عنيفة",
        "قتل رجل اليوم الأحد 5 آذار",
        "قتل رجل اليوم السبت 5 آذار، كما في عام 2017",
        "قتل رجل الاثنين في تل الزيتون\nصورة\n— راصد الحي (@rasedhay) March 5, 2017\nوأصيبت امرأة",
    ],
)
def test_a_date_told_of_something_else_is_not_its_day(text: str) -> None:
    assert day_of_report(text, url="https://news.example/12345") is None


def test_the_years_of_a_collection_give_the_year_of_a_weekday() -> None:
    text = "قتل رجل اليوم الأحد 5 آذار"
    assert day_of_report(text, url=None, years=range(2015, 2020)) == (
        date(2017, 3, 5),
        "weekday_beside_today",
    )
    assert day_of_report(text, url=None, years=range(2015, 2030)) is None, "2017 and 2023"


@pytest.mark.parametrize(
    ("heading", "day", "rule"),
    [
        ("حصاد أحداث يوم الأحد في المحافظة", date(2017, 3, 5), "bulletin"),
        ("حصاد اليوم", date(2017, 3, 7), "bulletin"),
        ("قتل رجل يوم الأحد في المحافظة", date(2017, 3, 7), "published"),
    ],
)
def test_a_published_bulletin_is_about_the_day_that_it_names(heading: str, day: date, rule: str) -> None:
    assert day_of_report(f"{heading}\nقصف", url=None, published=date(2017, 3, 7)) == (day, rule)


def test_a_day_with_its_weekday_has_the_year_that_fits() -> None:
    (found,) = find_times("سقطت قذيفة مساء يوم الأحد 5 آذار", anchor=None, years=(2016, 2017))
    assert (found.when.start, found.when.rule) == (date(2017, 3, 5), "year_by_weekday")
