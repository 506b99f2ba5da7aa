"""JSON of Atlos and Bayanat: what was chosen, when and where; source material by its hashes; never a name or a sentence."""

import hashlib
import json
from zipfile import ZipFile

import pytest

from civharm.exchange.kinds import Kind
from civharm.model.errors import InvalidInput
from civharm.model.store import Kept
from civharm.pipeline import refresh
from tests.exchange.conftest import lasted, said

NAMES = ("Odo", "Vell", "Mira", "film", "odo_vell")
ATLOS = {
    "slug": "ATL-AAAAAA", "attr_description": "Odo Vell filmed a strike.", "attr_more_info": "Odo Vell lives there.",
    "attr_date": "2022-03-17", "attr_status": "Completed", "attr_restrictions": None, "attr_sensitive": ["Graphic Violence"],
    "attr_geolocation": {"type": "Point", "coordinates": [43.12, 36.34], "srid": 4326},
    "attr_geolocation_resolution": "Vicinity", "id": "0b1c", "inserted_at": "2022-03-18T10:00:00",
    "attributes": [
        {"id": "a1", "name": "Incident Type", "value": ["Military Activity/Strike"]},
        {"id": "a2", "name": "Impact", "value": ["Death/Civilian", "Odo Vell's house"]},
    ],
    "versions": [
        {"id": "v1", "source_url": "https://social.example/odo_vell/1", "visibility": "visible",
         "artifacts": [{"type": "media", "file_hash_sha256": "ab" * 32}]},
        {"id": "v2", "source_url": "https://social.example/odo_vell/2", "visibility": "removed", "artifacts": []},
    ],
}  # fmt: skip
PLACE = {"id": 3, "title": "Norhaven", "full_string": "Arlandia, Norhaven", "lat": 36.34, "lng": 43.12}
STRIKE = {
    "id": 9, "title": "Odo Vell's house", "comments": "Mira saw it", "eventtype": {"id": 1, "title": "Air Strike"},
    "from_date": "2017-03-17T00:00", "to_date": "2017-03-18T00:00", "estimated": True,
    "location": PLACE | {"admin_level": {"code": 4, "title": "Community"}, "country": {"id": 1, "title": "Arlandia"}},
}  # fmt: skip
BULLETIN = {
    "class": "bulletin", "id": 7, "title": "Odo Vell filmed", "description": "Mira Vell speaks", "originid": "x",
    "labels": [{"id": 1, "title": "Killing of civilians"}, {"id": 2, "title": "Case of Odo Vell"}],
    "verLabels": [{"id": 1, "title": "Killing of civilians"}], "sources": [{"id": 1, "title": "Odo Vell's channel"}],
    "locations": [PLACE], "geoLocations": [], "events": [STRIKE], "source_link": "https://social.example/odo_vell",
    "publish_date": "2017-03-19T00:00",
}  # fmt: skip
INCIDENT = {
    "class": "incident", "id": 7, "title": "Odo Vell", "labels": [], "locations": [PLACE], "events": [],
    "claimed_violations": [{"id": 1, "title": "Shelling"}], "potential_violations": [{"id": 2, "title": "Murder"}],
}  # fmt: skip
ACTOR = {
    "class": "actor", "id": 5, "name": "Odo Vell", "father_name": "Mira", "civilian": "Civilian", "age": "Adult",
    "events": [STRIKE], "actor_profiles": [{"mode": 3, "known_dead": "Yes", "saw_name": "Mira Vell"}],
}  # fmt: skip


@pytest.fixture
def bring(tmp_path, bring_in, casebook):
    """Imports objects that are saved as an export has them, and gives what came of it."""

    def run(kind, exported, name="export.json"):
        path = tmp_path / name
        path.write_text(json.dumps(exported, ensure_ascii=False), encoding="utf-8")
        return bring_in(path, kind)

    return run


def texts_of(casebook):
    return {report.external_id: casebook.texts()[report.id] for report in casebook.reports()}


def test_the_list_of_atlos_api(bring, casebook):
    result = bring(
        Kind.ATLOS, {"results": [ATLOS, ATLOS | {"slug": "ATL-B", "attributes": []}], "next": None}
    )
    assert (result.kept, result.errors) == (Kept(new=2), ())
    claims = casebook.claims()
    assert [(each.kind, said(each)) for each in claims] == [("harm", ["killed civilian 1-None"])]
    (place,) = claims[0].where
    assert (place.lat, place.lon, place.precision.value) == (36.34, 43.12, "nearby_landmark")
    assert lasted(claims[0])[0].isoformat() == "2022-03-17"
    texts = texts_of(casebook)
    assert f"Source material: 1 pieces of source material, files {'ab' * 32}." in texts["ATL-AAAAAA"]
    assert [name for name in NAMES for text in texts.values() if name in text] == []
    assert "description" in result.unread


def full_export(path, *, content=b"picture", told=None):
    """A whole project as Atlos packs it."""
    root = "atlos-export-2022-03-20"
    piece = {"id": "v1", "visibility": "visible", "source_url": "https://social.example/odo_vell/1", "artifacts": [
        {"type": "media", "file_hash_sha256": told or hashlib.sha256(content).hexdigest()}]}  # fmt: skip
    bare = {name: value for name, value in ATLOS.items() if name != "versions"}
    with ZipFile(path, "w") as archive:
        archive.writestr("README.txt", "Odo Vell")
        archive.writestr(f"{root}/project.json", json.dumps({"name": "Lake"}))
        for slug in ("LK-AAAAAA", "LK-BBBBBB"):
            archive.writestr(f"{root}/{slug}/metadata.json", json.dumps(bare | {"slug": slug}))
            archive.writestr(f"{root}/{slug}/updates.json", "[]")
            archive.writestr(f"{root}/{slug}/{slug}-1/metadata.json", json.dumps(piece))
            archive.writestr(f"{root}/{slug}/{slug}-1/media_{slug}-1.jpg", content)
    return path


