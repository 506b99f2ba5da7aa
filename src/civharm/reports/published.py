"""When a page says that it was published: machine-written and written-out dates, nothing that needs a guess.

Many sites write the day into the address of a page (".../2017/03/17/...").
"03/04/2017" is two different days to two readers, so it gives none.
"""

import re
from dataclasses import dataclass
from datetime import date

from civharm.model.spans import Span
from civharm.model.times import TimePrecision, When

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan يناير كانون·الثاني janvier enero",
            "february feb فبراير شباط février febrero",
            "march mar مارس آذار اذار mars marzo",
            "april apr أبريل ابريل إبريل نيسان avril abril",
            "may مايو أيار ايار mai mayo",
            "june jun يونيو حزيران juin junio",
            "july jul يوليو تموز juillet julio",
            "august aug أغسطس اغسطس آب اب août agosto",
            "september sep sept سبتمبر أيلول ايلول septembre septiembre",
            "october oct أكتوبر اكتوبر تشرين·الأول تشرين·الاول octobre octubre",
            "november nov نوفمبر تشرين·الثاني novembre noviembre",
            "december dec ديسمبر كانون·الأول كانون·الاول décembre diciembre",
        ),
        start=1,
    )
    for name in names.replace("·", "\u00b7").split()
}
_MONTH = "|".join(
    sorted((re.escape(name).replace("\u00b7", r"\s+") for name in _MONTHS), key=len, reverse=True)
)
_SIDE = r"(?<![\d\w])"
_END = r"(?!\d)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_SIDE}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){_END}",
        rf"{_SIDE}(?P<year>\d{{4}})(?P<month>\d\d)(?P<day>\d\d)(?=$|T|\s)",
        rf"{_SIDE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+(?:de\s+)?(?P<name>{_MONTH})\.?(?:\s*/\s*(?:{_MONTH}))?"
        rf"[\s,،-]+(?:de\s+)?(?P<year>\d{{4}}){_END}",
        rf"{_SIDE}(?P<name>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_END}",
        rf"{_SIDE}(?P<first>\d{{1,2}})[-/.](?P<second>\d{{1,2}})[-/.](?P<year>\d{{4}}){_END}",
    )
)
_MAX_MONTH = 12
#: Year, month and day as steps of an address's path.
_STEPS = re.compile(r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=/|$)")
_IN_ADDRESS = "url:path"


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date that is written out in full, with the place of its words in what was searched."""

    day: date
    span: Span


def find_date(words: str) -> DateWords | None:
    """The first date with day, month and year; None too where day and month could be swapped."""
    matches = [match for form in _FORMS if (match := form.search(words))]
    for match in sorted(matches, key=lambda match: match.start()):
        day = _day_of(match)
        if day:
            return DateWords(day, Span(match.start(), match.end()))
    return None


def stated_on(words: str, *, rule: str) -> When | None:
    """The date that words such as a meta element's value state, as an interval of one day."""
    found = find_date(words)
    return When.on(found.day, words=words.strip(), rule=rule) if found else None


def stated_in_address(url: str) -> When | None:
    """The day that the path of an address bears as year, month and day."""
    path = re.split(r"[?#]", url, maxsplit=1)[0]
    match = _STEPS.search(path)
    day = _day_of(match) if match else None
    return When.on(day, words=match[0].strip("/"), rule=_IN_ADDRESS) if match and day else None


def stated_at(text: str, span: Span, *, rule: str) -> When | None:
    """Likewise for words of the rendition: the interval keeps the span of the date itself."""
    found = find_date(span.of(text))
    if found is None:
        return None
    place = found.span.shifted(span.start)
    return When(
        start=found.day,
        end=found.day,
        precision=TimePrecision.DAY,
        words=place.of(text),
        rule=rule,
        span=place,
    )


def _day_of(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    try:
        if "first" in parts:
            return _unswappable(int(parts["first"]), int(parts["second"]), year=int(parts["year"]))
        month = _MONTHS[_month_key(parts["name"])] if "name" in parts else int(parts["month"])
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _month_key(name: str) -> str:
    return "\u00b7".join(name.casefold().split())


def _unswappable(first: int, second: int, *, year: int) -> date | None:
    if first > _MAX_MONTH or first == second:
        return date(year, second, first)
    return date(year, first, second) if second > _MAX_MONTH else None
