"""Files that people write for themselves: a header, and a place a line."""

from pathlib import Path

import pytest

from civharm.model.errors import InvalidInput
from civharm.model.places import PlacePrecision
from civharm.places.layers.report import RowsRefused
from civharm.places.names import plain_key
from support.layers import kind_of, load, written

HEADER = "name,name_ar,variants,lat,lon,precision,radius_m,country,governorate,parent,bank,source,licence\n"
GOOD = "Bab Nergal,باب نركال,Nergal Gate|Bab Nirgal,36.37,43.16,nearby_landmark,200,IQ,Nineveh,Mosul,left,own survey,CC0\n"


def test_a_row_keeps_what_was_written(tmp_path: Path) -> None:
    place = load(written(tmp_path / "mine.csv", HEADER + GOOD)).place
    assert (place["name"], place["lat"], place["lon"]) == ("Bab Nergal", 36.37, 43.16)
    assert (kind_of(place), place["radius_m"], place["bank"]) == (PlacePrecision.LANDMARK, 200, "left")
    assert (place["layer"], place["parent"], place["admin1"]) == ("mine", "Mosul", "IQ.15")
    assert (place["from_source"], place["licence"]) == ("own survey", "CC0")


@pytest.mark.parametrize("name", ["Bab Nergal", "Nergal Gate", "bab nirgal", "باب نركال"])
def test_all_spellings_of_a_row_lead_to_it(tmp_path: Path, name: str) -> None:
    assert load(written(tmp_path / "mine.csv", HEADER + GOOD)).names(plain_key(name)) == ["Bab Nergal"]


def test_tabs_a_byte_order_mark_and_other_headers_are_read(tmp_path: Path) -> None:
    text = "Name\tLatitude\tLongitude\tLevel\nTell Example\t36.1\t42.9\tadm3\n"
    place = load(written(tmp_path / "mine.tsv", text, "utf-8-sig")).place
    assert (place["name"], kind_of(place), place["radius_m"]) == (
        "Tell Example",
        PlacePrecision.SUBDISTRICT,
        12_000,
    )


@pytest.mark.parametrize(
    "text",
    [
        "name;lat;lon\nTell Example;36,1;42,9\n",
        'place_name,coordinates\nTell Example,"36.1, 42.9"\n',
        "الاسم,خط العرض,خط الطول\nTell Example,36.1,42.9\n",
        "name,lat,lon\n\n,,\nTell Example,36.1,42.9\n",
        "name,lat,lon\nTell Example,36° 6.0 N,42° 54.0 E\n",
    ],
)
def test_columns_as_people_call_them_and_degrees_as_spreadsheets_write_them(
    tmp_path: Path, text: str
) -> None:
    place = load(written(tmp_path / "mine.csv", text)).place
    assert (place["name"], place["lat"], place["lon"]) == ("Tell Example", 36.1, 42.9)


def test_country_and_area_of_a_small_place_are_those_of_the_nearest_town(tmp_path: Path) -> None:
    text = (
        "name,lat,lon,precision,radius_m\nTell Example,36.35,43.15,village,\nThe Plain,36.35,43.15,,90000\n"
    )
    small, wide = load(written(tmp_path / "mine.csv", text)).places
    assert (small["country"], small["admin1"]) == ("IQ", "IQ.15")
    assert (wide["country"], wide["admin1"]) == ("", None)


@pytest.mark.parametrize("country", ["iq", "IRQ", "Iraq", "العراق"])
def test_a_country_is_known_by_code_and_name(tmp_path: Path, country: str) -> None:
    path = written(tmp_path / "mine.csv", f"name,lat,lon,country\nTell Example,36.1,42.9,{country}\n")
    assert load(path).place["country"] == "IQ"


ROWS = [
    ("X y,,,95.0,36.0,,,,,,,,\n", "swapped"),
    ("X y,,,44.0,33.0,,,IQ,,,,,\n", "not in IQ: lat and lon look swapped"),
    ("X y,,,14.0,-60.0,,,IQ,,,,,\n", "not in IQ"),
    ("X y,,,36.0,195.0,,,,,,,,\n", "no point on the earth"),
    ("X y,,,0,0,,,,,,,,\n", "in the sea off Africa"),
    ("X y,,,345123.5,4023456,,,,,,,,\n", "metres of a projection"),
    ("X y,,,north,43.0,,,,,,,,\n", "no number of degrees"),
    ("X y,,,36°99'N,43.0,,,,,,,,\n", "can't be read"),
    ("X y,,,,43.0,,,,,,,,\n", "no lat"),
    ("X y,,,36.0,43.0,burrow,,,,,,,\n", "precision 'burrow' is none of"),
    ("X y,,,36.0,43.0,,far,,,,,,\n", "radius_m 'far' is no whole number"),
    ("X y,,,36.0,43.0,,,Atlantis,,,,,\n", "country 'Atlantis' is not known"),
    (",,,36.0,43.0,,,,,,,,\n", "no name"),
    ("X,,,36.0,43.0,,,,,,,,\n", "one letter"),
    ("😀,,,36.0,43.0,,,,,,,,\n", "has no letter"),
    (f"{'Long ' * 2000},,,36.0,43.0,,,,,,,,\n", "a name of 9,999 characters"),
    ("X y,,,36.0,43.0,,,,,,,,,,,x\n", "cells under"),
    ('"X y,,,36.0,43.0\n' * 3 + "a" * 200_000 + "\n", "quotation mark"),
]


