import pytest
from hypothesis import given
from hypothesis import strategies as st

from civharm.places.names import bare_key, plain_key, skeleton_key, without_article


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Erbil", "ERBIL"),
        ("Arbīl", "Arbil"),
        ("Tall ‘Afar", "Tall Afar"),
        ("Bab al-Tob", "Bab al Tob"),
        ("Sana'a", "Sanaa"),
        ("U.S.", "US"),
        ("أربيل", "اربيل"),
        ("قُتل", "قتل"),
        ("الحويجة", "الحويجه"),
    ],
)
def test_spellings_that_are_strictly_the_same(left: str, right: str) -> None:
    assert plain_key(left) == plain_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Bab al-Tob", "Bab at-Toub"),
        ("Irbil", "Erbil"),
        ("Tal Afar", "Tel Afar"),
        ("Al Ḩawījah", "Hawija"),
        ("Deir ez-Zor", "Dayr al Zor"),
        ("al-Shaykh Maqsud", "Sheikh Maqsoud"),
        ("باب الطوب", "باب طوب"),
    ],
)
def test_spellings_that_meet_without_article_and_vowel_swings(left: str, right: str) -> None:
    assert bare_key(left) == bare_key(right)


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [("Bab at-Toub", "باب الطوب"), ("Hawija", "الحويجة"), ("Erbil", "أربيل"), ("Deir ez-Zor", "دير الزور")],
)
def test_both_scripts_meet_in_the_skeleton(latin: str, arabic: str) -> None:
    assert skeleton_key(latin) == skeleton_key(arabic) != ""


@pytest.mark.parametrize(("left", "right"), [("Mosul", "Basra"), ("Baiji", "Balad"), ("Hit", "Hilla")])
def test_different_towns_stay_apart_in_every_key(left: str, right: str) -> None:
    assert bare_key(left) != bare_key(right)
    assert skeleton_key(left) != skeleton_key(right)


def test_a_short_word_keeps_what_looks_like_an_article() -> None:
    assert without_article("الوة") == "الوة"
    assert without_article("الموصل") == "موصل"


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name: str) -> None:
    assert plain_key(plain_key(name)) == plain_key(name)


@given(st.text(max_size=60))
def test_looser_keys_follow_from_the_strict_one(name: str) -> None:
    assert bare_key(plain_key(name)) == bare_key(name)
    assert skeleton_key(plain_key(name)) == skeleton_key(name)
