"""Coordinates in the running text of a report: each with the words that state it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from civharm.model.errors import InvalidInput
from civharm.model.spans import Span
from civharm.places.coordinates import Written, other_datum, parse_coordinates
from civharm.places.mention import MentionRole, PlaceMention
from civharm.places.words import place_words

_DECIMAL = r"\d{1,5}[.,٫]\d+"
_MARKED = r"\d{1,3}(?:[.,٫]\d+)?\s?[°º˚](?:\s?\d{1,2}(?:[.,٫]\d+)?\s?['’′])?(?:\s?\d{1,2}(?:[.,٫]\d+)?\s?(?:[\"”″]|''|’’))?"
_ANGLE = rf"(?:{_MARKED}|{_DECIMAL})"
_LAT, _LON = r"(?:[NS]\b|(?:north|south)\b|شمالا?ً?|جنوبا?ً?)", r"(?:[EW]\b|(?:east|west)\b|شرقا?ً?|غربا?ً?)"
_BETWEEN = r"(?:\s?[,،;/]\s?|\s(?:and\s|و\s?)?|\s?[,،]?\s?و\s?)"
_STATED = re.compile(
    r"(?<![\w.,/@=-])(?:"
    rf"{_ANGLE}\s?{_LAT}{_BETWEEN}{_ANGLE}\s?{_LON}"  # 36.34N 43.12E
    rf"|{_ANGLE}\s?{_LON}{_BETWEEN}{_ANGLE}\s?{_LAT}"
    rf"|{_LAT}\s?{_ANGLE}{_BETWEEN}{_LON}\s?{_ANGLE}"  # N 36°20.4′, E 43°7.1′
    rf"|{_MARKED}{_BETWEEN}{_MARKED}"
    r"|-?\d{1,3}[.٫]\d{4,9}\s?[,،;/]\s?-?\d{1,3}[.٫]\d{3,9}"  # 36.3402, 43.119; three digits alone may part thousands
    r"|-?\d{1,3}[.٫]\d{3,9}\s?[,،;/]\s?-?\d{1,3}[.٫]\d{4,9}"
    r"|\d{1,2} ?[C-HJ-NP-X] ?[A-HJ-NP-Z][A-HJ-NP-V] ?(?:\d{2} ?\d{2}|\d{3} ?\d{3}|\d{4} ?\d{4}|\d{5} ?\d{5})"  # 38S LF 320 233
    r"|\bgeo:-?\d[\d.,-]+|\bhttps?://\S+"
    r")(?![\w%])(?![.,]\d)"
)  # fmt: skip
_MONTH = re.compile(r"\d{1,2} ?(?:JAN|FEB|MAR|MAY|JUN|JUL|SEP|DEC) ?\d{4}")
#: What may stand between a place's name and its coordinates: "Zanjili (coordinates: 36.3402, 43.1189)".
_LEAD = re.compile(
    r"[\s,،:;(\[–—-]*(?:(?:at|the|grid|gps|mgrs|its?|map|geo|coordinates?|coords?|reference|ref|location|located|position|lat|long?"
    r"|[إا]حداثيات|ال[إا]حداثيات|عند)[\s:;,/=.]*)*[(\[]?",
    re.IGNORECASE,
)
_LABEL = r"(?:(?:gps|grid|map|geo|exact)[ -]?)?(?:coordinates?|coords?|geolocation|location|grid|reference|mgrs|gps|(?:ال)?[إا]حداثيات)"
_LABELLED = re.compile(
    rf"[^.!?؟\n]{{0,150}}[.!?؟\n]\s*(?:the\s)?{_LABEL}(?:\s(?:is|are|of the \w+))?[\s:=]*[(\[]?",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?؟]\s|\n")
_AFTER = 60
_AROUND = 250


def written_coordinates(text: str) -> tuple[Written, ...]:
    """All coordinates in a text, from left to right; those that can't be right with their fault."""
    return tuple(_written(text))


def _written(text: str) -> Iterator[Written]:
    for found in _STATED.finditer(text):
        words = found.group().rstrip(").,;]")
        if _MONTH.fullmatch(words):
            continue
        span = Span(found.start(), found.start() + len(words))
        try:
            coordinates = parse_coordinates(words)
        except InvalidInput as error:
            if error.code != "not-coordinates":
                yield Written(span=span, fault=error.code)
            continue
        line = text[span.end : span.end + _AFTER].partition("\n")[0]
        fault = "datum" if other_datum(line) else None
        yield Written(span=span, coordinates=None if fault else coordinates, fault=fault)


def is_of_refuge(written: Written, text: str, *, language: str | None) -> bool:
    """True if the words around speak of people in shelter or in care: to publish the point may endanger them."""
    start = max(0, written.span.start - _AROUND)
    around = text[start : written.span.end + _AROUND].casefold()
    words = place_words("ar" if language == "ar" else "en")["refuges"]
    return any(word.casefold() in around for word in words)


def with_coordinates(mentions: Sequence[PlaceMention], text: str) -> list[PlaceMention]:
    """The mentions, each with the coordinates right behind it, and coordinates that stand alone as mentions too."""
    found = list(mentions)
    for written in written_coordinates(text):
        found = [mention for mention in found if not mention.name_span.overlaps(written.span)]
        owner = _owner(written, found, text)
        if owner is None:
            found.append(_alone(written, text))
        else:
            found[found.index(owner)] = _owning(owner, written, text)
    return sorted(found, key=lambda mention: (mention.name_span.start, mention.name_span.end))


def _owner(written: Written, mentions: Sequence[PlaceMention], text: str) -> PlaceMention | None:
    """The place whose name the coordinates follow; of "Hawija, Kirkuk, Iraq (…)" the first.

    A label of its own ("Coordinates: …") points back at the one place of the sentence before.
    """
    free = [m for m in mentions if m.span.end <= written.span.start and m.may_hold_events and not m.written]
    if not free:
        return None
    chain = _chain(free)
    gap = text[free[-1].span.end : written.span.start]
    if _LEAD.fullmatch(gap):
        return chain[0]
    if not _LABELLED.fullmatch(gap):
        return None
    start = max(text.rfind(mark, 0, free[-1].span.start) for mark in (". ", "\n", "! ", "? ", "؟ "))
    is_only_one = all(mention in chain for mention in free if mention.span.start > start)
    return chain[0] if is_only_one else None


def _chain(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The last mention, behind those that lie in it one in the other."""
    chain = [mentions[-1]]
    by_container = {mention.within: mention for mention in mentions if mention.within}
    while (inner := by_container.get(chain[0].name_span)) and inner not in chain:
        chain.insert(0, inner)
    return chain


def _owning(mention: PlaceMention, written: Written, text: str) -> PlaceMention:
    """The mention with the coordinates, and with their words where they stand in the same sentence."""
    if _SENTENCE_END.search(text[mention.span.end : written.span.start]):
        return replace(mention, written=written)
    closing = text[written.span.end : written.span.end + 1] in (")", "]")
    span = Span(mention.span.start, written.span.end + closing)
    return replace(mention, span=span, words=" ".join(span.of(text).split()), written=written)


def _alone(written: Written, text: str) -> PlaceMention:
    words = " ".join(written.span.of(text).split())
    return PlaceMention(
        span=written.span,
        words=words,
        name=words,
        name_span=written.span,
        role=MentionRole.PLACE,
        written=written,
    )
