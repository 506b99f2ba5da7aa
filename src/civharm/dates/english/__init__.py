"""English time expressions: `find_times` reads a text with the day of its report as anchor."""

from datetime import date

from civharm.dates.english import (
    amounts,
    days,
    deictic,
    feasts,
    hours,
    months,
    periods,
    relative,
    weekdays,
    years,
)
from civharm.dates.english.bounds import join_bounds
from civharm.dates.english.hours import join_days, join_hours
from civharm.dates.english.relative import join_counts
from civharm.dates.english.tense import looks_ahead
from civharm.dates.expression import TimeExpression
from civharm.dates.grammar import Grammar

__all__ = ["find_times"]

_GRAMMAR = Grammar(
    rules=(
        *days.RULES,
        *weekdays.RULES,
        *deictic.RULES,
        *months.RULES,
        *periods.RULES,
        *years.RULES,
        *feasts.RULES,
        *relative.RULES,
        *amounts.RULES,
        *hours.RULES,
    ),
    joins=(join_hours, join_days, join_counts, join_bounds),
    looks_ahead=looks_ahead,
)


def find_times(text: str, *, anchor: date | None) -> list[TimeExpression]:
    """All time expressions of an English text, in order; `anchor` is the day of the report, None if unknown.

    Without an anchor words such as "on Tuesday" are kept and give no interval: nothing is filled in.
    """
    return _GRAMMAR.find(text, anchor)
