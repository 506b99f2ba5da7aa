"""Days that are said without a date: "on Saturday", "on 5 March" in a report that bears no day of its own.

They can't be placed, and yet compared: an event of a Saturday is none of a Tuesday.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from civharm.dates import arabic, english
from civharm.dates.expression import TimeExpression
from civharm.model.claims import Claim
from civharm.model.times import When

_FINDERS: Mapping[str, Callable[..., Sequence[TimeExpression]]] = {
    "ar": arabic.find_times,
    "en": english.find_times,
}
_IN_CALENDAR = "XXXX-"
_NEEDS_ITS_REPORT = "XXXX-XX-XX"
_WEEKDAY = "XXXX-WXX-"
_LONGEST = 2


def find_times(language: str, words: str, *, anchor: date | None) -> Sequence[TimeExpression]:
    """The times that words of a language tell; none in a language that nobody reads."""
    find = _FINDERS.get(language)
    return find(words, anchor=anchor) if find and words else ()


def is_in_calendar(time: TimeExpression) -> bool:
    """True for a day of the week or of a month; "today" and "now" count from the report that says them."""
    return time.timex_value.startswith(_IN_CALENDAR) and time.day_value != _NEEDS_ITS_REPORT


def said_days(claims: Iterable[Claim]) -> frozenset[str]:
    """The days of the week and of a month that claims without a date name."""
    undated = (
        claim for claim in claims if claim.when and claim.when.start is None and claim.when.end is None
    )
    return frozenset(
        day for claim in undated if claim.when for day in _days_in(claim.language, claim.when.words)
    )


@lru_cache(maxsize=65536)
def _days_in(language: str, words: str) -> tuple[str, ...]:
    times = (time for time in find_times(language, words, anchor=None) if is_in_calendar(time))
    return tuple(time.day_value for time in times if len(time.day_value) == len(_NEEDS_ITS_REPORT))


def days_of(when: When | None, said: frozenset[str]) -> frozenset[str]:
    """What can be compared of an event's time: the days that are said, or those of a time of a day or two."""
    if when is None or when.start is None:
        return said
    if when.days is None or when.days > _LONGEST:
        return frozenset()
    days = [when.start + timedelta(days=number) for number in range(when.days)]
    weekdays = {f"{_WEEKDAY}{day.isoweekday()}" for day in days}
    return frozenset(weekdays | {f"{_IN_CALENDAR}{day:%m-%d}" for day in days})


def weekdays(days: Iterable[str]) -> frozenset[str]:
    """The days of the week among them."""
    return frozenset(day for day in days if day.startswith(_WEEKDAY))
