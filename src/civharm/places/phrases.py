"""What belongs to a place's name: relations before it, words of kind around it, and what it lies in."""

import re
from dataclasses import replace
from itertools import pairwise

from civharm.model.places import PlacePrecision
from civharm.model.spans import Span
from civharm.places.mention import MentionRole, PlaceMention
from civharm.places.words import place_words

_SIDE = r"(?:north|south)(?:[- ]?(?:east|west))?|east|west"
_NUMBER = r"(?:\d+(?:[.,]\d+)?|a few|several|a dozen|half a|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
_UNIT = r"(?:kilometers?|kilometres?|kms?|miles?|mi|meters?|metres?|hours?)"
_DISTANCE = rf"(?:about |around |some |roughly |nearly |just )?{_NUMBER}[ -]?{_UNIT}(?: \([^)]{{1,30}}\))?"
_RELATION = re.compile(
    r"(?<!\w)(?P<relation>"
    rf"(?<!to )the (?:(?:{_SIDE})|centre|center|middle) of"
    rf"|(?:{_DISTANCE} )?(?:to the )?(?:just )?(?:{_SIDE})(?:ern)? of"
    rf"|{_DISTANCE} (?:from|outside|away from|off)"
    r"|(?:on |in )?(?:the )?(?:\w+ern )?(?:outskirts|edges?|vicinity|environs|suburbs?|countryside|surroundings) (?:of|around)"
    rf"|(?:the )?(?:{_SIDE})(?:ern)? (?:side|half|part|bank|section|sector|districts?|neighbou?rhoods?|quarters?|suburbs|outskirts|countryside|edge) of"
    r"|(?:the )?(?:left|right) (?:bank|side|coast) of"
    r"|(?:the )?(?:old|ancient|historic|walled) (?:city|town|quarter|cent(?:re|er)) of"
    rf"|(?:the )?(?:{_SIDE})(?:ern)?|central|downtown|rural|(?:the )?(?:centre|center|heart|middle) of"
    r"|near|close to|adjacent to|just outside|outside|around|next to|opposite"
    r")(?: the)?(?: (?:besieged|nearby|embattled|rebel-held|war-torn|ancient|strategic|border|northern|southern|eastern|western))*"
    r"(?: (?P<kind>\w+) of)?[ ]$",
    re.IGNORECASE,
)
#: What may follow the name: "Idlib's southern countryside", "the Idlib countryside", "Mosul's west bank".
_PART_AFTER = re.compile(
    rf"^(?:[’']s?)?[ ](?P<part>(?:(?:{_SIDE}|left|right)(?:ern)? )?(?:countryside|outskirts|suburbs|bank|side|half|part))(?!\w)",
    re.IGNORECASE,
)
_KIND_BEFORE = re.compile(
    r"(?P<owner>[\w’'-]+ )?(?<!\w)(?P<kind>[a-z-]+) (?:of|called|named)(?: the)? $", re.IGNORECASE
)
_CITY_NAME = re.compile(
    r"(?<!\w)(?:the )?(?:[\w-]+ern |ancient |besieged |holy |port |border )?(?P<kind>[a-z-]+) $"
)
_KIND_AFTER = re.compile(r"^[ \t]+(?P<kind>[a-z-]+)\b")
_IN_CONTAINER = re.compile(
    r"^(?:[,،]?\s+(?:in|inside|within|of|in the|of the|inside the)?\s*(?:the\s+)?(?:[a-z]+ern\s+|nearby\s+)*(?:[a-z]+\s+of\s+)?|\s*,\s*)$"
)
_INSIDE = re.compile(r"\b(?:in|inside|within|of)\b")
_POSSESSIVE = re.compile(r"^[’']s?\s+(?:[\w-]+(?:ern)?\s+){0,2}$")
_HOLDING = re.compile(r"^[ \t]+(?P<kind>[a-z-]+) of(?: the)? $")
_SETTLEMENTS = frozenset({PlacePrecision.VILLAGE, PlacePrecision.TOWN, PlacePrecision.CITY})
_LINKED = frozenset({MentionRole.PLACE, MentionRole.DATELINE, MentionRole.ANAPHOR, MentionRole.IN_NAME})
_AND = re.compile(r"(?:,|,? and) ")
_INNER = re.compile(rf"^the (?:{_SIDE}|centre|center|middle) of$")
_BARE_SIDE = re.compile(_SIDE)
_ARTICLE = re.compile(r"^(?:on |in )?the |^on |^in ")
_OPENING = ("The", "In", "A", "An", "Near", "At", "From")
_BEFORE = 90


