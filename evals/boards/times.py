"""dates: time expressions with their TIMEX3 values."""

from datetime import date

from civharm.dates.english import find_times
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
            for each in find_times(row["text"], anchor=anchor)
        ]
    }


BOARDS = (row_by_row("dates", predict_times),)
