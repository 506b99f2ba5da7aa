import sqlite3
from pathlib import Path

import pytest

from civharm.model.errors import NotSetUp
from civharm.model.places import PlacePrecision, distance_m
from civharm.places.build import shipped_files
from civharm.places.gazetteer import SqliteGazetteer, looks_alike, open_gazetteer
from civharm.places.world import kind_by_population, radius_by_population


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Mosul", "geonames:99072"),
        ("الموصل", "geonames:99072"),
        ("Irbil", "geonames:95446"),
        ("Nineveh", "geonames:92877"),
        ("محافظة نينوى", "geonames:92877"),
        ("Iraq", "geonames:99237"),
        ("العراق", "geonames:99237"),
        ("Britain", "geonames:2635167"),
    ],
)
def test_a_name_leads_to_its_place(gazetteer: SqliteGazetteer, name: str, id: str) -> None:
    assert id in [place.id for place in gazetteer.find(name)]


@pytest.mark.parametrize("name", ["Bab al-Tob", "Bab at-Toub", "باب الطوب", "Bāb aṭ-Ṭōb"])
def test_the_neighbourhood_is_found_in_every_spelling(gazetteer: SqliteGazetteer, name: str) -> None:
    place = gazetteer.find(name)[0]
    assert (place.name, place.parent, place.bank) == ("Bab al-Tob", "Mosul", "right")


@pytest.mark.parametrize("name", ["", " ", "-", "x" * 10_000, "😀", "'"])
def test_odd_names_find_nothing_and_break_nothing(gazetteer: SqliteGazetteer, name: str) -> None:
    assert not gazetteer.find(name)
    assert not gazetteer.find_loosely(name)


def test_every_place_says_where_it_is_from(gazetteer: SqliteGazetteer) -> None:
    found = [place for name in ("Mosul", "Iraq", "Nineveh", "Gaza Strip") for place in gazetteer.find(name)]
    assert all(place.source and place.licence for place in found)


def test_a_peoples_name_leads_to_the_country_but_is_no_place(gazetteer: SqliteGazetteer) -> None:
    assert [place.country for place in gazetteer.find_people("Iraqis")] == ["IQ"]
    assert not [p for p in gazetteer.find("Iraqis") if p.kind is PlacePrecision.COUNTRY]


def test_a_short_form_leads_to_its_state(gazetteer: SqliteGazetteer) -> None:
    assert [place.name for place in gazetteer.find_abbreviated("Ky.")] == ["Kentucky"]


@pytest.mark.parametrize(
    ("name", "is_word"), [("March", True), ("Police", True), ("Mosul", False), ("Baghdad", False)]
)
def test_words_that_are_also_villages_are_known(gazetteer: SqliteGazetteer, name: str, is_word: bool) -> None:
    assert gazetteer.is_word(name) is is_word


def test_a_users_file_comes_before_the_world(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon,country,source\nMosul,36.34,43.13,IQ,own survey\n", encoding="utf-8")
    with_layer = open_gazetteer(path)
    assert [place.layer for place in with_layer.find("Mosul")][:2] == ["mine", "world"]
    assert with_layer.layers == ("mine",)


def test_a_governorate_in_a_users_file_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("name,lat,lon,country,governorate\nTell Example,36.3,43.1,IQ,Ninewa\n", encoding="utf-8")
    assert open_gazetteer(path).find("Tell Example")[0].admin1 == "IQ.15"


def test_a_missing_gazetteer_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(NotSetUp, match="make setup"):
        open_gazetteer(world=tmp_path / "none.sqlite3")


def test_a_gazetteer_of_another_form_names_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    sqlite3.connect(path).execute("CREATE TABLE places (id)").connection.close()
    with pytest.raises(NotSetUp, match="make setup"):
        open_gazetteer(world=path)


def test_a_damaged_gazetteer_names_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite3"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(NotSetUp, match="make setup"):
        open_gazetteer(world=path)


@pytest.mark.parametrize(
    ("population", "kind"),
    [(0, PlacePrecision.VILLAGE), (5_000, PlacePrecision.TOWN), (100_000, PlacePrecision.CITY)],
)
def test_the_rung_goes_by_inhabitants(population: int, kind: PlacePrecision) -> None:
    assert kind_by_population(population) is kind


def test_radii_grow_with_inhabitants_within_bounds() -> None:
    radii = [radius_by_population(n) for n in (0, 10_000, 1_000_000, 40_000_000)]
    assert radii == sorted(radii)
    assert (radii[0], radii[-1]) == (700, 20_000)


@pytest.mark.parametrize(
    ("name", "other", "alike"),
    [("Tarmiyah", "Aţ Ţārmīyah", True), ("Baghdadi", "Baghdad", False), ("Hawija", "الحويجة", True)],
)
def test_names_that_may_stand_for_each_other(name: str, other: str, alike: bool) -> None:
    assert looks_alike(name, other) is alike


def test_only_place_files_lie_among_the_place_files() -> None:
    assert {path.name for path in shipped_files()} >= {"mosul.csv", "regions.csv"}
    assert not [path for path in shipped_files() if "." in path.stem]


def test_a_region_keeps_its_number_in_geonames(gazetteer: SqliteGazetteer) -> None:
    assert [place.id for place in gazetteer.find("West Bank")] == ["geonames:285153"]


@pytest.mark.parametrize(
    ("area", "kind", "town"),
    [
        ("Baiji District", PlacePrecision.DISTRICT, "Baiji"),
        ("Aleppo Governorate", PlacePrecision.PROVINCE, "Aleppo"),
        ("Anbar", PlacePrecision.PROVINCE, "Ramadi"),
        ("Diyala", PlacePrecision.PROVINCE, "Baqubah"),
    ],
    ids=["named after its town", "a province likewise", "its largest town", "its seat, as listed"],
)
def test_an_area_has_the_point_of_its_main_town(
    gazetteer: SqliteGazetteer, area: str, kind: PlacePrecision, town: str
) -> None:
    wide = next(place for place in gazetteer.find(area) if place.kind is kind and place.layer == "world")
    seat = next(place for place in gazetteer.find(town) if place.kind is PlacePrecision.CITY)
    assert distance_m((wide.lat, wide.lon), (seat.lat, seat.lon)) < 1_000
