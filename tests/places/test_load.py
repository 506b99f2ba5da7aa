from pathlib import Path

import pytest

from civharm.model.errors import InvalidInput
from civharm.model.places import PlacePrecision
from civharm.places.load import load_layer
from civharm.places.names import plain_key

HEADER = "name,name_ar,variants,lat,lon,precision,radius_m,country,governorate,parent,bank,source,licence\n"
GOOD = "Bab Nergal,باب نركال,Nergal Gate|Bab Nirgal,36.37,43.16,nearby_landmark,200,IQ,Nineveh,Mosul,left,own survey,CC0\n"


def _write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


def test_a_row_keeps_what_was_written(tmp_path: Path) -> None:
    (place,) = load_layer(_write(tmp_path / "mine.csv", HEADER + GOOD)).places
    assert (place.name, place.lat, place.lon) == ("Bab Nergal", 36.37, 43.16)
    assert (place.kind, place.radius_m, place.bank) == (PlacePrecision.LANDMARK, 200, "left")
    assert (place.layer, place.parent, place.source, place.licence) == ("mine", "Mosul", "own survey", "CC0")


@pytest.mark.parametrize("name", ["Bab Nergal", "Nergal Gate", "bab nirgal", "باب نركال"])
def test_all_spellings_of_a_row_lead_to_it(tmp_path: Path, name: str) -> None:
    layer = load_layer(_write(tmp_path / "mine.csv", HEADER + GOOD))
    assert layer.places_by_key[plain_key(name)] == layer.places


def test_tabs_a_byte_order_mark_and_other_headers_are_read(tmp_path: Path) -> None:
    text = "Name\tLatitude\tLongitude\tLevel\nTell Example\t36.1\t42.9\tadm3\n"
    (place,) = load_layer(_write(tmp_path / "mine.tsv", text, "utf-8-sig")).places
    assert (place.name, place.kind, place.radius_m) == ("Tell Example", PlacePrecision.SUBDISTRICT, 12_000)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("X,,,95.0,36.0,,,,,,,,\n", "swapped"),
        ("X,,,36.0,195.0,,,,,,,,\n", "no point on the earth"),
        ("X,,,36 N,43.0,,,,,,,,\n", "no number of degrees"),
        ("X,,,36.0,43.0,hamlet,,,,,,,\n", "precision 'hamlet' is none of"),
        ("X,,,36.0,43.0,,far,,,,,,\n", "radius_m 'far' is no whole number"),
        (",,,36.0,43.0,,,,,,,,\n", "no name"),
        ("X,,,36.0,43.0,,,,,,,,,,,\n", "cells under"),
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, row: str, complaint: str) -> None:
    path = _write(tmp_path / "mine.csv", HEADER + GOOD + row)
    with pytest.raises(InvalidInput, match=complaint) as error:
        load_layer(path)
    assert f"{path}, line 3" in str(error.value)


def test_missing_columns_are_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="line 1: no column lat, lon"):
        load_layer(_write(tmp_path / "mine.csv", "name,x_coord\nA,1\n"))


def test_another_encoding_is_told_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="save it as UTF-8"):
        load_layer(_write(tmp_path / "mine.csv", HEADER + "Café,,,1.0,2.0,,,,,,,,\n", "latin-1"))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="can't be read"):
        load_layer(tmp_path / "none.csv")
