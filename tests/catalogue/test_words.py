"""The same words are found on both databases, and by the plain definition of what is to be found."""

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from civharm.catalogue.catalogue import Catalogue
from civharm.catalogue.fulltext import REPORT_WORDS
from civharm.catalogue.models import ReportRow
from civharm.catalogue.searching import matches, read_search, snippet
from civharm.catalogue.walls import EVERYTHING
from civharm.catalogue.words import keys_of
from civharm.model.errors import InvalidInput
from civharm.publication.protect import MASK

FOUND = [
    # what is looked for, the text, is it found
    ("قتل", "قُتِلَ خمسة مدنيين", True),
    ("موصل", "قصف على الموصل", True),
    ("الموصل", "أهالي موصل القديمة", True),
    ("موصل", "والموصل وبالموصل وللموصل", True),
    ("للموصل", "في الموصل", True),
    ("قتل", "وقتل رجل فجرا", True),
    ("وقتل", "قتل رجل فجرا", True),
    ("مستشفي", "إلى مستشفى الجمهوري", True),
    ("مدرسه", "قصف مدرسة للبنات", True),
    ("إصابة", "اصابه عدد من الناس", True),
    ("شهداء", "سقوط شهدا", True),
    ("قتلى", "سقوط قتـــلى", True),
    ("وزير", "قال الوزير أمس", True),
    ("قتل", "مقتل رجل", False),
    ("موصل", "قصف على الرقة", False),
    ("strike", "Two air strikes hit", True),
    ("STRIKES", "an air-strike hit", True),
    ("city", "in three cities", True),
    ("market's", "at the market", True),
    ("Raqqâ", "near Raqqa", True),
    ("٢٤", "killed 24 people", True),
    ("24", "قتل ٢٤ شخصا", True),
    ("Tigris", "on the Tigris bank", True),
    ("buses", "one bus burned", False),
    ("hit market", "the market was hit", True),
    ("hit market", "the market burned", False),
    ('"hit market"', "the market was hit", False),
    ('"market was hit"', "the Markets was hit", True),
    ('"خمسة مدنيين"', "قتل خمسة مدنيين", True),
    ('"قتل خمسة"', "وقتل خمسة مدنيين", True),
    ("“was hit”", "the market was hit", True),
    ("mark*", "the marketplace", True),
    ("موص*", "في الموصلي", True),
    ("market*", "a mark", False),
    ("market -hit", "the market burned", True),
    ("market -hit", "the market was hit", False),
    ('market -"was hit"', "the market; it was not hit", True),
    ("-hit market", "the market", True),
    ("IQ-20170317-a", "IQ-20170317-a and more", True),
    ("IQ-20170317-a", "IQ-20170317-b, a house", False),
    ("Al-Bab", "in Al Bab", True),
    ("o'neil", "O’Neil said", True),
    ("AND OR NOT", "either and or not", True),
    ("' \" & | ! ( ) hit \"", "was hit", None),
    ("'hit' (market)", "hit a market", True),
    ("naïve", "NAIVE", True),
    ("Straße", "strasse", True),
    ("日本", "日本", True),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "text", "is_found"), FOUND)
def test_a_search_finds_what_it_means(shared: Catalogue, wanted: str, text: str, is_found: bool | None):
    if is_found is None:
        with pytest.raises(InvalidInput):
            read_search(wanted)
        return
    alias, search = shared.casebook.alias, read_search(wanted)
    with transaction.atomic(using=alias):
        row = ReportRow(report_id="searched", title="", wall=1, digest="")
        row.save(using=alias)
        REPORT_WORDS.write(alias, [(row.id, keys_of([text]))])
        found = ReportRow.objects.using(alias).filter(
            report_id="searched", id__in=REPORT_WORDS.found(alias, search)
        )
        assert found.exists() is is_found
        transaction.set_rollback(True, using=alias)
    assert matches(text, search) is is_found


BAD = ["-only", "hit & market", '"open', "***", "-", "!!! market", "", "   ", "word " * 33, "x" * 501, '""']


@pytest.mark.parametrize("wanted", BAD)
def test_a_bad_search_is_an_error_that_says_what_is_wrong(wanted: str):
    with pytest.raises(InvalidInput, match=r"\w{3,} \w+"):
        read_search(wanted)


@given(st.text(max_size=40))
def test_no_search_crashes(shared: Catalogue, wanted: str):
    try:
        shared.search(wanted, walls=EVERYTHING)
    except InvalidInput as error:
        assert error.code == "bad-search"


def test_no_phrase_goes_from_one_text_to_the_next():
    assert keys_of(["one two", "three"]) == ["one", "two", "¦", "three", "¦"]


@pytest.mark.parametrize(
    ("wanted", "text", "marked"),
    [
        ("قتل", "في الليل قُتِلَ رجل", ["قُتِلَ"]),
        ("strike", "One strike. Two strikes!", ["strike", "strikes"]),
        ('"was hit"', "It was hit; was not hit", ["was hit"]),
        ("nothing", "no such word", []),
        ("hit", f"{MASK * 4} was <b>hit</b>", ["hit"]),
    ],
)
def test_hits_are_marked_in_the_words_as_written(wanted: str, text: str, marked: list[str]):
    pieces = snippet(text, read_search(wanted))
    assert [piece.text for piece in pieces if piece.is_hit] == marked
    assert "".join(piece.text for piece in pieces) == text


def test_a_snippet_of_a_long_text_is_short_and_ends_between_words():
    text = "begin " + "and so on " * 500 + "here it was hit hard " + "and so on " * 500
    pieces = snippet(text, read_search("hit"))
    words = "".join(piece.text for piece in pieces)
    assert words.startswith("…") and words.endswith("…") and len(words) < 400
    assert set(words.strip("…").split()) <= set(text.split())
