"""What was read with doubts, and what was not read, is named with its place."""

import pytest

from civharm.model.reports import Rendition
from civharm.reading import read_report
from civharm.reports.render import RenderedReport
from tests.claims.test_any_text import reader_of, report_of

AR = "أفادت مصادر طبية بأن ثلاثة مدنيين قتلوا في القصف على السوق مساء الثلاثاء وأن الحصيلة قد ترتفع"
EN = "Medics said that three civilians were killed when shells fell on the market on Tuesday evening."


def issues_of(text: str, language: str) -> list[tuple[str, str]]:
    """Codes with the words at their spans."""
    rendition = Rendition(id="t", sha256="0" * 64, text=text, renderer="test", version="1")
    made = RenderedReport(report=report_of(None, None), rendition=rendition)
    issues = read_report(made, reader_of(language)).issues
    assert all((issue.stage, issue.report_id, issue.is_failure) == ("claims", "r", False) for issue in issues)
    return [(issue.code, issue.span.of(text)) for issue in issues if issue.span]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The raid killed 1 2 civilians.", [("unreadable-number", "1 2")]),
        ("en", "The raid killed 1.2 people.", [("unreadable-number", "1.2")]),
        ("en", "The raid killed l2 people.", [("unreadable-number", "l2")]),
        ("en", "The raid killed ½ people.", [("unreadable-number", "½")]),
        (
            "en",
            "At least 1 2 men and 5 boys were killed.",
            [("unreadable-number", "At least 1 2")],
        ),
        (
            "en",
            "At least 1 2 civilians and 5 children were killed.",
            [("unreadable-number", "At least 1 2 civilians and 5 children")],
        ),
        ("en", "The raid killed 1 200 people.", []),
        ("en", "The raid killed 2 billion people.", [("number-beyond-sense", "2 billion")]),
        ("en", "The war killed 300,000 people.", []),
        ("en", "The raid killed an unknown number of people.", []),
        ("ar", "قتل 1 2 مدنيا بقصف على حي التنك", [("unreadable-number", "1 2 مدنيا")]),
    ],
)
def test_a_number_that_can_not_be_told_is_named(language: str, text: str, expected: list[tuple[str, str]]):
    assert issues_of(text, language) == expected


@pytest.mark.parametrize(
    ("written", "is_damaged"),
    [
        ("ki11ed", True),
        ("k1lled", True),
        ("KI|LED", True),
        ("kil led", True),
        ("k i l l e d", True),
        ("k1l led", True),
        ("killed", False),
        ("KILLED", False),
        ("skilled", False),
    ],
)
def test_a_harm_word_that_scanning_damaged_is_named(written: str, is_damaged: bool):
    text = f"The raid {written} two men and wounded five."
    assert issues_of(text, "en") == ([("damaged-word", written)] if is_damaged else [])


def test_words_that_make_a_harm_word_only_together_stay_apart():
    assert issues_of("They want to Kill Ed, he said. A man died in the raid.", "en") == []


def test_claims_behind_a_torn_word_and_unseen_marks_stand_where_they_stood():
    text = "\u200eShells wou nded five\u200b women. A raid k1lled two men."
    rendition = Rendition(id="t", sha256="0" * 64, text=text, renderer="test", version="1")
    reading = read_report(RenderedReport(report=report_of(None, None), rendition=rendition), reader_of("en"))
    counts = [each.count.span for claim in reading.claims for each in claim.casualties]
    assert [span and span.of(text).strip("\u200b") for span in counts] == ["five", "two"]
    assert [issue.span and issue.span.of(text) for issue in reading.issues] == ["wou nded", "k1lled"]


@pytest.mark.parametrize(
    ("language", "own", "other"),
    [("en", EN, AR), ("ar", AR, EN)],
)
def test_a_part_in_another_script_is_named(language: str, own: str, other: str):
    assert issues_of(f"{own}\n\n{other}\n\n{own}", language) == [("other-script", other)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{EN} The raid on حي التنك killed two men, الحمد لله."),
        (
            "ar",
            f"{AR} https://example.org/news/2017/03/a-long-address-that-tells-of-nothing @someaccount.name Reuters",
        ),
    ],
)
def test_names_and_addresses_in_another_script_are_no_part_of_their_own(language: str, text: str):
    assert issues_of(text, language) == []


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("31 March 2016", "31 March 2014", [("contradictory-years", "31 March 2014")]),
        ("31 March 2016", "30 March 2014", []),
        ("31 March 2016", "31 March 2016", []),
    ],
)
def test_a_day_told_in_two_years_is_named(first: str, second: str, expected: list[tuple[str, str]]):
    text = f"An airstrike killed two men in Mosul on {first}. A raid on {second} killed two men in Mosul."
    assert [(code, words.removeprefix("on ")) for code, words in issues_of(text, "en")] == expected
