"""Two names that are one place: "between Hawija and Kirkuk", "the Mosul–Kirkuk road", "طريق الموصل - كركوك"."""

import re
from dataclasses import replace

from civharm.model.places import PlacePrecision
from civharm.model.spans import Span
from civharm.places.gazetteer import SqliteGazetteer
from civharm.places.mention import MentionRole, PlaceMention

_ROAD = r"(?:road|highway|motorway|route)"
_OF_KIND = r"(?:the\s+)?(?:\w+\s+of\s+)?"
_BETWEEN_BEFORE = re.compile(
    rf"(?P<start>\b(?:{_ROAD}\s+)?(?:halfway\s+|midway\s+)?between\s+{_OF_KIND}|\b{_ROAD}\s+(?:linking|connecting)\s+{_OF_KIND}"
    r"|(?:الطريق\s+)?بين\s+(?:\w+\s+)?)$",
    re.IGNORECASE,
)
_FROM_BEFORE = re.compile(
    rf"(?P<start>\b{_ROAD}\s+(?:leading\s+)?from\s+{_OF_KIND}|(?:ال)?طريق\s+)$", re.IGNORECASE
)
_AND = re.compile(rf"\s+(?:and|with|to)\s+{_OF_KIND}|\s+و(?:بين\s+)?", re.IGNORECASE)
_TO = re.compile(rf"\s+to\s+{_OF_KIND}|\s?[-–—/]\s?", re.IGNORECASE)
_DASH = re.compile(r"\s?[-–—/]\s?|\s+to\s+")
_ROAD_AFTER = re.compile(rf"\s+(?:main\s+|desert\s+|international\s+)?{_ROAD}\b", re.IGNORECASE)
_JOINED = re.compile(
    r"(?P<first>[^\W\d_][\w’']{2,}(?: [A-Z]\w+)?)[-–](?P<second>[A-Z][\w’']{2,}(?: [A-Z]\w+)?)"
)
_BEFORE = 60
RELATION = "between"


def paired(mentions: list[PlaceMention], text: str, gazetteer: SqliteGazetteer) -> list[PlaceMention]:
    """The mentions; where two are the ends of one place, the first stands for it and knows the other."""
    found = [half for mention in mentions for half in _halves(mention, gazetteer)]
    for index in range(len(found) - 1):
        first, second = found[index], found[index + 1]
        if _may_pair(first, second, gazetteer) and (span := _span(first, second, text)):
            words = " ".join(span.of(text).split())
            found[index] = replace(
                first,
                span=span,
                words=words,
                relation=RELATION,
                kind=None,
                within=None,
                other=second.name_span,
            )
            found[index + 1] = replace(
                second, span=second.name_span, words=second.name, role=MentionRole.IN_NAME, relation=None,
                kind=None, within=None,
            )  # fmt: skip
    return found


def _halves(mention: PlaceMention, gazetteer: SqliteGazetteer) -> tuple[PlaceMention, ...]:
    """ "Mosul-Kirkuk" before "road" as the two names that it is."""
    joined = _JOINED.fullmatch(mention.name) if mention.kind is PlacePrecision.LANDMARK else None
    if joined is None or not all(gazetteer.find_strictly(name) for name in joined.groups()):
        return (mention,)
    start = mention.name_span.start
    spans = [Span(start + joined.start(side), start + joined.end(side)) for side in ("first", "second")]
    return tuple(
        replace(mention, span=span, name_span=span, name=name, words=name, kind=None)
        for span, name in zip(spans, joined.groups(), strict=True)
    )


def _may_pair(first: PlaceMention, second: PlaceMention, gazetteer: SqliteGazetteer) -> bool:
    """True for two settlements: what lies between countries is no area that could be drawn."""
    if not all(mention.role is MentionRole.PLACE and mention.name for mention in (first, second)):
        return False
    if first.other or first.name_span.end >= second.name_span.start:
        return False
    return not any(
        place.kind is PlacePrecision.COUNTRY
        for mention in (first, second)
        for place in gazetteer.find_strictly(mention.name)
    )


def _span(first: PlaceMention, second: PlaceMention, text: str) -> Span | None:
    """All words of the place that the two are the ends of, None where they are none."""
    before = text[max(0, first.name_span.start - _BEFORE) : first.name_span.start]
    gap = text[first.name_span.end : second.name_span.start]
    road = _ROAD_AFTER.match(text[second.name_span.end : second.name_span.end + _BEFORE])
    for opening, joint in ((_BETWEEN_BEFORE, _AND), (_FROM_BEFORE, _TO)):
        opened = opening.search(before)
        if opened and joint.fullmatch(gap):
            return Span(first.name_span.start - len(opened["start"]), second.name_span.end)
    if road and _DASH.fullmatch(gap):
        return Span(first.name_span.start, second.name_span.end + road.end())
    return None
