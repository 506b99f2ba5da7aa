"""Names on the map: which are shown at which zoom, and which of a place's spellings is the Arabic one."""

import sqlite3

import pytest

from civharm.model.errors import NotSetUp
from civharm.places.labels import arabic_name, labels_in
from civharm.places.view import WORLD, Box, View
from support.named_places import gazetteer_of, named

AROUND = Box(43.0, 36.2, 43.2, 36.4)
CITY = named(9, "Rumman", kind="city", population=900_000)
SUBURB = named(8, "Tel Rumman", lat=36.301, population=9_000)
QUARTER = named(7, "Bab al-Tin", kind="neighbourhood", lat=36.302, population=0)
PROVINCE = named(6, "Rumman Province", kind="province", lat=36.31)
FAR = named(5, "Marsa", lat=0.0, lon=179.99, population=500_000, kind="city")
PLACES = (CITY, SUBURB, QUARTER, PROVINCE, FAR)


@pytest.mark.parametrize(
    ("view", "names"),
    [
        (View(WORLD, 3), ["Rumman", "Marsa"]),
        (View(AROUND, 8), ["Rumman"]),
        (View(AROUND, 14), ["Rumman", "Tel Rumman", "Bab al-Tin"]),
        (View(Box(170, -5, -170, 5), 5), ["Marsa"]),
        (View(Box(-10, -10, 10, 10), 5), []),
    ],
)
def test_a_view_has_the_largest_names_first_and_small_ones_only_near(view, names):
    assert [label.name for label in labels_in(gazetteer_of(*PLACES), view)] == names


def test_an_area_has_no_name_at_a_point():
    shown = labels_in(gazetteer_of(*PLACES), View(AROUND, 17))
    assert PROVINCE.name not in [label.name for label in shown]


def test_a_place_that_two_files_have_is_written_once():
    again = named(4, "RUMMAN", kind="city", lat=36.3001)
    shown = labels_in(gazetteer_of(CITY, again), View(AROUND, 17))
    assert [label.name for label in shown] == ["Rumman"]


def test_a_view_has_no_more_names_than_a_screen_has_room_for():
    many = [named(number, f"Place {number}", lat=36.3 + number / 1e5) for number in range(1, 600)]
    assert len(labels_in(gazetteer_of(*many), View(AROUND, 17))) == 250


@pytest.mark.parametrize(
    ("name", "spellings", "arabic"),
    [
        ("Mosul", ("موصل", "الموصل", "موسل", "مووسل"), "الموصل"),
        ("Karbala", ("كةربالا", "كربلاء"), "كربلاء"),
        ("Kirkuk", ("کەرکوک", "كركوك"), "كركوك"),
        ("Tehran", ("تهران‎", "گرگان"), None),
        ("Damascus", ("الشام", "دمشق"), "دمشق"),
        ("Old Town", ("Altstadt",), None),
        ("حلب", (), "حلب"),
    ],
)
def test_the_arabic_spelling_is_told_from_persian_and_kurdish_ones(name, spellings, arabic):
    assert arabic_name(named(1, name, *spellings)) == arabic


def test_a_gazetteer_of_an_earlier_version_says_what_to_do():
    with pytest.raises(NotSetUp, match="make setup"):
        labels_in(sqlite3.connect(":memory:"), View(WORLD, 3))
