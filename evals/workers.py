"""Reads the rows of a board in own processes, so that both cores work and models are loaded once in each."""

import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
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
    return [attempt(read, row) for row in rows]


def attempt(read: Callable[[Row], Any], row: Row) -> Any:
    """One row that can't be read costs itself alone, as in the product; it is named and its answer is empty."""
    try:
        return read(row)
    except Exception:  # noqa: BLE001 - whatever a stage stumbles over, the other rows are read
        print(f"✗ {row['id']} could not be read:\n{traceback.format_exc()}", file=sys.stderr)
        return None
