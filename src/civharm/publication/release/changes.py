"""What a release has otherwise than the one before: incidents added, changed and withdrawn (METHOD R17, R24)."""

import csv
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Self, TextIO

from civharm.model.errors import InvalidInput
from civharm.publication.cells import safe
from civharm.publication.release.incidents import INCIDENTS
from civharm.publication.release.rows import IncidentRows
from civharm.publication.release.tables import Column, Table, cells_of

#: A row of an older release by the names of its columns: columns may have come and gone since.
Kept = Mapping[str, str]
ADDED, CHANGED, WITHDRAWN, MERGED = "added", "changed", "withdrawn", "merged"
#: Sums that must not fall unsaid.
SUMMED = ("Civilians Killed Min", "Civilians Killed Max", "Civilians Injured Min", "Civilians Injured Max")
_ID, _CODE = "Id", "Unique Reference Code"
_FIELDS = ("what", "id", "code", "column", "before", "after")
_TABLES = """
CREATE TABLE before (id TEXT PRIMARY KEY, cells TEXT NOT NULL);
CREATE TABLE heirs (alias TEXT NOT NULL, heir TEXT NOT NULL);
CREATE INDEX heirs_by_alias ON heirs (alias);
CREATE TABLE changes (what TEXT, id TEXT, code TEXT, "column" TEXT, before TEXT, after TEXT);
CREATE INDEX changes_by_id ON changes (id);
"""
_GONE = """
INSERT INTO changes
SELECT iif(heir IS NULL, :withdrawn, :merged), before.id, coalesce(json_extract(cells, :code), ''), '', '',
       coalesce(min(heir), '')
FROM before LEFT JOIN heirs ON alias = before.id GROUP BY before.id ORDER BY before.id
"""
_CORRECTED = """
SELECT what, id, max(code), group_concat("column", char(10)), max(after)
FROM changes WHERE what <> ? GROUP BY what, id ORDER BY min(rowid)
"""

#: Columns that tell a place; of one that is shown coarsely now no change list says again what they held.
_OF_PLACES = frozenset(
    {"Latitude", "Longitude", "Geolocation Accuracy", "Location", "Radius M", "Located By", "MGRS"}
    | {"ACLED Geo Precision", "UCDP Where Prec"}
)
_WITHHELD = "withheld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One incident that is otherwise than it was: `column` and both cells where it was changed."""

    what: str
    id: str
    code: str
    column: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """An incident that was published otherwise: in which columns, or which incident took it in."""

    what: str
    id: str
    code: str
    columns: tuple[str, ...] = ()
    heir: str = ""


def _without_place(change: Change) -> Change:
    return replace(change, before=_WITHHELD) if change.column in _OF_PLACES else change


