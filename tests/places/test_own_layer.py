"""A user's own place file at work: it adds what the world lacks, and never takes a report away from its town."""

import pytest

from civharm.model.places import Place
from civharm.places.gazetteer import SqliteGazetteer, open_gazetteer
from civharm.places.mentions import find_places
from civharm.places.resolve import PlaceHints, resolve_places

#: Quarters as files often list them: under the governorate, where their town should stand.
OWN = """\
name,variants,lat,lon,level,country,adm1
Qasr Zanabiq,قصر الزنابق,35.460,44.380,neighbourhood,IQ,Kirkuk
Bab Rumman,باب الرمان,35.470,44.400,neighbourhood,IQ,Kirkuk
Qasr Zanabiq,,35.330,43.790,village,IQ,Kirkuk
Tell Rumman,تل الرمان,35.330,43.790,village,IQ,Kirkuk
Hawijja,,35.420,43.860,subdistrict,IQ,Kirkuk
Bab Gharbi,باب غربي,36.340,43.110,neighbourhood,IQ,Nineveh
"""


@pytest.fixture(scope="module")
def layered(tmp_path_factory: pytest.TempPathFactory) -> SqliteGazetteer:
    path = tmp_path_factory.mktemp("places") / "mine.csv"
    path.write_text(OWN, encoding="utf-8")
    return open_gazetteer(path)


def _places(text: str, gazetteer: SqliteGazetteer, *, language: str = "en") -> dict[str, Place]:
    mentions = find_places(text, language=language, gazetteer=gazetteer)
    found = resolve_places(mentions, gazetteer, hints=PlaceHints(countries=("IQ",)))
    return {mention.name: place for mention, place in zip(mentions, found, strict=True)}


def _is_own(place: Place) -> bool:
    return (place.id or "").startswith("mine:")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Shells fell on the Qasr Zanabiq neighbourhood in Kirkuk city.", "neighbourhood"),
        ("Shells fell on Qasr Zanabiq, and two farmers of Kirkuk governorate fled to Hawija.", "village"),
        ("Shells fell on the village of Qasr Zanabiq, southwest of the city of Kirkuk.", "village"),
    ],
    ids=["in its town", "the governorate alone", "called a village"],
)
def test_a_quarter_needs_its_town_whatever_the_file_calls_its_parent(
    layered: SqliteGazetteer, text: str, kind: str
) -> None:
    place = _places(text, layered)["Qasr Zanabiq"]
    assert (_is_own(place), place.precision) == (True, kind)


def test_where_the_words_say_village_a_quarter_of_that_name_stands_back(layered: SqliteGazetteer) -> None:
    text = "قصف على قرية تل رمان في ريف كركوك"
    place = _places(text, layered, language="ar")["تل رمان"]
    assert place.name == "Tell Rumman"


def test_a_subdistrict_brings_the_town_that_another_source_spells_otherwise(layered: SqliteGazetteer) -> None:
    area, town = sorted(layered.find("Hawijja"), key=lambda place: place.kind.coarseness, reverse=True)[:2]
    assert (area.id, town.id) == ("mine:" + area.id.partition(":")[2], "geonames:390188")
    assert (area.lat, area.lon) == (town.lat, town.lon)


def test_a_side_before_the_next_name_is_no_part_of_a_quarters_name(layered: SqliteGazetteer) -> None:
    """ "Bab, west of Mosul" holds no quarter called the western gate."""
    mentions = find_places("انفجار في بلدة باب غربي الموصل", language="ar", gazetteer=layered)
    assert "باب غربي" not in [mention.name for mention in mentions]
    alone = find_places("انفجار في حي باب غربي", language="ar", gazetteer=layered)
    assert [mention.name for mention in alone] == ["باب غربي"]
