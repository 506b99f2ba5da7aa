"""Cases of `resolve.yml`: where the mentions of a text must come to lie."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.model.places import Place, distance_m
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mentions import find_places
from civharm.places.resolve import PlaceHints, resolve_places

CASES = yaml.safe_load((Path(__file__).parent / "resolve.yml").read_text(encoding="utf-8"))
TOWNS = [(case, name) for case in CASES for name in case["places"]]


def _resolved(gazetteer: SqliteGazetteer, text: str, language: str = "en", **hints: Any) -> dict[str, Place]:
    mentions = find_places(text, language=language, gazetteer=gazetteer)
    places = resolve_places(mentions, gazetteer, hints=PlaceHints(**hints))
    return {mention.name or mention.words: place for mention, place in zip(mentions, places, strict=True)}


@pytest.mark.parametrize(("case", "name"), TOWNS, ids=[f"{case['text'][:25]}-{name}" for case, name in TOWNS])
def test_a_mention_comes_to_lie_where_the_report_says(
    gazetteer: SqliteGazetteer, case: dict[str, Any], name: str
) -> None:
    place = _resolved(gazetteer, case["text"], case.get("language", "en"))[name]
    wanted = case["places"][name]
    assert {key: getattr(place, key) for key in wanted} == wanted


def test_mosul_is_the_city_though_a_part_of_it_is_listed_with_more_people(gazetteer: SqliteGazetteer) -> None:
    assert _resolved(gazetteer, "Mosul fell.")["Mosul"].id == "geonames:99072"


def test_the_part_of_a_city_is_no_centroid(gazetteer: SqliteGazetteer) -> None:
    found = _resolved(gazetteer, "Shells hit the Bab al-Tob neighborhood of western Mosul.")
    city = _resolved(gazetteer, "Mosul fell.")["Mosul"]
    part = found["Bab al-Tob"]
    assert part.radius_m is not None
    assert part.radius_m < 1_000
    assert distance_m((part.lat or 0, part.lon or 0), (city.lat or 0, city.lon or 0)) > 1_000


def test_a_part_of_mosul_is_not_taken_for_a_namesake_elsewhere(gazetteer: SqliteGazetteer) -> None:
    place = _resolved(gazetteer, "A car bomb exploded in the Mansour district of Baghdad, Iraq.")["Mansour"]
    assert place.name != "al-Mansour"


def test_hints_tell_namesakes_apart(gazetteer: SqliteGazetteer) -> None:
    text = "Shelling was heard in Tripoli."
    assert _resolved(gazetteer, text, countries=("LB",))["Tripoli"].country == "LB"
    assert _resolved(gazetteer, text, countries=("LY",))["Tripoli"].country == "LY"


def test_a_hamlet_abroad_stays_out_of_a_report_about_another_country(gazetteer: SqliteGazetteer) -> None:
    text = "Shells fell on Bahar and on Mosul."
    assert _resolved(gazetteer, text, countries=("IQ",))["Mosul"].is_located
    assert not _resolved(gazetteer, text, countries=("IQ",))["Bahar"].is_located
    assert _resolved(gazetteer, "He flew to Moscow.", countries=("IQ",))["Moscow"].country == "RU"


def test_of_namesakes_the_one_far_from_all_that_a_report_names_stands_back(
    gazetteer: SqliteGazetteer,
) -> None:
    text = "A boy was shot in Marathon on Monday, Chicago police said. The mayor of Chicago came from Rockford, Illinois."
    assert _resolved(gazetteer, text, countries=("US",))["Marathon"].within == "Wisconsin"


def test_a_part_that_every_town_has_is_no_place_of_that_name_elsewhere(gazetteer: SqliteGazetteer) -> None:
    text = "Five people were shot on the North Side. Minneapolis police have no suspects."
    located = [
        place.name for place in _resolved(gazetteer, text, countries=("US",)).values() if place.is_located
    ]
    assert located == ["Minneapolis"]


def test_what_else_it_may_be_is_kept_in_order(gazetteer: SqliteGazetteer) -> None:
    place = _resolved(gazetteer, "Shelling was heard in Tripoli, Lebanon.")["Tripoli"]
    scores = [other.score for other in place.alternatives]
    assert scores == sorted(scores, reverse=True)
    assert "Tripoli" in [other.name for other in place.alternatives]


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("Shells fell on Raqqa.", ["geonames:172957"]),
        ("Shells fell on villages in Raqqa province.", ["geonames:172955"]),
    ],
)
def test_the_town_and_its_province_stay_alternatives_of_each_other(
    gazetteer: SqliteGazetteer, text: str, others: list[str]
) -> None:
    assert [other.id for other in _resolved(gazetteer, text)["Raqqa"].alternatives] == others


def test_a_report_without_a_clear_main_place_has_no_the_city(gazetteer: SqliteGazetteer) -> None:
    found = _resolved(gazetteer, "Mosul and Baghdad and Basra were hit. The city is calm.")
    assert not found["The city"].is_located


def test_a_user_can_settle_a_name_for_good(gazetteer: SqliteGazetteer, tmp_path: Path) -> None:
    from civharm.places.gazetteer import open_gazetteer

    path = tmp_path / "mine.csv"
    path.write_text(
        "name,lat,lon,precision,country\nQasr al-Zanabiq,33.4,43.2,village,IQ\n", encoding="utf-8"
    )
    text = "A bomb went off in Qasr al-Zanabiq village, Iraq."
    assert _resolved(gazetteer, text)["Qasr al-Zanabiq"].id is None
    assert (_resolved(open_gazetteer(path), text)["Qasr al-Zanabiq"].id or "").startswith("mine:")


def test_what_lies_outside_a_town_is_no_namesake_in_another_area(gazetteer: SqliteGazetteer) -> None:
    text = "A drone hit the Al Sika area, east of Jabalia camp in the Gaza Strip."
    place = _resolved(gazetteer, text, countries=("PS",))["Al Sika"]
    assert (place.id, place.within) == (None, "Jabālyā")
