import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from civharm.places.gazetteer import SqliteGazetteer, looks_alike
from civharm.places.names import bare_key, is_slip, kurdish_reading, plain_key, skeleton_key, without_article

_CASES: dict[str, list[list[str]]] = yaml.safe_load(
    Path(__file__).with_name("names.yml").read_text(encoding="utf-8")
)
_KEYS = (plain_key, bare_key, skeleton_key)


def _pairs(sort: str) -> list[tuple[str, str]]:
    """Every two spellings of each row."""
    return [pair for spellings in _CASES[sort] for pair in combinations(spellings, 2)]


@pytest.mark.parametrize(("left", "right"), _pairs("strictly"))
def test_spellings_that_are_strictly_the_same(left: str, right: str) -> None:
    assert plain_key(left) == plain_key(right) != ""


@pytest.mark.parametrize(("left", "right"), _pairs("transliterated"))
def test_spellings_that_meet_without_article_and_vowel_swings(left: str, right: str) -> None:
    assert bare_key(left) == bare_key(right) != ""


@pytest.mark.parametrize(("left", "right"), _pairs("alike") + _pairs("transliterated"))
def test_spellings_that_a_second_try_brings_together(left: str, right: str) -> None:
    assert looks_alike(left, right)


#: Two spellings, and whether one may be a slip of the pen.
SLIPS = [
    ("Samarraiyah", "Samaraiyah", True),
    ("Mahmudiyah", "Mahmudyiah", True),
    ("Al-Habbaniyah", "Habbaniyeh", True),
    ("Mansuriyah", "Nasiriyah", False),
    ("Balad", "Salad", False),
    ("Hawijah", "", False),
]


@pytest.mark.parametrize(("left", "right", "is_one"), SLIPS)
def test_one_letter_makes_a_slip_of_a_long_name(left: str, right: str, is_one: bool) -> None:
    assert is_slip(left, right) is is_one
    assert is_slip(right, left) is is_one


@pytest.mark.parametrize(("left", "right"), _pairs("apart"))
def test_names_of_different_things_stay_apart(left: str, right: str) -> None:
    assert plain_key(left) != plain_key(right)
    assert bare_key(left) != bare_key(right)
    assert not looks_alike(left, right)


@pytest.mark.parametrize(("left", "right"), _pairs("one_place"))
def test_names_of_one_place_lead_to_it(gazetteer: SqliteGazetteer, left: str, right: str) -> None:
    found = {place.id for place in gazetteer.find(left)}
    assert found & {place.id for place in gazetteer.find(right)}


@pytest.mark.parametrize(("left", "right"), [("Mosul", "Basra"), ("Baiji", "Balad"), ("Hit", "Hilla")])
def test_different_towns_stay_apart_in_every_key(left: str, right: str) -> None:
    assert bare_key(left) != bare_key(right)
    assert skeleton_key(left) != skeleton_key(right)


@pytest.mark.parametrize(
    ("name", "reading"),
    [("Şırnak", "Shırnak"), ("Cizîr", "Jizîr"), ("Şa‘dah", None), ("Mosul", None)],
)
def test_kurdish_spelling_is_told_from_romanised_arabic(name: str, reading: str | None) -> None:
    assert kurdish_reading(name) == reading


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


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_goes_both_ways(name: str, other: str) -> None:
    assert looks_alike(name, other) == looks_alike(other, name)


@pytest.mark.parametrize(
    "name", ["", " ", "a", "ب", "ە", "😀", "👩‍👩‍👧", "'", "\u200f", "ة", "al", "ال", "\x00", "ﷺ"]
)
@pytest.mark.parametrize("key", _KEYS)
def test_odd_names_have_a_key_or_none(name: str, key: Callable[[str], str]) -> None:
    assert isinstance(key(name), str)


@pytest.mark.parametrize("letters", ["x", "al ", "Al", "ب", "ه\u200c", "e", "أ", "-", "ﷺ", "at "])
def test_ten_thousand_letters_take_no_time(gazetteer: SqliteGazetteer, letters: str) -> None:
    name = letters * (10_000 // len(letters))
    began = time.process_time()
    assert not [found for found in (gazetteer.find(name), gazetteer.find_alike(name)) if found]
    for key in _KEYS:
        key(name)
    assert time.process_time() - began < 1.0
