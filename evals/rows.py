"""JSON lines in and out, and the fixed quarter of a board."""

import json
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

#: One line of a board: an input, an answer or a prediction.
Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    """The rows of a JSON-lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """One row a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def quick_part(rows: Sequence[Row], *, of: int = 4) -> list[Row]:
    """The same fraction of a board on every machine, chosen by the hash of the id alone."""
    return [row for row in rows if bucket(row["id"], of) == 0]


def sample(rows: Sequence[Row], size: int) -> list[Row]:
    """So many rows of a board, the same on every machine, in their order."""
    chosen = sorted(rows, key=lambda row: sha256(row["id"].encode()).digest())[:size]
    ids = {row["id"] for row in chosen}
    return [row for row in rows if row["id"] in ids]


def bucket(name: str, of: int) -> int:
    return int(sha256(name.encode()).hexdigest()[:8], 16) % of


def in_chunks(rows: Sequence[Row], size: int) -> Iterator[Sequence[Row]]:
    """Runs of rows, so that a worker gets a handful at a time."""
    return (rows[start : start + size] for start in range(0, len(rows), size))
