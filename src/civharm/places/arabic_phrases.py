"""What stands around an Arabic name and makes another area of it: distances, and sides behind the name."""

import re
from dataclasses import replace

from civharm.model.spans import Span
from civharm.places.mention import PlaceMention

_UNIT = r"(?P<unit>كم|كلم|كيلو ?متر(?:ا|ات)?|كيلومترا?ً?|ميلا?|أميال|امتار|أمتار|مترا?ً?)"
_NUMBER = r"(?P<number>\d+(?:[.,٫]\d+)?)"
_ABOUT = r"(?:نحو|حوالي|قرابة|مسافة|بنحو|بحوالي|بمسافة|بقرابة|ب)"
_BEFORE = re.compile(
    rf"(?P<all>(?:على\s+)?(?:بعد\s+)?(?:{_ABOUT}\s*)?{_NUMBER}\s*{_UNIT}\s+(?:إلى\s+|الى\s+)?(?:ال|لل)?(?P<of>من\s+|عن\s+)?(?:مدينة\s+|بلدة\s+|قرية\s+)?)$"
)
_AFTER = re.compile(rf"\s+{_ABOUT}\s*{_NUMBER}\s*{_UNIT}(?!\w)")
_SIDES = {"شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west"}
_ADJECTIVE = re.compile(
    r"\s+ال(?P<first>شمال|جنوب|شرق|غرب)ي(?P<feminine>ة)?(?:\s+ال(?P<second>شرق|غرب)ي(?:ة)?)?(?!\w)"
)
_FAR_BACK = 60


def with_arabic_phrase(mention: PlaceMention, text: str) -> PlaceMention:
    """The mention with the distance or the side that its words give, its span widened over them."""
    return _sided(mention, text) or _distant_before(mention, text) or _distant_after(mention, text) or mention


def _sided(mention: PlaceMention, text: str) -> PlaceMention | None:
    """ "ريف إدلب الجنوبي", "الموصل الغربية"."""
    found = _ADJECTIVE.match(text, mention.span.end)
    if found is None:
        return None
    side = _SIDES[found["first"]] + (_SIDES[found["second"]] if found["second"] else "")
    if mention.relation == "countryside":
        return _widened(mention, text, Span(mention.span.start, found.end()), f"{side}ern countryside")
    if mention.relation is None and mention.kind is None and found["feminine"]:
        return _widened(mention, text, Span(mention.span.start, found.end()), f"{side}ern")
    return None


def _distant_before(mention: PlaceMention, text: str) -> PlaceMention | None:
    """ "على بعد 12 كم جنوب الموصل", "على بعد 12 كم من الموصل"."""
    before = text[max(0, mention.span.start - _FAR_BACK) : mention.span.start]
    found = _BEFORE.search(before)
    if found is None or not (mention.relation in _SIDES.values() or found["of"]):
        return None
    start = mention.span.start - len(found["all"])
    relation = f"{_distance(found)} {'from' if found['of'] else f'{mention.relation} of'}"
    return _widened(mention, text, Span(start, mention.span.end), relation)


def _distant_after(mention: PlaceMention, text: str) -> PlaceMention | None:
    """ "جنوب الموصل بنحو 12 كم"."""
    found = _AFTER.match(text, mention.span.end) if mention.relation in _SIDES.values() else None
    if found is None:
        return None
    relation = f"{_distance(found)} {mention.relation} of"
    return _widened(mention, text, Span(mention.span.start, found.end()), relation)


def _distance(found: re.Match[str]) -> str:
    unit = found["unit"]
    name = "km" if unit.startswith("ك") else "miles" if "ميل" in unit or "أميال" in unit else "metres"
    return f"{float(found['number'].replace(',', '.').replace('٫', '.')):g} {name}"


def _widened(mention: PlaceMention, text: str, span: Span, relation: str) -> PlaceMention:
    return replace(mention, span=span, words=" ".join(span.of(text).split()), relation=relation)
