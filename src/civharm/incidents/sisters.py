"""Days without a date ("on Saturday") in one report, dated by another report of the same event.

A report that bears no day can't say which Saturday it means. A sister report that does, and tells of the same event,
leaves one: the last Saturday up to its own day, if that is not long before: reports of one event come within days.
The words still say when; no day stands in for them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from civharm.dates.expression import TimeExpression
from civharm.incidents.occurrences import Occurrence
from civharm.incidents.said_days import find_times, is_in_calendar
from civharm.model.claims import ClaimKind
from civharm.model.times import When

_OF_EVENTS = frozenset({ClaimKind.HARM, ClaimKind.ATTACK})
_REACH = timedelta(days=2)


def dated_by_sisters(told: Sequence[Occurrence]) -> dict[tuple[str, When], When]:
    """The undated days of the reports, each by the first day of the other reports, by text and reading."""
    said_on = {member.report_id: day for member in told if (day := _day_of(member))}
    dated: dict[tuple[str, When], When] = {}
    for member in told:
        others = [day for report, day in said_on.items() if report != member.report_id]
        if others and member.report_id not in said_on:
            for when in _dated(member, min(others)):
                dated[member.text_origin, when] = when
    return dated


def _day_of(member: Occurrence) -> date | None:
    """The day of the report that tells it, by its publisher or by its own words."""
    said = (claim.said_on.start for claim in member.claims if claim.said_on and claim.said_on.start)
    return member.published or min(said, default=None)


def _dated(member: Occurrence, anchor: date) -> Iterator[When]:
    for claim in member.claims:
        when = claim.when
        if claim.kind in _OF_EVENTS and when and when.start is None and when.end is None:
            for time in _read(claim.language, when.words, anchor):
                start = time.when.start
                if time.when.is_day and start and timedelta(0) <= anchor - start <= _REACH:
                    yield replace(time.when, span=when.span, rule=f"{time.when.rule}:sister")


def _read(language: str, words: str, anchor: date) -> Sequence[TimeExpression]:
    """The words read with the day of another report; none where only their own report's day would do."""
    if not all(map(is_in_calendar, find_times(language, words, anchor=None))):
        return ()
    return find_times(language, words, anchor=anchor)
