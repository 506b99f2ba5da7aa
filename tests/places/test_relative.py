"""Cases of `relative.yml`: the point and the radius that "near", "12 km south of" or "western" make of a place."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.model.places import Place, distance_m
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mentions import find_places
from civharm.places.resolve import resolve_places

CASES = yaml.safe_load((Path(__file__).parent / "relative.yml").read_text(encoding="utf-8"))
_NEAR_M = 300


def _place(gazetteer: SqliteGazetteer, case: dict[str, Any]) -> Place:
    mentions = find_places(case["text"], language=case.get("language", "en"), gazetteer=gazetteer)
    places = resolve_places(mentions, gazetteer)
    return next(place for m, place in zip(mentions, places, strict=True) if m.name == case["name"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:50])
def test_words_around_a_name_make_another_area_of_it(
    gazetteer: SqliteGazetteer, case: dict[str, Any]
) -> None:
    place = _place(gazetteer, case)
    asked = {
        key: value for key, value in case.items() if key not in ("text", "language", "name", "at", "called")
    }
    assert {key: getattr(place, key) for key in asked} == asked
    assert place.name == case.get("called", place.name)
    if "at" in case:
        assert place.lat is not None and place.lon is not None
        assert distance_m((place.lat, place.lon), tuple(case["at"])) < _NEAR_M