class Comparison:
    """What this release has otherwise than the one before, whose rows lie in a file of SQLite's own: any number fits.

    Incidents of this release are taken one after the other; `finish` tells what of the one before is left.
    """

    def __init__(self, previous: Path | None) -> None:
        self.is_first = previous is None
        #: What the columns that `gate` looks at add up to, before and now.
        self.before: Counter[str] = Counter()
        self.now: Counter[str] = Counter()
        self._kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._kept.executescript(_TABLES)
        self._kept.execute("BEGIN")
        if previous is not None:
            self._read(previous / "incidents.csv")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()

    def _read(self, path: Path) -> None:
        """Keep the incidents of a release. Raises InvalidInput, which names the file."""
        try:
            with path.open(encoding="utf-8", newline="") as file:
                self._kept.executemany("INSERT OR REPLACE INTO before VALUES (?, ?)", self._rows(file, path))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise InvalidInput(
                f"{path} is no table of incidents of a release: {error}", code="not-a-release"
            ) from None

    def _rows(self, file: TextIO, path: Path) -> Iterator[tuple[str, str]]:
        for row in csv.DictReader(file, strict=True):
            if row.get(_ID) is None:
                raise InvalidInput(
                    f"{path} has no column {_ID}: it is no table of incidents of a release",
                    code="not-a-release",
                )
            _count(self.before, row)
            yield row[_ID], json.dumps(row)

    def take(self, some: Iterable[IncidentRows]) -> None:
        """Compare incidents of this release; nothing is a change in the first one."""
        if self.is_first:
            return
        listed = list(some)
        for each in listed:
            row = _as_read(each)
            _count(self.now, row)
            found = self._compared(row)
            self._add(map(_without_place, found) if each.is_coarse else found)
        aliases = ((alias, each.id) for each in listed for alias in each.aliases)
        self._kept.executemany("INSERT INTO heirs VALUES (?, ?)", aliases)

    def _compared(self, row: Kept) -> Iterator[Change]:
        id, code = row[_ID], row[_CODE]
        kept = self._kept.execute("DELETE FROM before WHERE id = ? RETURNING cells", [id]).fetchone()
        if kept is None:
            yield Change(what=ADDED, id=id, code=code)
            return
        before: Kept = json.loads(kept[0])
        for column in row:
            if column in before and row[column] != before[column]:
                yield Change(
                    what=CHANGED, id=id, code=code, column=column, before=before[column], after=row[column]
                )

    def finish(self) -> None:
        """What was not met again is merged into the incident that has it as an alias, or withdrawn."""
        self._kept.execute(_GONE, {"merged": MERGED, "withdrawn": WITHDRAWN, "code": f'$."{_CODE}"'})

    def _add(self, found: Iterable[Change]) -> None:
        self._kept.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)", map(astuple, found))

    def changes(self) -> Iterator[Change]:
        """All of them: those in the order of this release, then what is gone."""
        for row in self._kept.execute("SELECT * FROM changes ORDER BY rowid"):
            yield Change(**dict(zip(_FIELDS, row, strict=True)))

    def corrections(self) -> Iterator["Correction"]:
        """What was published otherwise before, one for each incident: changed, merged or withdrawn."""
        for what, id, code, columns, heir in self._kept.execute(_CORRECTED, [ADDED]):
            names = tuple(name for name in columns.split("\n") if name)
            yield Correction(what=what, id=id, code=code, columns=names, heir=heir if what == MERGED else "")

    def of(self, incident_id: str) -> tuple[Change, ...]:
        """What is otherwise in one incident."""
        rows = self._kept.execute("SELECT * FROM changes WHERE id = ? ORDER BY rowid", [incident_id])
        return tuple(Change(**dict(zip(_FIELDS, row, strict=True))) for row in rows)

    def counts(self) -> dict[str, int]:
        """How many incidents were added, changed, merged and withdrawn."""
        counted = self._kept.execute("SELECT what, count(DISTINCT id) FROM changes GROUP BY what")
        return dict(counted.fetchall())


def _as_read(told: IncidentRows) -> Kept:
    """The row as it will be read from the file that is about to be written."""
    (row,) = cells_of([told.tables[INCIDENTS.name]])
    cells = ("" if cell is None else str(safe(cell)) for cell in row)
    return dict(zip(INCIDENTS.names, cells, strict=True))


def _count(sums: Counter[str], row: Kept) -> None:
    for column in SUMMED:
        sums[column] += int(row[column]) if (row.get(column) or "").isdecimal() else 0


CHANGES: Table[Change] = Table(
    name="changes",
    title="What is otherwise than in the release before.",
    key=("id", "column"),
    columns=(
        Column(name="what", meaning="added, changed, merged or withdrawn.", of=lambda each: each.what),
        Column(name="id", meaning="Id of the incident.", of=lambda each: each.id),
        Column(name="code", meaning="Its code.", of=lambda each: each.code),
        Column(
            name="column",
            meaning="Column of the table of incidents that changed.",
            of=lambda each: each.column or None,
        ),
        Column(name="before", meaning="What it was.", of=lambda each: each.before or None),
        Column(
            name="after",
            meaning="What it is; of a merged one the incident that took it in.",
            of=lambda each: each.after or None,
        ),
    ),
)
