"""At which place the event of a verb happened."""

import pytest

from civharm.lang.english import parse
from civharm.model.spans import Span
from civharm.places.event import event_places
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mentions import entities_of, find_places

CASES = [
    ("Two people were killed in Mosul on Monday.", "killed", ["Mosul"]),
    ("Iraqi soldiers captured Hawija after a siege.", "captured", ["Hawija"]),
    ("A minister told Reuters that troops stormed Tal Afar on Sunday.", "stormed", ["Tal Afar"]),
    ("Iraq condemned the attack that killed four people in Samarra.", "killed", ["Samarra"]),
    ("A bomb exploded in the Zanjili neighborhood of Mosul.", "exploded", ["Zanjili"]),
    ("At least nine people were killed by Turkey's jets.", "killed", []),
    ("Protesters clashed with police in Basra and Najaf.", "clashed", ["Basra", "Najaf"]),
    ("Jets struck the towns of Hawija, Samarra and Mosul.", "struck", ["Hawija", "Samarra", "Mosul"]),
    ("A shell fell in the Kurdish-majority city of Kirkuk.", "fell", ["Kirkuk"]),
    ("Fighters of the Islamic State Of Iraq And Al-Sham attacked Samarra.", "attacked", ["Samarra"]),
    ("The minister spoke to reporters.", "spoke", []),
]


@pytest.mark.parametrize(("text", "verb", "places"), CASES)
def test_an_event_is_put_where_its_sentence_says(
    gazetteer: SqliteGazetteer, text: str, verb: str, places: list[str]
) -> None:
    doc = parse(text)
    mentions = find_places(text, language="en", gazetteer=gazetteer, entities=entities_of(doc))
    at = text.index(verb)
    assert [m.name for m in event_places(doc, Span(at, at + len(verb)), mentions)] == places


def test_a_dateline_is_never_where_it_happened(gazetteer: SqliteGazetteer) -> None:
    text = "ERBIL, Iraq — Four people were killed when a mine exploded in Makhmur."
    doc = parse(text)
    mentions = find_places(text, language="en", gazetteer=gazetteer, entities=entities_of(doc))
    at = text.index("killed")
    assert "ERBIL" not in [m.name for m in event_places(doc, Span(at, at + 6), mentions)]


def test_a_verb_outside_the_sentence_gives_nothing(gazetteer: SqliteGazetteer) -> None:
    text = "A bomb exploded in Mosul."
    mentions = find_places(text, language="en", gazetteer=gazetteer)
    assert event_places(parse(text), Span(500, 505), mentions) == []
