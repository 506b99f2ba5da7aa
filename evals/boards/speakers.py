"""speakers: who says what, in token spans."""

from functools import lru_cache

from civharm.claims.english.reader import EnglishReader
from civharm.claims.english.sayings.saying import Saying
from civharm.model.spans import Span
from evals.boards.board import row_by_row
from evals.rows import Row
from evals.tools import codebook, gazetteer


@lru_cache(maxsize=1)
def _reader() -> EnglishReader:
    return EnglishReader(codebook(), gazetteer())


def predict_attributions(row: Row) -> Row:
    """The board's gold has no attribution inside another one."""
    sayings = _reader().sayings(row["text"])
    return {"attributions": [_attribution(saying) for saying in sayings if not saying.is_nested]}


def _attribution(saying: Saying) -> Row:
    return {
        "source": [_span(saying.source)] if saying.source is not None else [],
        "cue": [_span(saying.cue)],
        "content": [_span(span) for span in saying.content],
    }


def _span(span: Span) -> Row:
    return {"start": span.start, "end": span.end}


BOARDS = (row_by_row("speakers", predict_attributions),)
