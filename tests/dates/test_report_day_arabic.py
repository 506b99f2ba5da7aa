"""The day that an undated Arabic report gives itself."""

from datetime import date

import pytest

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
    ],
)
def test_a_date_told_of_something_else_is_not_its_day(text: str) -> None:
    assert day_of_report(text, url="https://news.example/12345") is None
