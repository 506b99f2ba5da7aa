"""English words of time: names of months and days, units, numbers, and the patterns made of them."""

import re

from civharm.dates.arithmetic import Edge, Season, Unit
from civharm.dates.english.numbers import SPELLED_YEAR

MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
FULL_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Sept\.)"
)
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
ANY_WEEKDAY = rf"(?:{WEEKDAY}|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?)"
#: A day of the month that is not the head of a longer number, a share or a sum.
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d%]|:\d|,\d|\.\d|-year)"
YEAR = rf"(?:(?:1[89]|20)\d\d(?![\d%]|,\d|\.\d)|{SPELLED_YEAR})"
UNIT = r"(?:minute|hour|day|week|month|quarter|year|decade|century|centurie)"
#: "in June last year".
WHOSE_YEAR = r"(?: (?:of )?(?P<whose>last|this|next) year)?"
SEASON = r"(?:spring|summer|autumn|fall|winter)"

#: Space inside an expression: at most one line break, never an empty line.
_GAP = r"(?:[^\S\n]{1,8}\n?[^\S\n]{0,8}|\n[^\S\n]{0,8})"
_BLANK = re.compile(r"(?<!\\) ")

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_SEASONS = {
    "spring": Season.SPRING,
    "summer": Season.SUMMER,
    "autumn": Season.AUTUMN,
    "fall": Season.AUTUMN,
    "winter": Season.WINTER,
}
_UNITS = {unit.name.lower(): unit for unit in Unit} | {"centurie": Unit.CENTURY}

#: "early", "mid-", "the end of" before a period.
EDGE = (
    r"(?P<edge>early(?: in)?|late(?: in)?|mid|(?:the )?(?:very )?(?:beginning|start|middle|end) of)"
    r"(?:-| )(?:the )?"
)
_EDGES = {
    "early": Edge.EARLY,
    "begi": Edge.EARLY,
    "star": Edge.EARLY,
    "mid": Edge.MIDDLE,
    "midd": Edge.MIDDLE,
    "late": Edge.LATE,
    "end ": Edge.LATE,
}
_EDGE_HEAD = re.compile(r"(early|late|mid|begi|star|end )", re.IGNORECASE)

#: Month names that are also everyday words or names, so a small letter rules them out.
_AMBIGUOUS_MONTHS = frozenset({"may", "march", "mar", "august", "april", "june", "jan", "dec", "sept."})


def phrase(pattern: str, *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    r"""Compile a pattern in which a blank stands for the space inside an expression ("\ " for a blank)."""
    return re.compile(rf"(?<![\w$€£#]){_spaced(pattern)}", flags)


def continuation(pattern: str) -> re.Pattern[str]:
    """As `phrase`, for what follows an expression directly."""
    return re.compile(_spaced(pattern), re.IGNORECASE)


def _spaced(pattern: str) -> str:
    return f"(?:{_BLANK.sub(lambda _: _GAP, pattern)})(?!\\w)"


def month_number(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def weekday_number(word: str) -> int:
    """Monday is 0."""
    return _WEEKDAYS.index(word[:3].lower())


def season_of(word: str) -> Season:
    return _SEASONS[word.lower()]


def unit_of(word: str) -> Unit:
    return _UNITS[word.lower().removesuffix("s")] if word.lower() != "centuries" else Unit.CENTURY


def edge_named(words: str | None) -> Edge | None:
    """The edge that "the end of", "mid" or "early" names."""
    found = _EDGE_HEAD.search(words or "")
    return _EDGES[found.group(1).lower()] if found else None


def is_month_name(word: str) -> bool:
    """False for "may" and "march" in small letters, which are verbs."""
    return word.lower().rstrip(".") not in _AMBIGUOUS_MONTHS or word[:1].isupper()


def folded(words: str | None) -> str:
    """Small letters, single blanks."""
    return " ".join((words or "").lower().split())


def whose_year(anchor_year: int, which: str) -> int:
    """The year of "last year", "this year", "next year"."""
    return anchor_year + {"last": -1, "this": 0, "next": 1}[which.lower()]
