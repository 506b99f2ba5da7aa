"""Header lines at the top of scraped texts, in English and Arabic, and lines that only look like them."""

from datetime import date

import pytest

from civharm.reports.header import Label, footer_start, read_header
from civharm.reports.published import find_date

DAY = date(2017, 3, 7)


@pytest.mark.parametrize(
    "line",
    [
        "date 2017-03-07 A A",
        "Date: 2017-03-07",
        "Published: 7 March 2017 14:05 GMT",
        "Published on Tuesday, March 7, 2017 | Print | Share",
        "posted\t2017/03/07",
        "Updated: March 7th, 2017",
        "Tuesday, 7 March 2017",
        "7 Mar. 2017, 10:15",
        "تاريخ النشر: 7 آذار 2017",
        "التاريخ: ٧ مارس ٢٠١٧",
        "نُشر في 7 آذار/مارس 2017",
    ],
)
def test_dated(line: str):
    header = read_header(f"{line}\n\nThe road was closed.")
    assert header.published is not None
    assert header.published.start == DAY
    assert header.end == len(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Tuesday the town had fallen to the army.",
        "Date palms burned on 7 March 2017 in the village, and many of them were lost for good to the fire.",
        "Source of the Tigris: a lake in the hills that few have seen, and where on a clear day in spring one can see far.",
        "March 7, 2017 strike kills twelve near the dam",
        "Title fights were cancelled that week.",
        "Published accounts differ.",
        "date 03/04/2017",
    ],
)
def test_no_header(line: str):
    header = read_header(f"{line}\nMore words.")
    assert (header.published, header.values, header.end) == (None, {}, 0)


def test_several_lines_in_any_order():
    text = "source Harbour Post\n\nالعنوان: قصف الميناء\nBy Rana O. Deeb\nURL: https://post.example/a\nWords start. By: now"
    header = read_header(text)
    assert header.values == {
        Label.SOURCE: "Harbour Post",
        Label.TITLE: "قصف الميناء",
        Label.AUTHOR: "Rana O. Deeb",
        Label.URL: "https://post.example/a",
    }
    assert text[header.end :].startswith("\nWords start.")


def test_the_published_line_counts_before_the_updated_one():
    header = read_header("Updated: 9 March 2017\nPublished: 7 March 2017\nWords.")
    assert header.published is not None
    assert (header.published.start, header.published.rule) == (DAY, "header:published")


@pytest.mark.parametrize(
    "words", ["03/04/2017", "2017", "March 2017", "31 February 2017", "17 of them", "2017-13-40"]
)
def test_no_certain_day(words: str):
    assert find_date(words) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("25/03/2017", date(2017, 3, 25)),
        ("03/25/2017", date(2017, 3, 25)),
        ("04/04/2017", date(2017, 4, 4)),
        ("2017-03-07T23:30:00+03:00", DAY),
        ("20170307T1030", DAY),
        ("7 de marzo de 2017", DAY),
        ("7 mars 2017", DAY),
        ("7 كانون الثاني 2017", date(2017, 1, 7)),
        ("7 كانون الأول 2017", date(2017, 12, 7)),
        ("7 آذار (مارس) 2017", None),
    ],
)
def test_certain_days(words: str, day: date | None):
    found = find_date(words)
    assert (found and found.day) == day


MASTHEAD = """HARBOUR POST
Saturday, 4 March 2017 | World | Print this page

Shell hits bakery in Ward

By our correspondent

WARD — Five people were killed when a shell hit the old bakery, residents said.

More in World: Floods close road | Budget talks resume
© Harbour Post. All rights reserved.
"""


def test_a_masthead_over_a_date_line_names_the_source_and_a_headline_below_it_the_title():
    header = read_header(MASTHEAD)
    assert header.published is not None
    assert header.published.span.of(MASTHEAD) == "4 March 2017"
    assert header.values[Label.SOURCE] == "HARBOUR POST"
    assert header.values[Label.TITLE] == "Shell hits bakery in Ward"
    assert MASTHEAD[header.end :].lstrip().startswith("WARD — Five")


def test_menus_and_copyright_at_the_foot_are_no_body():
    end = footer_start(MASTHEAD, after=read_header(MASTHEAD).end)
    assert MASTHEAD[:end].endswith("residents said.")


def test_a_text_without_a_footer_ends_where_it_ends():
    assert footer_start("Five people died.\nTwo lived.\n", after=0) == len("Five people died.\nTwo lived.\n")


@pytest.mark.parametrize(
    ("first", "label", "value"),
    [
        ("Five die in Ward\n4 March 2017\n\n", Label.TITLE, "Five die in Ward"),
        ("WARD RELIEF BULLETIN No. 9\n4 March 2017\n\n", Label.SOURCE, "WARD RELIEF BULLETIN"),
        ("وكالة الميناء | الرئيسية | اتصل بنا\nالسبت 4 آذار 2017\n\n", Label.SOURCE, "وكالة الميناء"),
    ],
)
def test_the_line_over_a_date_line(first: str, label: Label, value: str):
    assert read_header(first + "Five people were killed there on Friday, residents said.").values == {
        label: value
    }
