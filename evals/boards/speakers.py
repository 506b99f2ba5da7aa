"""speakers: who says what, in token spans."""

from functools import lru_cache

from civharm.claims.english.document import Attribution
from civharm.claims.english.reader import EnglishReader
from civharm.model.spans import Span
from evals.boards.board import row_by_row
from evals.rows import Row
from evals.tools import codebook, gazetteer


@lru_cache(maxsize=1)
def _reader() -> EnglishReader:
    return EnglishReader(codebook(), gazetteer())


def predict_attributions(row: Row) -> Row:
    return {"attributions": [_attribution(each) for each in _reader().attributions(row["text"])]}


def _attribution(each: Attribution) -> Row:
    return {
        "source": [_span(each.source)],
        "cue": [_span(each.cue)],
        "content": [_span(span) for span in each.content if span.start < span.end],
    }


def _span(span: Span) -> Row:
    return {"start": span.start, "end": max(span.end, span.start + 1)}


BOARDS = (row_by_row("speakers", predict_attributions),)
