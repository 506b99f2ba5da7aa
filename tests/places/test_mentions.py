"""Cases of `mentions.yml`: each sentence with exactly the places that must be found in it."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from civharm.model.spans import Span
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mentions import Entity, MentionRole, PlaceMention, find_places, most_specific

CASES = yaml.safe_load((Path(__file__).parent / "mentions.yml").read_text(encoding="utf-8"))


def _told(mention: PlaceMention, text: str, asked: dict[str, Any]) -> dict[str, Any]:
    told = {
        "name": mention.name,
        "words": mention.words,
        "role": mention.role.value,
        "relation": mention.relation,
        "kind": mention.kind and mention.kind.value,
        "within": mention.within and mention.within.of(text),
    }
    return {key: told[key] for key in asked}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_a_sentence_gives_its_places(gazetteer: SqliteGazetteer, case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_places(text, language=case.get("language", "en"), gazetteer=gazetteer)
    assert [mention.name for mention in found] == [wanted["name"] for wanted in case["finds"]]
    for mention, wanted in zip(found, case["finds"], strict=True):
        asked = {"role": "place", **wanted}
        assert _told(mention, text, asked) == asked


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_every_mention_stands_in_the_text(gazetteer: SqliteGazetteer, case: dict[str, Any]) -> None:
    text = case["text"]
    for mention in find_places(text, language=case.get("language", "en"), gazetteer=gazetteer):
        assert " ".join(mention.span.of(text).split()) == mention.words
        assert mention.span.covers(mention.name_span)


def test_a_tagger_may_say_that_a_name_is_a_persons(gazetteer: SqliteGazetteer) -> None:
    text = "Witnesses saw Samarra leave."
    name = Span(14, 21)
    as_place = find_places(text, language="en", gazetteer=gazetteer, entities=[Entity(name, "GPE")])
    as_person = find_places(text, language="en", gazetteer=gazetteer, entities=[Entity(name, "PERSON")])
    assert as_place[0].confidence > max([m.confidence for m in as_person], default=0.0)


@pytest.mark.parametrize("inside", ["Iraq", "in Iraq", "inside the Salah al-Din province"])
def test_a_name_that_is_told_to_lie_in_an_area_is_a_places(gazetteer: SqliteGazetteer, inside: str) -> None:
    text = f"Both drivers were hurt at Bottle roundabout, Samarra, {inside}."
    person = Entity(Span(45, 52), "PERSON")
    found = find_places(text, language="en", gazetteer=gazetteer, entities=[person])
    assert "Samarra" in [mention.name for mention in found]


def test_only_places_and_what_stands_for_them_hold_events(gazetteer: SqliteGazetteer) -> None:
    text = "ERBIL, Iraq — Iraqi jets crossed the Tigris River and bombed Mosul and the city."
    holding = [m.role for m in find_places(text, language="en", gazetteer=gazetteer) if m.may_hold_events]
    assert holding == [MentionRole.PLACE, MentionRole.ANAPHOR]


def test_the_most_specific_mentions_are_those_that_hold_no_other(gazetteer: SqliteGazetteer) -> None:
    text = "Shells hit the Zanjili neighborhood of western Mosul."
    found = find_places(text, language="en", gazetteer=gazetteer)
    assert [mention.name for mention in most_specific(found)] == ["Zanjili"]


@pytest.mark.parametrize("text", ["", "\n", "A", "😀" * 500, "Al-" * 3_000, "Mosul " * 2_000, "ال" * 5_000])
def test_odd_texts_break_nothing(gazetteer: SqliteGazetteer, text: str) -> None:
    for language in ("en", "ar"):
        assert all(m.span.end <= len(text) for m in find_places(text, language=language, gazetteer=gazetteer))


def test_a_doubtful_name_is_found_where_it_is_asked_for(gazetteer: SqliteGazetteer) -> None:
    text = "Gunmen fired at Selkuna after dawn near Mosul."
    found = find_places(text, language="en", gazetteer=gazetteer)
    with_doubtful = find_places(text, language="en", gazetteer=gazetteer, with_doubtful=True)
    assert [each.name for each in found] == ["Mosul"]
    assert [(each.name, each.is_doubtful) for each in with_doubtful] == [("Selkuna", True), ("Mosul", False)]
