"""What the boards share of the product: readers, gazetteer, codebook, each made once in a process."""

import json
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from civharm.claims.readers import BuiltInReaders
from civharm.codebook import Codebook
from civharm.codebook.load import default_codebook
from civharm.model.claims import Claim
from civharm.model.reports import Report, Scope
from civharm.model.victims import Victim
from civharm.places.gazetteer import SqliteGazetteer, open_gazetteer
from civharm.reading import read_report
from civharm.reports.capture import capture
from civharm.reports.render import render
from evals.rows import Row
from evals.second import SecondReading

#: Evaluation knows no clock: every capture is of one moment, later than all reports.
_CAPTURED_AT = datetime(2027, 1, 1, tzinfo=UTC)
ANY = Scope()
_FIELDS = ("id", "title", "text", "lang", "published", "publisher", "url")


#: The second reader of this run, if there is one.
SECOND: ContextVar[SecondReading | None] = ContextVar("second", default=None)
#: Off, every sentence of an English report is parsed: what the filter changes is seen so.
IS_SELECTIVE: ContextVar[bool] = ContextVar("is_selective", default=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadReport:
    """A report with its text and what a reader made of it; `key` is the board's id of it."""

    key: str
    report: Report
    text: str
    claims: tuple[Claim, ...] = ()
    victims: tuple[Victim, ...] = ()


@lru_cache(maxsize=1)
def codebook() -> Codebook:
    """The codebook that is shipped."""
    return default_codebook()


@lru_cache(maxsize=1)
def gazetteer() -> SqliteGazetteer:
    """The gazetteer that is shipped."""
    return open_gazetteer()


@lru_cache(maxsize=8)
def readers(scope: Scope, *, is_selective: bool = True) -> BuiltInReaders:
    """The readers that are shipped, for reports of this scope."""
    return BuiltInReaders(codebook(), gazetteer, scope=scope, is_selective=is_selective)


def read_row(row: Row, *, scope: Scope = ANY) -> ReadReport | None:
    """A row as the product reads a line of an export; None where it makes no report of it."""
    line = {name: row[name] for name in _FIELDS if row.get(name) is not None}
    content = json.dumps(line, ensure_ascii=False).encode()
    evidence = capture("board.jsonl", content, method="evaluation", captured_at=_CAPTURED_AT)
    made = next(iter(render(evidence, content).reports), None)
    if made is None:
        return None
    reader = readers(scope, is_selective=IS_SELECTIVE.get()).reader_for(made.report.language or "")
    read = ReadReport(key=row["id"], report=made.report, text=made.rendition.text)
    if reader is None:
        return read
    reading = read_report(made, reader)
    second = SECOND.get()
    claims = second.claims(made, reading, scope) if second is not None else reading.claims
    return ReadReport(
        key=read.key, report=read.report, text=read.text, claims=claims, victims=reading.victims
    )


def read_rows_of(rows: Sequence[Row], *, scope: Scope = ANY) -> tuple[ReadReport, ...]:
    """All of them that became reports; the scope is what a team would say of its casebook."""
    return tuple(read for row in rows if (read := read_row(row, scope=scope)) is not None)
