"""Where the layers of the gazetteer tell of one place, and where of two."""

from dataclasses import replace
from pathlib import Path

import pytest

from civharm.model.places import PlacePrecision as P
from civharm.model.ports import GazetteerPlace
from civharm.places.gazetteer import SqliteGazetteer, open_gazetteer
from civharm.places.mentions import find_places
from civharm.places.same import is_main_town, joined

WORLD = GazetteerPlace(
    id="geonames:1", name="Tall Nur", lat=36.30, lon=43.10, country="IQ", kind=P.CITY, radius_m=5_000,
    admin1="IQ.15", parent="Nineveh", population=120_000,
)  # fmt: skip
MINE = GazetteerPlace(
    id="mine:1", name="Tell Nur town", lat=36.31, lon=43.11, country="IQ", kind=P.UNKNOWN, radius_m=3_000, layer="mine"
)  # fmt: skip
AREA = replace(WORLD, id="geonames:2", kind=P.PROVINCE, radius_m=60_000, lat=36.0)


def test_what_a_layer_leaves_open_is_filled_from_below() -> None:
    (place,) = joined((MINE, WORLD))
    assert (place.name, place.lat, place.layer) == ("Tell Nur town", 36.31, "mine")
    assert (place.kind, place.radius_m, place.population) == (P.CITY, 5_000, 120_000)
    assert (place.id, place.admin1, place.parent) == ("geonames:1", "IQ.15", "Nineveh")


def test_what_a_layer_says_stays() -> None:
    said = replace(MINE, kind=P.TOWN, radius_m=900, population=7, parent="Mosul", admin1="IQ.1")
    assert joined((said, WORLD)) == (replace(said, id="geonames:1"),)


def test_a_town_without_inhabitants_may_be_a_city_but_a_village_may_not() -> None:
    assert joined((replace(MINE, kind=P.TOWN), WORLD))[0].kind is P.CITY
    assert joined((replace(MINE, kind=P.TOWN), replace(WORLD, kind=P.VILLAGE)))[0].kind is P.TOWN
    assert joined((replace(MINE, kind=P.VILLAGE), WORLD))[0].kind is P.VILLAGE


@pytest.mark.parametrize(
    "other",
    [
        replace(WORLD, lat=37.3),
        replace(WORLD, lat=36.36),
        replace(WORLD, country="SY"),
        replace(WORLD, name="Bab Hassan", lat=36.33),
        replace(WORLD, kind=P.PROVINCE),
        replace(WORLD, kind=P.COUNTRY),
    ],
    ids=["far off", "out of reach", "abroad", "under another name", "a province", "a country"],
)
def test_another_place_is_not_hidden(other: GazetteerPlace) -> None:
    assert joined((MINE, other)) == (MINE, other)


def test_a_quarter_is_not_the_town_of_its_name() -> None:
    quarter = replace(MINE, kind=P.NEIGHBOURHOOD)
    assert joined((quarter, WORLD)) == (quarter, WORLD)


def test_an_area_without_an_extent_takes_the_circle_that_is_known() -> None:
    (place,) = joined((replace(MINE, kind=P.PROVINCE, radius_m=90_000), AREA))
    assert (place.lat, place.radius_m, place.layer) == (36.0, 60_000, "mine")
    (drawn,) = joined((replace(MINE, kind=P.PROVINCE, radius_m=41_000), AREA))
    assert (drawn.lat, drawn.radius_m) == (36.31, 41_000)


def test_a_subdistrict_lies_at_its_town_and_reaches_as_far_as_before() -> None:
    area = replace(MINE, name="Tell Nur", kind=P.SUBDISTRICT, radius_m=12_000)
    placed, town = joined((area, WORLD))
    assert (placed.lat, placed.lon, town) == (36.30, 43.10, WORLD)
    assert 13_000 < placed.radius_m < 14_000


@pytest.fixture(scope="module")
def layered(tmp_path_factory: pytest.TempPathFactory) -> SqliteGazetteer:
    path: Path = tmp_path_factory.mktemp("places") / "mine.csv"
    path.write_text(
        "name,name_ar,lat,lon,precision,country\nMosul,,36.34,43.13,populated_place,IQ\n"
        "Zumurrudah town,,36.51,43.01,as_named,IQ\nGharbi,الغربي,36.36,43.02,neighbourhood,IQ\n",
        encoding="utf-8",
    )
    return open_gazetteer(path)


def test_a_populated_place_of_a_file_does_not_unlearn_that_a_city_is_one(layered: SqliteGazetteer) -> None:
    place = layered.find("Mosul")[0]
    assert (place.layer, place.lat, place.kind) == ("mine", 36.34, P.CITY)
    assert place.population > 1_000_000


def test_a_word_of_kind_in_a_name_tells_the_rung_and_hides_no_spelling(layered: SqliteGazetteer) -> None:
    (place,) = layered.find_alike("Zumurruda")
    assert place.kind is P.TOWN


@pytest.mark.parametrize(
    ("text", "is_found"),
    [("قصف في حي الغربي", True), ("قصف بالريف الغربي", False), ("انفجار بريف الغربي", False)],
)
def test_a_side_is_a_name_only_after_a_word_of_kind(
    layered: SqliteGazetteer, text: str, is_found: bool
) -> None:
    names = [mention.name for mention in find_places(text, language="ar", gazetteer=layered)]
    assert ("الغربي" in names) is is_found


@pytest.mark.parametrize(
    ("town", "is_main"),
    [
        (WORLD, True),
        (replace(WORLD, kind=P.TOWN), True),
        (replace(WORLD, kind=P.VILLAGE), False),
        (replace(WORLD, country="SY"), False),
        (replace(WORLD, lat=36.9), False),
        (AREA, False),
    ],
    ids=["its city", "its town", "a village", "abroad", "far from its point", "the area itself"],
)
def test_the_main_town_of_an_area_lies_at_its_point(town: GazetteerPlace, is_main: bool) -> None:
    assert is_main_town(town, replace(AREA, lat=36.301)) is is_main
