"""Files of others: GeoNames, OCHA, OpenStreetMap, KML, lists of incidents; recognised by what is in them."""

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from civharm.model.errors import InvalidInput
from civharm.places.layers.records import PlaceFormat
from civharm.places.layers.report import RowsRefused
from support.layers import Loaded, load, written


def dump(*rows: tuple[object, ...]) -> str:
    """Lines of a GeoNames dump: id, name, other names, lat, lon, class, code, population."""
    return "".join(
        f"{id}\t{name}\t{name}\t{others}\t{lat}\t{lon}\t{kind}\t{code}\tIQ\t\t15\t\t\t\t{people}\t\t100\tAsia/Baghdad\t2020-01-01\n"
        for id, name, others, lat, lon, kind, code, people in rows
    )


GEONAMES = dump(
    (101, "Tell Example", "تل مثال,tell example", 36.1, 42.9, "P", "PPL", 300),
    (102, "Hayy Example", "", 36.2, 42.9, "P", "PPLX", 0),
    (103, "Example Hospital", "", 36.3, 42.9, "S", "HSP", 0),
    (104, "", "", 36.3, 42.9, "S", "HSP", 0),
    (105, "Example Trench", "", 36.3, 42.9, "U", "TRNU", 0),
    (106, "Wadi Example", "", 36.3, 42.9, "H", "WAD", 0),
)


def square(lon: float, lat: float, half: float) -> list[list[float]]:
    corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
    return [[lon + x, lat + y] for x, y in corners]


def feature(geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: dict[str, Any]) -> str:
    return json.dumps({"type": "FeatureCollection", "crs": {"a": [1, 2]}, "features": list(features)})


POINT = {"type": "Point", "coordinates": [42.9, 36.1]}
AREA = {"type": "Polygon", "coordinates": [square(42.9, 36.1, 0.1)]}
HORSESHOE = {
    "type": "Polygon",
    "coordinates": [
        [[43, 36], [44, 36], [44, 37], [43.8, 37], [43.8, 36.1], [43.2, 36.1], [43.2, 37], [43, 37], [43, 36]]
    ],
}


def kinds(loaded: Loaded) -> dict[str, str]:
    return {place["name"]: place["kind"] for place in loaded.places}


def test_a_dump_of_geonames_goes_by_its_feature_codes(tmp_path: Path) -> None:
    loaded = load(written(tmp_path / "IQ.txt", GEONAMES))
    assert loaded.report.format == PlaceFormat.GEONAMES
    assert kinds(loaded) == {
        "Tell Example": "village",
        "Hayy Example": "neighbourhood",
        "Example Hospital": "nearby_landmark",
        "Wadi Example": "unknown",
    }
    first = loaded.places[0]
    assert (first["public_id"], first["admin1"], first["from_source"]) == (
        "geonames:101",
        "IQ.15",
        "GeoNames",
    )
    assert loaded.names("تل مثال") == ["Tell Example"]
    assert sum(loaded.report.left_out.values()) == 2


def test_other_names_of_geonames_join_the_dump(tmp_path: Path) -> None:
    others = written(
        tmp_path / "alternateNamesV2.txt",
        "1\t101\tar\tتل النموذج\t\t\t\t\t\t\n2\t999\tar\tأخرى\t\t\t\t\t\t\n3\t101\tlink\thttps://example.org\t\t\t\t\t\t\n",
    )
    loaded = load(written(tmp_path / "IQ.txt", GEONAMES), alternate_names=others)
    assert loaded.names("تل النموذج") == ["Tell Example"]
    assert loaded.names("اخري") == []
    assert not loaded.database.execute("SELECT 1 FROM names WHERE key LIKE 'https%'").fetchall()


def test_a_broken_line_of_other_names_is_named(tmp_path: Path) -> None:
    others = written(tmp_path / "names.txt", "no tabs at all\n")
    with pytest.raises(RowsRefused, match=r"names\.txt: 1 cells"):
        load(written(tmp_path / "IQ.txt", GEONAMES), alternate_names=others)


