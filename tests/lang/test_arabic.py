import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.lang.arabic import fold, fold_word

SAME_WORD = [
    ("قُتِلَ", "قتل"),
    ("قتـ ـلى", "قتلى"),
    ("قـ.ـوات", "قوات"),
    ("مد فــ عــ ــي", "مد فعي"),
    ("استـ ـشـ ـهـ ـاد", "استشهاد"),
    ("قت*ل", "قتل"),
    ("د١عـ.ـش", "داعش"),
    ("عاجـــــل", "عاجل"),
    ("إصابة", "اصابه"),
    ("#الموصل_القديمة", "الموصل القديمه"),
    ("\u200fالموصل\u202c", "الموصل"),
    ("ﻻ", "لا"),
    ("عام 1438 هـ في", "عام 1438 ه في"),
    ("المدينةاستشهد", "المدينة استشهد"),
    ("مراسلنااستشهاد", "مراسلنا استشهاد"),
    ("راجعونانتقل إلى رحمة الله", "راجعون انتقل إلى رحمة الله"),
]


@pytest.mark.parametrize(("written", "plain"), SAME_WORD)
def test_one_word_has_one_folded_form(written: str, plain: str) -> None:
    assert fold_word(written) == fold_word(plain)


@pytest.mark.parametrize("digits", ["٢٣", "۲۳", "23"])
def test_digits_of_any_script_fold_to_ascii(digits: str) -> None:
    assert fold(digits).text == "23"


def test_a_span_of_folded_words_quotes_the_original() -> None:
    text = "سقط قتـ ـلى في حيّ التنك"
    folded = fold(text)
    start = folded.text.index("قتلي")
    assert folded.span(start, start + 4).of(text) == "قتـ ـلى"


def test_signs_after_the_last_letter_belong_to_the_word() -> None:
    folded = fold("حيُّ السلام")
    assert folded.span(0, 2).of(folded.original) == "حيُّ"


def test_sentence_marks_are_no_torn_words() -> None:
    assert fold("وصل إلى المدينة.ووفقا للمصدر").text == "وصل الي المدينه.ووفقا للمصدر"


@given(st.text(alphabet="قتلىأإـ ُ.١#_\u200f123abİ", max_size=40))
def test_every_folded_character_maps_into_the_original_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert list(folded.origin) == sorted(folded.origin)
    assert all(0 <= at < len(text) for at in folded.origin)


@given(st.text(alphabet="قتلىأإآةئؤـ ُ١٢_#", max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
