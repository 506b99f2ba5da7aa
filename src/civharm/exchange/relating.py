"""What people of an archive said of two of its incidents: that they share people, or that one is part of the other."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from civharm.casebook.store import Casebook
from civharm.exchange.archives import is_database
from civharm.lists.table import records_in
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.ids import stable_id
from civharm.places.layers.records import Mistake

_TABLE = "relations"
_COLUMNS = ("left", "right", "kind", "decided", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """How many relations were signed, those that were not with what speaks against them, and how many only rules had found."""

    signed: int
    refused: tuple[tuple[str, str], ...]
    by_rule: int


def relate_taken_over(
    path: Path, casebook: Casebook, *, by: str, refresh: Callable[[Casebook], object]
) -> Related:
    """Sign the relations that people of the archive had decided, each once; what rules found is found here anew."""
    rows = list(_rows(path))
    refused: list[tuple[str, str]] = []
    signed = 0
    for row in rows:
        decision = _decision(row, casebook, by=by)
        if row["decided"] != "yes" or casebook.decision(decision.id):
            continue
        try:
            casebook.decide(decision)
        except InvalidDecision as error:
            refused.append((row["left"], str(error)))
        else:
            signed += 1
    if signed:
        refresh(casebook)
    return Related(
        signed=signed, refused=tuple(refused), by_rule=sum(row["decided"] != "yes" for row in rows)
    )


def _decision(row: Mapping[str, str], casebook: Casebook, *, by: str) -> Decision:
    told = (row["left"], row["right"], row["kind"])
    return Decision(
        id=stable_id("imported relation", *told),
        action=Action.RELATE,
        target=row["left"],
        author=by,
        reason=f"imported decision of the archive: {row['kind']}; {row['reason'] or 'no reason is told'}",
        decided_at=casebook.clock(),
        change={"incidents": [row["left"], row["right"]], "relation": row["kind"]},
    )


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    """The table of a release's folder or database; of one table alone there is none."""
    table = path / f"{_TABLE}.csv"
    if path.is_dir() and table.is_file() and table.read_bytes().count(b"\n") > 1:
        for row in records_in(table):
            if not isinstance(row, Mistake):
                yield {name: row.fields.get(name, "") for name in _COLUMNS}
    elif path.is_file() and is_database(path):
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as database:
            names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            if (_TABLE,) in names:
                told = ", ".join(f'"{name}"' for name in _COLUMNS)
                for cells in database.execute(f'SELECT {told} FROM "{_TABLE}"'):
                    yield {name: cell or "" for name, cell in zip(_COLUMNS, cells, strict=True)}