@pytest.mark.parametrize(
    ("code", "name", "arabic"),
    [
        ("ADM3_PCODE", "ADM3_EN", "ADM3_AR"),
        ("admin3Pcode", "admin3Name_en", "admin3Name_ar"),
        ("adm3_pcode", "adm3_name", "adm3_name1"),
    ],
)
def test_areas_of_ocha_are_of_their_finest_code(tmp_path: Path, code: str, name: str, arabic: str) -> None:
    columns = {code: "IQ150301", name: "Example Nahiya", arabic: "ناحية مثال"}
    above = {"ADM1_EN": "Ninewa", "ADM1_PCODE": "IQ15", "ADM2_EN": "Example Qada", "ADM2_PCODE": "IQ1503"}
    place = load(written(tmp_path / "cod.geojson", collection(feature(AREA, **columns, **above))))
    assert place.report.format == PlaceFormat.COD
    row = place.place
    assert (row["name"], row["kind"], row["parent"]) == ("Example Nahiya", "subdistrict", "Example Qada")
    assert (row["country"], row["admin1"], row["public_id"]) == ("IQ", "IQ.15", "mine:IQ150301")
    assert (row["lat"], row["lon"]) == (36.1, 42.9)
    assert 14_000 < row["radius_m"] < 15_000
    assert place.names("ناحيه مثال") == place.names("مثال") == ["Example Nahiya"]


def test_a_table_of_ocha_takes_the_middle_that_it_gives(tmp_path: Path) -> None:
    text = "ADM2_EN,ADM2_PCODE,ADM1_EN,ADM1_PCODE,center_lat,center_lon\nExample Qada,IQ1503,Ninewa,IQ15,36.1,42.9\n"
    place = load(written(tmp_path / "cod.csv", text)).place
    assert (place["kind"], place["lat"], place["lon"]) == ("district", 36.1, 42.9)


def test_an_extract_of_openstreetmap(tmp_path: Path) -> None:
    tags = {"name": "تل مثال", "name:en": "Tell Example", "alt_name": "Tal A;Tal B", "place": "village"}
    text = collection(
        feature(POINT, **{"@id": "node/1", **tags}),
        feature(AREA, name="Example Hospital", amenity="hospital", **{"@id": "way/2"}),
        feature(POINT, name="Example Street", highway="residential", **{"@id": "way/3"}),
        feature(POINT, amenity="bench", **{"@id": "node/4"}),
        feature(POINT, name="Route 5", type="route", **{"@id": "relation/5"}),
    )
    loaded = load(written(tmp_path / "extract.geojson", text))
    assert loaded.report.format == PlaceFormat.OSM
    assert kinds(loaded) == {
        "تل مثال": "village",
        "Example Hospital": "nearby_landmark",
        "Example Street": "street",
    }
    assert loaded.names("tell example") == loaded.names("tal b") == ["تل مثال"]
    assert (loaded.places[0]["public_id"], loaded.places[0]["licence"]) == ("mine:node/1", "ODbL 1.0")
    assert sum(loaded.report.left_out.values()) == 2


def test_openstreetmap_line_by_line_and_as_overpass_and_ogr_give_it(tmp_path: Path) -> None:
    lines = "\n".join(
        json.dumps(feature(POINT, **{"@id": f"node/{n}", "name": f"Tell {n}x", "place": "village"}))
        for n in range(3)
    )
    assert len(load(written(tmp_path / "a.geojsonl", lines)).places) == 3
    overpass = {
        "version": 0.6,
        "elements": [
            {
                "type": "way",
                "id": 7,
                "center": {"lat": 36.1, "lon": 42.9},
                "tags": {"name": "Tell Example", "place": "town"},
            }
        ],
    }
    assert load(written(tmp_path / "b.json", json.dumps(overpass))).place["public_id"] == "mine:way/7"
    ogr = collection(
        feature(POINT, osm_id="9", name="Tell Example", place="town", other_tags='"name:ar"=>"تل مثال"')
    )
    assert load(written(tmp_path / "c.geojson", ogr)).names("تل مثال") == ["Tell Example"]


