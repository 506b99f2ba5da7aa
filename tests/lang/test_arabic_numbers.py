import pytest

from civharm.lang.arabic import fold_word
from civharm.lang.arabic_numbers import number_at

NUMBERS = [
    ("سبعة مدنيين", 7, 1),
    ("أحد عشر شخصاً", 11, 2),
    ("إحدى عشرة امرأة", 11, 2),
    ("اثنا عشر قتيلاً", 12, 2),
    ("خمسة عشر جريحاً", 15, 2),
    ("عشرين", 20, 1),
    ("ثلاثة وعشرون طفلاً", 23, 2),
    ("مئة وخمسة وعشرون", 125, 3),
    ("ثلاثمائة", 300, 1),
    ("مئتين وعشرة", 210, 2),
    ("ثلاثة آلاف ومئتان وأربعة وأربعون", 3244, 5),
    ("١٢ قتيلاً", 12, 1),
    ("1,200 نازح", 1200, 1),
    ("12 ألف نازح", 12000, 2),
    ("خمسة وثلاثة", 5, 1),
    ("7 و 9", 7, 1),
]


@pytest.mark.parametrize(("words", "value", "length"), NUMBERS)
def test_a_number_has_a_value_and_a_length_in_words(words: str, value: int, length: int) -> None:
    assert number_at(fold_word(words).split(), 0) == (value, length)


@pytest.mark.parametrize("words", ["مدنيين", "عشرات المدنيين", "الأحد", "أحد السكان", ""])
def test_other_words_are_no_numbers(words: str) -> None:
    assert number_at(fold_word(words).split(), 0) is None
