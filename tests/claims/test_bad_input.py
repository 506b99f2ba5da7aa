"""Bad input: what can be read is read, what can't be is left open, no length takes for ever."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.model.casualties import Harm
from tests.claims.test_any_text import check, reader_of, report_of

CASES = yaml.safe_load(Path(__file__).with_name("bad_input.yml").read_text(encoding="utf-8"))
#: Far above what any of these takes, far below what a cost that grows with the square of the length would take.
SECONDS = 15
EN_TOLD = "Shells killed two men in Mosul on Monday, police said. "
AR_TOLD = "قتل مدنيان بقصف على الموصل يوم الاثنين. "
LONG = {
    "numbers": ("en", "17 5 230 " * 3_000),
    "names": ("en", "Karim Dahl, Lina Odeh, " * 2_000),
    "quotation marks": ("en", '" “ ' * 4_000),
    "one word": ("en", "killed " * 3_000),
    "datelines": ("en", "MOSUL, March 3 (Wire) — Two men were killed.\n" * 250),
    "weekdays": ("en", "Monday Tuesday Friday " * 2_500),
    "one sentence": ("en", EN_TOLD.replace(". ", " and ") * 250),
    "victims": ("en", "Killed in the strike were " + "Karim Dahl, Lina Odeh, Omar Rif, " * 400),
    "one line": ("en", EN_TOLD * 250),
    "Arabic names": ("ar", "استشهد كل من " + "سعد جاسم كريم، علي يونس حميد، " * 700),
    "Arabic word": ("ar", "قتل " * 6_000),
    "Arabic line": ("ar", AR_TOLD * 500),
    "tatweels": ("ar", "قـ ـتل " * 3_000),
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_can_be_read_of_bad_input_is_read(case: Mapping[str, Any]) -> None:
    text = case["text"]
    reading = reader_of(case["language"]).read(report_of(None, None), text)
    check(reading, text)
    killed = [
        [each.count.min, each.count.max]
        for claim in reading.claims
        for each in claim.casualties
        if each.harm is Harm.KILLED
    ]
    assert killed == [case["killed"]]


@pytest.mark.parametrize("words", ["Sept 31, 2016", "29 February 2015", "2017-02-30"])
def test_a_day_that_never_was_is_kept_and_dates_nothing(words: str) -> None:
    reading = reader_of("en").read(report_of(None, None), f"Twelve people were killed on {words}.")
    (when,) = [claim.when for claim in reading.claims]
    assert when is not None
    assert (when.words, when.start, when.end, when.rule) == (words, None, None, "no_such_day")


@pytest.mark.parametrize(("language", "text"), LONG.values(), ids=list(LONG))
def test_a_long_text_is_read_in_time(language: str, text: str) -> None:
    before = time.process_time()
    check(reader_of(language).read(report_of(None, None), text), text)
    assert time.process_time() - before < SECONDS