def test_the_point_of_an_outline_lies_inside_it(tmp_path: Path) -> None:
    place = load(
        written(tmp_path / "mine.geojson", collection(feature(HORSESHOE, name="Example Bend")))
    ).place
    assert 36 <= place["lat"] <= 37
    assert 43 <= place["lon"] <= 43.2 or 43.8 <= place["lon"] <= 44 or place["lat"] <= 36.1


@pytest.mark.parametrize(
    ("geometry", "complaint"),
    [
        ({"type": "Point", "coordinates": [345000, 4020000]}, "metres of a projection"),
        ({"type": "Point", "coordinates": ["a", "b"]}, "can't be read"),
        ({"type": "Polygon", "coordinates": [[[43, 36], [44]]]}, "can't be read"),
        ({"type": "Blob", "coordinates": []}, "type 'Blob'"),
        (None, "no lat"),
        ({"type": "MultiPolygon", "coordinates": []}, "no lat"),
    ],
)
def test_a_geometry_that_is_none_is_named_by_its_number(
    tmp_path: Path, geometry: Any, complaint: str
) -> None:
    text = collection(feature(POINT, name="Tell Example"), feature(geometry, name="Tell Other"))
    with pytest.raises(RowsRefused, match=f"row 2: .*{complaint}"):
        load(written(tmp_path / "mine.geojson", text))


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Places</name>
<Placemark><name>Tell Example</name><ExtendedData><Data name="name_ar"><value>تل مثال</value></Data>
<Data name="precision"><value>village</value></Data></ExtendedData>
<Point><coordinates>42.9,36.1,0</coordinates></Point></Placemark>
<Folder><Placemark><name>Example Quarter</name><Polygon><outerBoundaryIs><LinearRing>
<coordinates>42.8,36.0 43.0,36.0 43.0,36.2 42.8,36.2 42.8,36.0</coordinates>
</LinearRing></outerBoundaryIs></Polygon></Placemark></Folder></Document></kml>"""


def test_kml_and_kmz(tmp_path: Path) -> None:
    loaded = load(written(tmp_path / "mine.kml", KML))
    assert [(p["name"], p["lat"], p["lon"]) for p in loaded.places] == [
        ("Tell Example", 36.1, 42.9),
        ("Example Quarter", 36.1, 42.9),
    ]
    assert loaded.names("تل مثال") == ["Tell Example"]
    with ZipFile(tmp_path / "mine.kmz", "w") as archive:
        archive.writestr("doc.kml", KML)
        archive.writestr("files/icon.png", b"\x89PNG")
    assert len(load(tmp_path / "mine.kmz").places) == 2


def test_xml_with_entities_of_its_own_reads_nothing_from_elsewhere(tmp_path: Path) -> None:
    secret = written(tmp_path / "secret.txt", "a secret")
    bad = KML.replace("<kml", f'<!DOCTYPE kml [<!ENTITY x SYSTEM "{secret.as_uri()}">]>\n<kml').replace(
        "Places", "&x;"
    )
    bad = bad.replace("Example Quarter", "Quarter &x;")
    loaded = load(written(tmp_path / "mine.kml", bad))
    assert not any("secret" in place["name"] for place in loaded.places)


def test_a_list_of_incidents_gives_each_place_name_once(tmp_path: Path) -> None:
    rows = [
        {"code": "A1", "location_name": "Tell Example, Mosul, Nineveh, Iraq", "geolocation": "36.1, 42.9", "geolocation_accuracy": "Neighbourhood/area"},
        {"code": "A2", "location_name": "Tell Example, Mosul, Nineveh, Iraq", "geolocation": "36.12, 42.9", "geolocation_accuracy": "Nearby landmark"},
        {"code": "A3", "location_name": "Tell Other", "geolocation": "36.3,42.9", "geolocation_accuracy": "Exact location (via Airwars)"},
        {"code": "A4", "location_name": "", "geolocation": ""},
    ]  # fmt: skip
    loaded = load(written(tmp_path / "incidents.json", json.dumps(rows)))
    assert loaded.report.format == PlaceFormat.INCIDENTS
    example, other = loaded.places
    assert (example["name"], example["parent"], example["kind"]) == ("Tell Example", "Mosul", "neighbourhood")
    assert (round(example["lat"], 2), other["kind"]) == (36.11, "exact_location")
    assert example["radius_m"] >= 1_111
    assert sum(loaded.report.left_out.values()) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    names = ["باب الطوب", "حي المنصور", "الموصل الجديدة", "حي الفاروق", "رجم حديد", "باب البيض"] * 20
    rows = "".join(f"{name} {n},36.1,42.9{n}\n" for n, name in enumerate(names))
    loaded = load(written(tmp_path / "mine.csv", "name,lat,lon\n" + rows, encoding))
    assert loaded.places[1]["name"] == "حي المنصور 1"
    assert bool(loaded.report.notes) is (encoding == "cp1256")


def test_an_encoding_can_be_named(tmp_path: Path) -> None:
    path = written(tmp_path / "mine.csv", "name,lat,lon\nباب,36.1,42.9\n", "cp1256")
    assert load(path, encoding="cp1256").place["name"] == "باب"
    with pytest.raises(InvalidInput, match="is no encoding"):
        load(path, encoding="klingon")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "binary"),
        (b"SQLite format 3\0" + b"x" * 100, "a database"),
        (b"%PDF-1.7\n" + b"x" * 100, "a PDF"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "a workbook of Excel"),
        (
            b'{"type": "FeatureCollection", "features": [{"type": "Feature", "proper',
            "broken JSON after object 0",
        ),
        (b"[" * 100_000, "broken JSON"),
        (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
        (b"<kml><Placemark><name>A b</name>", "broken XML"),
        (b"<html><body>no</body></html>", "XML but no KML"),
        (b'{"type": "FeatureCollection", "features": []}', "holds no place"),
    ],
)
def test_what_is_no_place_file_says_what_it_is(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=complaint):
        load(path)


def _zip(path: Path, **members: bytes) -> Path:
    with ZipFile(path, "w", compression=8) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def test_archives(tmp_path: Path) -> None:
    one = _zip(tmp_path / "IQ.zip", IQ__txt=GEONAMES.encode(), readme__txt=b"about")
    assert len(load(one).places) == 4
    inner = _zip(tmp_path / "inner.zip", IQ__txt=b"x")
    for members, complaint in (
        ({"inner__zip": inner.read_bytes()}, "holds another archive"),
        ({"a__csv": b"x", "b__csv": b"y"}, "2 files that may be it"),
        ({"a__csv": b"name,lat,lon\n" + b" " * 30_000_000}, "would unpack to 30 MB"),
    ):
        with pytest.raises(InvalidInput, match=complaint):
            load(_zip(tmp_path / "bad.zip", **members))


def test_a_format_can_be_named(tmp_path: Path) -> None:
    text = collection(feature(POINT, name="Tell Example", place="village", precision="town"))
    path = written(tmp_path / "mine.geojson", text)
    assert load(path).place["kind"] == "village"
    assert load(path, format=PlaceFormat.PLAIN).place["kind"] == "town"
    with pytest.raises(InvalidInput, match="no dump of GeoNames"):
        load(path, format=PlaceFormat.GEONAMES)


def test_a_name_with_its_word_of_kind_is_found_without_it(tmp_path: Path) -> None:
    text = "name,lat,lon\nحي المثال,36.1,42.9\nHayy al-Rawabi,36.2,42.9\nVillage of Zumurrud,36.3,42.9\nRawda Hospital,36.4,42.9\n"
    loaded = load(written(tmp_path / "mine.csv", text))
    assert kinds(loaded) == {
        "حي المثال": "neighbourhood", "Hayy al-Rawabi": "neighbourhood", "Village of Zumurrud": "village",
        "Rawda Hospital": "unknown",
    }  # fmt: skip
    assert loaded.names("المثال") and loaded.names("al rawabi") and loaded.names("zumurrud")
    assert not loaded.names("rawda")