def test_a_full_export_comes_in_with_its_material(tmp_path, bring_in, casebook):
    path = full_export(tmp_path / "atlos.zip")
    for expected in (Kept(new=2), Kept(same=2)):
        result = bring_in(path, Kind.ATLOS)
        assert (result.kept, result.errors) == (expected, ())
    text = texts_of(casebook)["LK-AAAAAA"]
    assert hashlib.sha256(b"picture").hexdigest() in text
    assert [name for name in NAMES if name in text] == []
    (capture,) = casebook.captures()
    assert casebook.content(capture.sha256) == path.read_bytes(), (
        "the material itself is kept with the archive"
    )


def test_material_that_is_not_what_its_description_says_is_an_error(tmp_path, bring_in, casebook):
    with pytest.raises(InvalidInput, match="material of LK-AAAAAA are not those that its description names"):
        bring_in(full_export(tmp_path / "atlos.zip", told="cd" * 32), Kind.ATLOS)
    assert casebook.captures() == ()


def test_bulletins_are_claims_of_what_was_chosen(bring, casebook):
    result = bring(Kind.BAYANAT, {"bulletins": [BULLETIN]})
    assert (result.kept, result.errors, result.unread) == (Kept(new=1), (), ())
    (claim,) = casebook.claims()
    assert (claim.kind, said(claim), claim.event) == ("harm", ["killed civilian 1-None"], "airstrike")
    assert [str(day) for day in lasted(claim)[:2]] == ["2017-03-17", "2017-03-18"]
    (place,) = claim.where
    assert (place.name, place.country, place.lat, place.precision.value) == ("Norhaven", "AX", 36.34, "town")
    text = texts_of(casebook)["bulletin-7"]
    for told in (
        "Chosen there: Killing of civilians, Air Strike.",
        "Verified there: Killing of civilians.",
        "Other labels and kinds, not repeated here: 1.",
        "Sources named there: 1.",
        "The day is estimated: yes.",
    ):
        assert told in text
    assert [name for name in NAMES if name in text] == []


def test_an_incident_of_the_same_number_is_another_record(bring, casebook):
    bring(Kind.BAYANAT, {"bulletins": [BULLETIN]})
    result = bring(Kind.BAYANAT, {"incidents": [INCIDENT]}, "incidents.json")
    assert result.kept == Kept(new=1)
    assert set(texts_of(casebook)) == {"bulletin-7", "incident-7"}
    claim = next(each for each in casebook.claims() if each.event == "shelling")
    assert (claim.kind, said(claim)) == ("attack", ["killed unknown 1-None"]), "of no side in particular"


@pytest.mark.parametrize(
    ("change", "counted"),
    [
        ({}, ["killed civilian 1-1"]),
        ({"civilian": "Non-Civilian"}, ["killed combatant 1-1"]),
        ({"civilian": None}, ["killed unknown 1-1"]),
        ({"actor_profiles": [{"injured": "Yes"}]}, ["injured civilian 1-1"]),
        ({"actor_profiles": []}, None),
    ],
)
def test_an_actor_is_one_person_without_a_name(bring, casebook, change, counted):
    bring(Kind.BAYANAT, {"actors": [ACTOR | change]})
    assert [said(each) for each in casebook.claims()] == ([counted] if counted else [])
    text = texts_of(casebook)["actor-5"]
    assert [name for name in NAMES if name in text] == []
    assert ("a person, of whom no harm is told," in text) is (counted is None)


def test_what_is_no_record_is_named_and_the_others_come_in(bring, casebook):
    wrong = [
        BULLETIN | {"restricted": True},
        {"title": "Odo Vell"},
        BULLETIN | {"id": 8, "locations": "Odo"},
        BULLETIN | {"id": 9, "events": [STRIKE | {"from_date": "soon"}]},
    ]
    result = bring(Kind.BAYANAT, {"bulletins": [BULLETIN, *wrong]})
    assert [error.row for error in result.errors] == [2, 3, 4, 5]
    assert not any(name in str(result.errors) for name in NAMES)
    assert result.kept == Kept(new=1)


def test_both_are_words_of_their_recorder_and_meet_the_record(bring, casebook):
    bring(Kind.BAYANAT, {"bulletins": [BULLETIN]})
    refresh(casebook)
    (incident,) = casebook.incidents()
    assert (incident.status, casebook.decisions()) == ("machine", ())
    assert casebook.claims()[0].speaker.name == "Lake Monitor"


NO_EXPORTS = (("a.json", b"{"), ("b.json", b"\xff\xfe\x00"), ("c.zip", b"PK\x03\x04"), ("d.json", b"{}"))


@pytest.mark.parametrize("kind", [Kind.ATLOS, Kind.BAYANAT])
@pytest.mark.parametrize("file", NO_EXPORTS, ids=[name for name, _ in NO_EXPORTS])
def test_a_file_that_is_no_export_adds_nothing(tmp_path, bring_in, casebook, kind, file):
    path = tmp_path / file[0]
    path.write_bytes(file[1])
    with pytest.raises(InvalidInput):
        bring_in(path, kind)
    assert casebook.captures() == ()