@pytest.mark.parametrize(("row", "complaint"), ROWS)
def test_a_bad_row_is_named_by_file_and_row_with_a_remedy(tmp_path: Path, row: str, complaint: str) -> None:
    path = written(tmp_path / "mine.csv", HEADER + GOOD + row)
    with pytest.raises(RowsRefused, match=complaint) as refused:
        load(path)
    assert f"{path}, row " in str(refused.value)
    assert "; " in str(refused.value)


@pytest.mark.parametrize(("row", "complaint"), ROWS[:-1])
def test_bad_rows_can_be_left_out_and_are_counted(tmp_path: Path, row: str, complaint: str) -> None:
    loaded = load(written(tmp_path / "mine.csv", HEADER + row + GOOD), skips_bad_rows=True)
    assert loaded.place["name"] == "Bab Nergal"
    assert (loaded.report.mistakes, loaded.report.records) == (1, 2)


def test_the_first_mistakes_are_shown_and_all_are_written(tmp_path: Path) -> None:
    rows = "".join(f"Place {n},95,{n}\n" for n in range(80))
    path = written(tmp_path / "mine.csv", "name,lat,lon\n" + rows)
    with pytest.raises(RowsRefused, match="and 79 more") as refused:
        load(path, errors=tmp_path / "errors.csv")
    assert (refused.value.report.mistakes, len(refused.value.report.shown)) == (80, 20)
    assert len((tmp_path / "errors.csv").read_text(encoding="utf-8").splitlines()) == 81


def test_an_id_that_stands_for_two_places_is_a_mistake(tmp_path: Path) -> None:
    text = "id,name,lat,lon\n7,Tell Example,36.1,42.9\n7,Tell Other,36.2,42.9\n"
    with pytest.raises(RowsRefused, match="row 3: the id '7' stands in row 2 already"):
        load(written(tmp_path / "mine.csv", text))
    loaded = load(tmp_path / "mine.csv", skips_bad_rows=True)
    assert loaded.place["name"] == "Tell Example"
    assert loaded.names("tell other") == []


def test_a_row_that_stands_twice_is_one_place_with_all_spellings(tmp_path: Path) -> None:
    text = "name,variants,lat,lon\nTell Example,Tall Ex,36.1,42.9\nTell Example,Tel Exemple,36.1,42.9\n"
    loaded = load(written(tmp_path / "mine.csv", text))
    assert loaded.place["name"] == "Tell Example"
    assert loaded.names("tall ex") == loaded.names("tel exemple") == ["Tell Example"]
    assert sum(loaded.report.left_out.values()) == 1


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name,x_coord\nA b,1\n", "line 1: no column lat, lon.*found: name, x_coord"),
        ("name,lat,lon\n", "a header and no rows"),
        ("name,lat,lon,lat\nA b,1,2,3\n", "two columns are called lat"),
        ("", "is empty"),
        ("\n\n  \n", "is empty"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_says_so_once(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(InvalidInput, match=complaint):
        load(written(tmp_path / "mine.csv", text))


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no such file"):
        load(tmp_path / "none.csv")
    with pytest.raises(InvalidInput, match="it is a folder"):
        load(tmp_path)


def test_an_english_word_that_is_a_name_is_known_as_a_word(tmp_path: Path) -> None:
    text = "name,lat,lon\nMarket,36.1,42.9\nTell Example,36.2,42.9\n"
    words = load(written(tmp_path / "mine.csv", text)).database.execute("SELECT word FROM words")
    assert [row["word"] for row in words] == ["market"]


@pytest.mark.parametrize(("precision", "radius"), [("nearby_landmark", 708), ("village", 1_000)])
def test_a_square_of_the_grid_is_at_least_as_wide_as_it_is_written(
    tmp_path: Path, precision: str, radius: int
) -> None:
    path = written(tmp_path / "mine.csv", f"name,mgrs,precision\nTell Example,38S LF 32 23,{precision}\n")
    place = load(path).place
    assert (round(place["lat"], 1), round(place["lon"], 1)) == (36.3, 43.1)
    assert abs(place["radius_m"] - radius) <= 1