def with_phrase(mention: PlaceMention, text: str) -> PlaceMention:
    """The mention with its relation and kind, its span widened over their words."""
    if mention.role not in (MentionRole.PLACE, MentionRole.FEATURE):
        return mention
    before = text[max(0, mention.name_span.start - _BEFORE) : mention.name_span.start]
    start, end, kind, relation = mention.span.start, mention.span.end, mention.kind, None
    if found := _RELATION.search(before):
        relation = _whole(_without_article(" ".join(found.group("relation").lower().split())))
        start = mention.name_span.start - len(before) + found.start("relation")
        kind = kind or _kind(found.group("kind"))
    elif found := _kind_before(before):
        kind = kind or _kind(found["kind"])
        start = mention.name_span.start - len(before) + found.start("kind")
    if relation is None and (part := _PART_AFTER.match(text[end : end + 50])):
        relation, end = f"{' '.join(part['part'].lower().split())} of", end + part.end()
    after = _KIND_AFTER.match(text[end : end + 30])
    if after and (word := _kind(after["kind"])):
        kind, end = kind or word, end + after.end()
    span = Span(start, end)
    return replace(mention, span=span, words=" ".join(span.of(text).split()), relation=relation, kind=kind)


def _without_article(relation: str) -> str:
    """ "The north of" a region lies in it, "north of" it does not: there the article stays."""
    return relation if _INNER.match(relation) else _ARTICLE.sub("", relation)


def _whole(relation: str) -> str:
    """ "West Mosul" is western Mosul."""
    return f"{relation}ern" if _BARE_SIDE.fullmatch(relation) else relation


def _kind_before(before: str) -> re.Match[str] | None:
    """A word of kind before the name, unless it is the word of another name ("Zanjili neighborhood of …")."""
    found = _KIND_BEFORE.search(before)
    if (
        found
        and found["owner"]
        and found["owner"] != found["owner"].lower()
        and found["owner"].strip() not in _OPENING
    ):
        return None
    found = found or _CITY_NAME.search(before)
    return found if found and _kind(found["kind"]) else None


def _kind(word: str | None) -> PlacePrecision | None:
    return place_words("en").kinds.get(word.lower()) if word else None


def without_bare_sides(mentions: list[PlaceMention]) -> list[PlaceMention]:
    """The mentions without "North West" where that is the side of the place that follows: "North West England"."""
    followed = pairwise([*mentions, None])
    return [mention for mention, following in followed if mention and not _is_side_of(mention, following)]


def _is_side_of(mention: PlaceMention, following: PlaceMention | None) -> bool:
    if following is None or not following.relation or not following.span.covers(mention.name_span):
        return False
    return _BARE_SIDE.fullmatch(mention.name.lower()) is not None


def with_shared_kinds(mentions: list[PlaceMention], text: str) -> list[PlaceMention]:
    """ "Kirkuk and Wasit governorates": two governorates."""
    found = list(mentions)
    shared: PlacePrecision | None = None
    for index in range(len(found) - 2, -1, -1):
        here, there = found[index], found[index + 1]
        shared = _kind_of_several(there, text) or shared
        is_bare = here.kind is None and here.role is MentionRole.PLACE
        if shared and is_bare and _AND.fullmatch(text, here.span.end, there.span.start):
            found[index] = replace(here, kind=shared)
        else:
            shared = None
    return found


def _kind_of_several(mention: PlaceMention, text: str) -> PlacePrecision | None:
    """What the plural behind a name says that it is."""
    behind = text[mention.name_span.end : mention.span.end].strip()
    return _kind(behind) if behind.endswith("s") else None


def linked(mentions: list[PlaceMention], text: str) -> list[PlaceMention]:
    """Each mention with what it lies in where the words say so: "Hawija, Kirkuk, Iraq", "Mosul's old city"."""
    found = list(mentions)
    for index in range(len(found) - 2, -1, -1):
        here, there = found[index], found[index + 1]
        if kind := _held_kind(here, there, text):
            found[index] = replace(here, span=here.name_span, words=here.name, kind=None)
            found[index + 1] = replace(there, within=here.name_span, is_inside=True, kind=there.kind or kind)
            continue
        if here.within or not _may_link(here, there):
            continue
        gap = text[here.span.end : there.span.start]
        if _IN_CONTAINER.match(gap) and _finer_or_unsaid(here, there):
            span = Span(here.span.start, there.span.end) if "of" in gap.split() else here.span
            found[index] = replace(
                here,
                within=there.name_span,
                is_inside=_INSIDE.search(gap) is not None,
                words=" ".join(span.of(text).split()),
                span=span,
            )
        elif _POSSESSIVE.match(gap) and there.within is None:
            found[index + 1] = replace(there, within=here.name_span, is_inside=True)
    return found


def _held_kind(here: PlaceMention, there: PlaceMention, text: str) -> PlacePrecision | None:
    """ "The Nineveh town of Sinjar": the second lies in the first, other than in "the Zanjili quarter of Mosul"."""
    found = _HOLDING.match(text[here.name_span.end : there.name_span.start])
    if found is None or not {here.role, there.role} <= _LINKED:
        return None
    kind = _kind(found["kind"])
    return kind if kind in _SETTLEMENTS or found["kind"] == "suburb" else None


def _may_link(here: PlaceMention, there: PlaceMention) -> bool:
    return {here.role, there.role} <= _LINKED and here.span.end <= there.span.start


def _finer_or_unsaid(here: PlaceMention, there: PlaceMention) -> bool:
    """False only for a whole province before a town: a list, not an address."""
    return here.kind is not PlacePrecision.PROVINCE or there.kind in (None, PlacePrecision.PROVINCE)
