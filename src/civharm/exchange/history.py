"""What an archive's people decided, told in a table beside it: who, when, what and why."""

from collections import defaultdict
from pathlib import Path

from civharm.exchange.own import INTERNAL, History
from civharm.exchange.recorded import Said
from civharm.lists.table import columns_of, rows_of
from civharm.model.decisions import Action
from civharm.model.errors import InvalidInput
from civharm.places.layers.records import Mistake

_COLUMNS = {
    "code": ("id", "incident", "unique reference code"),
    "who": ("by", "author", "decided by", "assessor"),
    "when": ("on", "date", "decided on"),
    "what": ("decision", "action"),
    "why": ("reason", "comment"),
}


def history_in(path: Path) -> History:
    """The decisions in a table, by code or id of the incident. Raises InvalidInput, which names the row."""
    found: dict[str, list[Said]] = defaultdict(list)
    for row in rows_of(path, columns_of(_COLUMNS)):
        if isinstance(row, Mistake):
            raise InvalidInput(f"{path}, row {row.number}: {row.what}; {row.remedy}", code="history")
        code, who, when, what, why = (row.fields.get(name, "") for name in _COLUMNS)
        if not (code and what):
            raise InvalidInput(
                f"{path}, row {row.number}: a decision names the incident's code and what was decided",
                code="history",
            )
        found[code].append(Said(action=Action.NOTE, change=INTERNAL, what=what, by=who, on=when, why=why))
    return found
