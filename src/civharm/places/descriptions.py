"""Places that are described, not named: "the old city", "the western side of the city", "the northern city"."""

import re

from civharm.model.places import PlacePrecision
from civharm.model.spans import Span
from civharm.places.mention import MentionRole, PlaceMention

_SIDE = r"(?P<side>(?:north|south)(?:-?(?:east|west))?(?:ern)?|east(?:ern)?|west(?:ern)?|left|right|central)"
_PART = r"(?P<part>side|half|part|bank|section|sector|districts?|neighbou?rhoods?|outskirts|edge)"
_CITY = r"(?P<whole>city|town|village|capital|province|governorate|district|enclave|camp)"
_OLD_CITY = re.compile(
    r"\b(?:[Tt]he\s+)?(?P<core>(?:old|Old|ancient|walled)\s+(?:city|City|town|Town|quarter))\b(?!\s+(?:of|named|called))"
)
_PART_OF_CITY = re.compile(rf"\b(?:[Tt]he\s+)?{_SIDE}\s+{_PART}\s+of\s+(?:the|this)\s+{_CITY}\b")
_CITYS_PART = re.compile(rf"\b(?:[Tt]he|[Tt]his)\s+{_CITY}[’']s\s+{_SIDE}\s+{_PART}\b")
_CITYS_OLD = re.compile(
    rf"\b(?:[Tt]he|[Tt]his)\s+{_CITY}[’']s\s+(?P<core>(?:old|historic|ancient)\s+(?:city|center|centre|quarter|town))\b"
)
_ANAPHOR = re.compile(
    rf"\b(?:the|The|this|This)\s+(?:[a-z]+(?:ern|-held)\s+|besieged\s+|embattled\s+|ancient\s+|northern\s+|Iraqi\s+|Syrian\s+)*{_CITY}\b"
    r"(?![’']s|\s+(?:of|council|hall|center|centre|government|police|named|called|manager|attorney|clerk|commission))"
)
_KINDS = {
    "city": PlacePrecision.CITY, "capital": PlacePrecision.CITY, "town": PlacePrecision.TOWN,
    "village": PlacePrecision.VILLAGE, "province": PlacePrecision.PROVINCE, "governorate": PlacePrecision.PROVINCE,
    "district": PlacePrecision.DISTRICT, "enclave": PlacePrecision.UNKNOWN, "camp": PlacePrecision.LANDMARK,
}  # fmt: skip


def described_places(text: str) -> list[PlaceMention]:
    """Descriptions from left to right; which place they mean is settled when the report's places are known."""
    found: list[PlaceMention] = []
    for pattern in (_PART_OF_CITY, _CITYS_PART, _CITYS_OLD, _OLD_CITY, _ANAPHOR):
        for match in pattern.finditer(text):
            mention = _mention(match, text)
            if not any(mention.span.overlaps(other.span) for other in found):
                found.append(mention)
    return sorted(found, key=lambda mention: mention.span.start)


def _mention(match: re.Match[str], text: str) -> PlaceMention:
    groups = match.groupdict()
    span = Span(*match.span())
    whole = groups.get("whole")
    relation = f"{groups['side']} {groups['part']} of" if groups.get("side") else None
    return PlaceMention(
        span=span,
        words=" ".join(span.of(text).split()),
        name=" ".join(groups["core"].split()) if groups.get("core") else "",
        name_span=span,
        role=MentionRole.ANAPHOR,
        relation=relation,
        kind=PlacePrecision.NEIGHBOURHOOD if groups.get("core") else _KINDS.get(whole or ""),
    )
