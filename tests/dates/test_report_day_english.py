"""The day of an English report: its dateline first, the publisher's date second, the address last."""

from datetime import date

import pytest

from civharm.dates.english.report_day import day_of_report

MARCH_13 = date(2017, 3, 13)
#: text, address, published, the day and the rule (None: unknown)
REPORTS = [
    ("MOSUL, Iraq, 12 March 2017 — A school was hit.", None, None, (date(2017, 3, 12), "dateline")),
    ("BEIJI, March 12 (Qasr News) - A school was hit.", None, MARCH_13, (date(2017, 3, 12), "dateline")),
    ("BEIJI, March 12 (Qasr News) - A school was hit.", None, None, None),
    ("BEIJI, March 12 (Qasr News) --\n\nA school was hit.", None, MARCH_13, (date(2017, 3, 12), "dateline")),
    ("School hit\n\nTikrit, 3 May 2016 (QN) – It fell.", None, None, (date(2016, 5, 3), "dateline")),
    ("AMMAN, Dec. 31 (QN) — A school was hit.", None, date(2018, 1, 1), (date(2017, 12, 31), "dateline")),
    ("BEIJI, March 2 (Qasr News) - An old text.", None, MARCH_13, (MARCH_13, "published")),
    ("BEIJI, 12 March 2071 — A slip.", None, MARCH_13, (MARCH_13, "published")),
    ("BEIJI, Sept 31, 2017 — No such day.", None, None, None),
    ("They left on 3 May 2016 - a day later it fell.", None, None, None),
    ("It fell on Tuesday.", "https://qasr.example/2017/03/04/fell", None, (date(2017, 3, 4), "address")),
    ("It fell on Tuesday.", "https://qasr.example/2017/03/04/fell", MARCH_13, (MARCH_13, "published")),
    ("It fell on Tuesday.", None, None, None),
    (
        "School hit\n\nPosted: Friday, March 3, 2017 5:40 AM\n\nIt fell.",
        None,
        None,
        (date(2017, 3, 3), "stamp"),
    ),
    ("School hit\n\nPosted: March 3, 2015\n\nIt fell.", None, MARCH_13, (date(2015, 3, 3), "stamp")),
    ("School hit\n\nPosted: March 10, 2017\n\nIt fell.", None, MARCH_13, (MARCH_13, "published")),
    ("School hit\n\nCreated: 25/03/2015 5:11\n\nIt fell.", None, MARCH_13, (date(2015, 3, 25), "stamp")),
    ("School hit\n\nCreated: 04/03/2015 5:11\n\nIt fell.", None, MARCH_13, (MARCH_13, "published")),
    ("School hit\n\nPosted: March 3\n\nIt fell.", None, None, None),
    ("He posted on March 3, 2015 that it fell.", None, MARCH_13, (MARCH_13, "published")),
]


@pytest.mark.parametrize(("text", "url", "published", "told"), REPORTS)
def test_the_day_of_a_report(text, url, published, told):
    assert day_of_report(text, url=url, published=published) == told
