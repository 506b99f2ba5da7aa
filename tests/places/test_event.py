"""At which place the event of a verb happened."""

import pytest

from civharm.lang.english import parse
from civharm.model.spans import Span
from civharm.places.event import Resolved, event_places
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mentions import entities_of, find_places
from civharm.places.resolve import resolve_places

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
    (
        "The militia pushed west of Tikrit on Friday, targeting positions inside Baiji.",
        "targeting",
        ["Baiji"],
    ),
    ("A shell killed five people in the Nineveh town of Sinjar.", "killed", ["Sinjar"]),
    ("Two men from Ramadi were killed in Baghdad.", "killed", ["Baghdad"]),
]


def resolved(text: str, gazetteer: SqliteGazetteer) -> list[Resolved]:
    mentions = find_places(text, language="en", gazetteer=gazetteer, entities=entities_of(parse(text)))
    return list(zip(mentions, resolve_places(mentions, gazetteer), strict=True))


@pytest.mark.parametrize(("text", "verb", "places"), CASES)
def test_an_event_is_put_where_its_sentence_says(
    gazetteer: SqliteGazetteer, text: str, verb: str, places: list[str]
) -> None:
    doc = parse(text)
    at = text.index(verb)
    found = event_places(doc, Span(at, at + len(verb)), resolved(text, gazetteer))
    assert [m.name for m in found] == places


def test_a_dateline_is_never_where_it_happened(gazetteer: SqliteGazetteer) -> None:
    text = "ERBIL, Iraq — Four people were killed when a mine exploded in Makhmur."
    doc = parse(text)
    at = text.index("killed")
    found = event_places(doc, Span(at, at + 6), resolved(text, gazetteer))
    assert "ERBIL" not in [m.name for m in found]


def test_a_verb_outside_the_sentence_gives_nothing(gazetteer: SqliteGazetteer) -> None:
    text = "A bomb exploded in Mosul."
    assert event_places(parse(text), Span(500, 505), resolved(text, gazetteer)) == []
