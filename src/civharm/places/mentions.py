"""Finds the places that a report names or describes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from civharm.model.spans import Span
from civharm.places.arabic import find_arabic_places
from civharm.places.english import find_english_places
from civharm.places.evidence import Entity
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mention import MentionRole, PlaceMention, most_specific
from civharm.places.written import with_coordinates

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Entity", "MentionRole", "PlaceMention", "entities_of", "find_places", "most_specific"]


def find_places(
    text: str,
    *,
    language: str,
    gazetteer: SqliteGazetteer,
    entities: Sequence[Entity] = (),
    with_doubtful: bool = False,
) -> list[PlaceMention]:
    """All place mentions of a text from left to right, in English or Arabic; none in other languages.

    `entities` are the stretches that a tagger took for persons, places and others: they help, and may be left out.
    With the doubtful ones, English names come too that are more likely something else (`is_doubtful`).
    """
    if language == "ar":
        return with_coordinates(find_arabic_places(text, gazetteer=gazetteer), text)
    if language == "en":
        found = find_english_places(text, gazetteer=gazetteer, entities=entities, with_doubtful=with_doubtful)
        return with_coordinates(found, text)
    return []


def entities_of(doc: "Doc") -> tuple[Entity, ...]:
    """What spaCy's tagger found, in the form that `find_places` takes."""
    return tuple(Entity(Span(entity.start_char, entity.end_char), entity.label_) for entity in doc.ents)
