"""How the pages word numbers, times and places."""

from datetime import date

import pytest

from civharm.model.casualties import Count, Open
from civharm.model.times import TimePrecision, When
from civharm.web.setup import ready
from civharm.web.words import count_words, metres_words, range_words, when_words

ready()


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3, 5, "3–5"),
        (3, 3, "3"),
        (0, 2, "0–2"),
        (0, 0, "0"),
        (None, None, "unknown"),
        (None, 5, "up to 5"),
        (3, None, "at least 3"),
        (1200, 3400, "1,200–3,400"),
    ],
)
def test_ranges(low, high, words):
    assert range_words(low, high) == words


def test_an_open_count_says_so():
    assert count_words(Count(min=12, max=12, open=Open.ABOVE)) == "12 or more"


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (date(2021, 3, 9), date(2021, 3, 9), "day", "9 March 2021"),
        (date(2021, 3, 1), date(2021, 3, 31), "month", "March 2021"),
        (date(2021, 3, 1), date(2021, 3, 9), "month", "1–9 March 2021"),
        (date(2021, 1, 1), date(2021, 12, 31), "year", "2021"),
        (date(2021, 3, 30), date(2021, 4, 2), "range", "30 March – 2 April 2021"),
        (date(2020, 12, 30), date(2021, 1, 2), "range", "30 December 2020 – 2 January 2021"),
        (date(2021, 3, 9), None, "range", "from 9 March 2021"),
        (None, date(2021, 3, 9), "range", "until 9 March 2021"),
        (None, None, "unknown", "undated"),
    ],
)
def test_times(start, end, precision, words):
    assert when_words(When(start=start, end=end, precision=TimePrecision(precision))) == words


@pytest.mark.parametrize(
    ("metres", "words"), [(900, "within 900 m"), (8000, "within 8 km"), (None, "unknown radius")]
)
def test_radii(metres, words):
    assert metres_words(metres) == words
