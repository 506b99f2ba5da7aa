"""Reads the rows of a board in own processes, so that both cores work and models are loaded once in each."""

from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from typing import Any

from evals.boards import board
from evals.rows import Row, in_chunks

_CHUNK = 8
#: Below this a second process costs more than it saves.
_FEW = 40


def read_all(name: str, rows: Sequence[Row], *, processes: int) -> Iterator[Any]:
    """What the board reads of each row, in the order of the rows."""
    chunks = [(name, list(chunk)) for chunk in in_chunks(rows, _CHUNK)]
    if processes < 2 or len(rows) < _FEW:
        for chunk in chunks:
            yield from _read_chunk(chunk)
        return
    with get_context("spawn").Pool(processes) as pool:
        for read in pool.imap(_read_chunk, chunks):
            yield from read


def _read_chunk(work: tuple[str, list[Row]]) -> list[Any]:
    name, rows = work
    read = board(name).read
    return [read(row) for row in rows]
