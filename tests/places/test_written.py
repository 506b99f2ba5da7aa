"""Cases of `written.yml`: coordinates in running text become the points of the places that they stand by."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mentions import find_places
from civharm.places.resolve import PlaceHints, resolve_places
from civharm.places.written import is_of_refuge, written_coordinates

CASES = yaml.safe_load((Path(__file__).parent / "written.yml").read_text(encoding="utf-8"))
HINTS = PlaceHints(countries=("IQ",))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40])
def test_a_place_lies_where_its_report_writes_it(gazetteer: SqliteGazetteer, case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = find_places(text, language=case.get("language", "en"), gazetteer=gazetteer)
    places = resolve_places(mentions, gazetteer, hints=HINTS)
    found = {mention.name: place for mention, place in zip(mentions, places, strict=True)}
    for name, wanted in case["places"].items():
        assert {key: getattr(found[name], key) for key in wanted} == wanted
    assert all(" ".join(m.span.of(text).split()) == m.words for m in mentions)
    digits = [name for name in found if name[:1].isdigit() and name not in case["places"]]
    assert digits == []


def test_points_by_words_of_shelter_or_care_are_told_apart() -> None:
    near = "Families took shelter at 36.3402, 43.1189 last night."
    far = "The depot at 36.3402, 43.1189 burned down." + " Nothing else happened." * 20 + " A shelter opened."
    assert is_of_refuge(written_coordinates(near)[0], near, language="en")
    assert not is_of_refuge(written_coordinates(far)[0], far, language="en")
    arabic = "لجأت العائلات إلى مدرسة عند 36.3402, 43.1189"
    assert is_of_refuge(written_coordinates(arabic)[0], arabic, language="ar")
