"""Layers of a user's own: what is taken in, what is refused and with which words, and how pieces of files are sent."""

import json

import pytest

from civharm.model.errors import InvalidInput, NotFound
from civharm.web.map.layers.folder import Form, MapLayers
from civharm.web.map.layers.geojson import MOST_FEATURES, MOST_POSITIONS
from civharm.web.map.layers.ranges import wanted_piece
from tests.support.tile_archives import write_archive

LINE = {"type": "LineString", "coordinates": [[43.1, 36.3], [43.2, 36.4]]}


def feature(geometry=LINE, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


@pytest.fixture
def layers(tmp_path):
    return MapLayers.of(tmp_path / "casebook")


@pytest.fixture
def written(tmp_path):
    def write(content, name="front.geojson"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def kept(layers, name):
    return json.loads(layers.file_of(name).read_text(encoding="utf-8"))


def test_outlines_come_in_with_their_names_as_text_and_nothing_else(layers, written):
    layers.add(written(collection(feature(name="<img src=x onerror=alert(1)>", secret="a name"))))
    (drawn,) = kept(layers, "front")["features"]
    assert drawn["properties"] == {"name": "<img src=x onerror=alert(1)>"}
    assert drawn["geometry"] == LINE


@pytest.mark.parametrize(
    "content",
    [
        feature(),
        LINE,
        {"type": "GeometryCollection", "geometries": [LINE]},
        collection(feature(), feature(None)),
    ],
    ids=["feature", "geometry", "collection of geometries", "one without a geometry"],
)
def test_every_form_of_geojson_is_read(layers, written, content):
    assert layers.add(written(content)).features == 1


def test_the_box_of_a_layer_is_that_of_its_positions(layers, written):
    assert layers.add(written(collection(feature()))).bounds == (43.1, 36.3, 43.2, 36.4)


POINT = {"type": "Point", "coordinates": [0, 0]}
REFUSED = [
    ("not JSON", "<gpx></gpx>", "no JSON"),
    ("nothing", "", "no JSON"),
    ("a list", "[]", "FeatureCollection"),
    ("another object", '{"type": "Topology"}', "FeatureCollection"),
    ("no geometry at all", collection(feature(None)), "nothing to draw"),
    ("no feature", collection(7), "feature 1 is no feature"),
    ("unknown geometry", collection(feature({"type": "Curve", "coordinates": []})), "unknown type 'Curve'"),
    ("metres, not degrees", collection(feature({**POINT, "coordinates": [331000, 4023000]})), "WGS 84"),
    ("a huge number", '{"type":"Point","coordinates":[1e999,0]}', "WGS 84"),
    ("a number of 5000 digits", '{"type":"Point","coordinates":[' + "9" * 5000 + ",0]}", "no JSON"),
    ("not a number", '{"type":"Point","coordinates":[NaN,0]}', "no number"),
    ("words as numbers", collection(feature({**POINT, "coordinates": ["43", "36"]})), "feature 1 has the position"),
    ("truth as a number", collection(feature({**POINT, "coordinates": [True, False]})), "feature 1"),
    ("half a position", collection(feature({**POINT, "coordinates": [43]})), "feature 1"),
    ("too shallow", collection(feature({"type": "Polygon", "coordinates": [[43, 36]]})), "coordinates that are no list"),
    ("too deep", "[" * 100_000 + "]" * 100_000, "nested deeper"),
    (
        "another datum",
        {**collection(feature()), "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}},
        "3857",
    ),
    ("too many features", collection(*[feature(POINT)] * (MOST_FEATURES + 1)), "make tiles"),
    (
        "too many positions",
        collection(feature({"type": "LineString", "coordinates": [[1, 2]] * (MOST_POSITIONS + 1)})),
        "make tiles",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_no_map_is_refused_with_its_place_and_remedy(layers, written, content, words):
    with pytest.raises(InvalidInput, match=words) as refused:
        layers.add(written(content))
    assert "front.geojson" in str(refused.value)
    assert layers.listed() == ()


def test_a_file_that_is_too_large_is_refused_before_it_is_read(layers, tmp_path):
    path = tmp_path / "large.geojson"
    with path.open("wb") as sparse:
        sparse.truncate(31_000_000)
    with pytest.raises(InvalidInput, match="make tiles"):
        layers.add(path)


def test_words_in_another_encoding_are_refused(layers, tmp_path):
    path = tmp_path / "old.geojson"
    path.write_bytes('{"type":"Feature","properties":{"name":"حي"}}'.encode("cp1256"))
    with pytest.raises(InvalidInput, match="UTF-8"):
        layers.add(path)


@pytest.mark.parametrize(
    ("is_vector", "form", "parts"),
    [(True, Form.VECTOR_TILES, ("quarters",)), (False, Form.PICTURE_TILES, ())],
)
def test_an_archive_of_tiles_comes_in_as_it_is(layers, tmp_path, is_vector, form, parts):
    path = write_archive(tmp_path / "tiles.pmtiles", is_vector=is_vector)
    layer = layers.add(path)
    assert (layer.form, layer.vector_layers, layer.max_zoom) == (form, parts, 0)
    assert layer.bounds == (-180.0, -85.0, 180.0, 85.0)
    assert layers.file_of("tiles").read_bytes() == path.read_bytes()


ARCHIVES_REFUSED = [
    ({"magic": b"PMTilez"}, "does not begin"),
    ({"version": 2}, "version 2"),
    ({"root": 20_000}, "beginning"),
    ({"tiles_length": 2**60}, "behind the end of the file"),
    ({"metadata_start": 2**63}, "behind the end of the file"),
    ({"tiles_length": 0}, "no tiles"),
    ({"kind": 0}, "neither vector tiles nor pictures"),
    ({"inside": 4}, "browsers"),
    ({"outside": 3}, "browsers"),
    ({"min_zoom": 9, "max_zoom": 3}, "zooms"),
    ({"max_zoom": 200}, "zooms"),
    ({"west": 2_000_000_000}, "outside the earth"),
    ({"metadata": {}}, "no vector layers"),
    ({"metadata": {"vector_layers": "all"}}, "no vector layers"),
    ({"metadata": {"vector_layers": [{"id": 7}]}}, "no vector layers"),
    ({"inside": 1}, "description"),
]


@pytest.mark.parametrize(("changes", "words"), ARCHIVES_REFUSED)
def test_an_archive_that_is_damaged_or_of_another_kind_is_refused(layers, tmp_path, changes, words):
    with pytest.raises(InvalidInput, match=words):
        layers.add(write_archive(tmp_path / "tiles.pmtiles", **changes))
    assert layers.listed() == ()


def test_a_description_that_unpacks_to_more_than_memory_holds_is_refused(layers, tmp_path):
    path = write_archive(tmp_path / "bomb.pmtiles", metadata={"vector_layers": " " * 30_000_000})
    with pytest.raises(InvalidInput, match="description"):
        layers.add(path)


def test_an_archive_under_another_name_is_known_by_its_first_bytes(layers, tmp_path):
    path = write_archive(tmp_path / "tiles.bin")
    assert layers.add(path).form is Form.VECTOR_TILES


def test_a_layer_is_replaced_only_when_told(layers, written):
    path = written(collection(feature()))
    layers.add(path)
    with pytest.raises(InvalidInput, match="already"):
        layers.add(path)
    assert layers.add(written(collection(feature(), feature())), replaces=True).features == 2
    assert len(layers.listed()) == 1


def test_a_layer_of_another_form_takes_the_place_of_the_first_whole(layers, written, tmp_path):
    layers.add(written(collection(feature()), name="map.geojson"))
    layers.add(write_archive(tmp_path / "map.pmtiles"), replaces=True)
    assert layers.file_of("map").suffix == ".pmtiles"
    assert [path.name for path in sorted(layers.folder.iterdir())] == ["map.json", "map.pmtiles"]


def test_a_refused_file_leaves_the_layer_of_that_name_as_it_was(layers, written):
    layers.add(written(collection(feature())))
    with pytest.raises(InvalidInput):
        layers.add(written("no map"), replaces=True)
    assert len(kept(layers, "front")["features"]) == 1


def test_a_layer_goes_when_it_is_removed(layers, written):
    layers.add(written(collection(feature())), title="خط التماس")
    (layer,) = layers.listed()
    layers.remove(layer.name)
    assert layers.listed() == ()
    with pytest.raises(NotFound, match="no layer"):
        layers.remove(layer.name)


@pytest.mark.parametrize("name", ["../casebook", "a/b", "", ".", "x" * 100, "front.geojson"])
def test_no_name_leads_out_of_the_folder(layers, written, name):
    layers.add(written(collection(feature())))
    with pytest.raises(NotFound):
        layers.file_of(name)


@pytest.mark.parametrize("title", ["///", "…", "   /  "])
def test_a_title_without_letters_is_refused(layers, written, title):
    with pytest.raises(InvalidInput, match="name"):
        layers.add(written(collection(feature())), title=title)


DAMAGES = [
    ("the file is gone", lambda folder: (folder / "front.geojson").unlink(), "missing"),
    ("the file is another", lambda folder: (folder / "front.geojson").write_text("{}"), "changed"),
    ("its description is cut off", lambda folder: (folder / "front.json").write_text('{"name": "fr'), "description"),
    ("its description is another", lambda folder: (folder / "front.json").write_text('{"name": "front"}'), "description"),
]  # fmt: skip


@pytest.mark.parametrize(("damage", "words"), [row[1:] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_a_damaged_layer_is_listed_with_its_fault_and_not_sent(layers, written, damage, words):
    layers.add(written(collection(feature())))
    damage(layers.folder)
    (layer,) = layers.listed()
    assert words in layer.fault
    with pytest.raises(NotFound, match=words):
        layers.file_of("front")


@pytest.mark.parametrize(
    ("asked", "piece"),
    [
        ("bytes=0-9", (0, 9)),
        ("bytes=90-", (90, 99)),
        ("bytes=90-5000", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-1000", (0, 99)),
        ("bytes=100-", None),
        ("bytes=9-3", None),
        ("bytes=-0", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=0-1", None),
        ("bytes=" + "9" * 40 + "-", None),
        ("", None),
    ],
)
def test_a_range_is_a_piece_of_a_hundred_bytes_or_refused(asked, piece):
    assert wanted_piece(asked, 100) == piece
