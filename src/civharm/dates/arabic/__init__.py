"""Arabic time expressions: a first grammar behind the same function as the English one."""

from collections.abc import Sequence
from datetime import date

from civharm.dates.arabic import days, deictic, hours
from civharm.dates.arabic.hours import join_hours
from civharm.dates.expression import TimeExpression
from civharm.dates.grammar import Grammar
from civharm.model.spans import Span

__all__ = ["find_times"]


def _looks_back(text: str, span: Span) -> bool:
    """Reports tell what has happened; the Arabic words that look ahead say so themselves."""
    return False


_GRAMMAR = Grammar(
    rules=(*days.RULES, *deictic.RULES, *hours.RULES), joins=(join_hours,), looks_ahead=_looks_back
)


def find_times(text: str, *, anchor: date | None, years: Sequence[int] = ()) -> list[TimeExpression]:
    """All time expressions of an Arabic text, in order; `anchor` is the day of the report, None if unknown.

    Without it, `years` in which the report can have been written find the year of "Sunday, 5 March".
    """
    return _GRAMMAR.find(text, anchor, years=years)
