"""dates: time expressions with their TIMEX3 values."""

from collections.abc import Iterator
from datetime import date

from civharm.dates.english import find_times
from civharm.dates.english.report_day import dateline_date
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
    """Both ends of "from X to Y"; not the dateline's date, which is the document's own and not asked for."""
    dateline = dateline_date(text)
    for each in find_times(text, anchor=anchor):
        if dateline is None or not dateline.overlaps(each.span):
            yield from each.ends or (each,)


BOARDS = (row_by_row("dates", predict_times),)
