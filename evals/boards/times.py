"""dates: time expressions with their TIMEX3 values."""

from collections.abc import Iterator
from datetime import date

from civharm.dates.english import find_times
from civharm.dates.expression import TimeExpression
from evals.boards.board import row_by_row
from evals.rows import Row


def predict_times(row: Row) -> Row:
    anchor = date.fromisoformat(row["published"]) if row.get("published") else None
    return {
        "timexes": [
            {
                "start": each.span.start,
                "end": each.span.end,
                "type": each.timex_type.value,
                "value": each.timex_value,
            }
            for each in _counted(row["text"], anchor)
        ]
    }


def _counted(text: str, anchor: date | None) -> Iterator[TimeExpression]:
    """Both ends of "from X to Y", which TIMEX3 counts apart."""
    for each in find_times(text, anchor=anchor):
        yield from each.ends or (each,)


BOARDS = (row_by_row("dates", predict_times),)
