"""What loading or checking a file found: counts, the first mistakes in full, and all of them in a file if asked."""

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from civharm.files.formulas import Cell, safe
from civharm.model.errors import InvalidInput
from civharm.places.layers.limits import MISTAKES_SHOWN
from civharm.places.layers.records import Mistake


@dataclass(slots=True)
class Report:
    """Counts of one file. `left_out` are records that are no mistakes, by why; `notes` a person should read."""

    name: str
    format: str = ""
    records: int = 0
    places: int = 0
    keys: int = 0
    mistakes: int = 0
    shown: list[Mistake] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def where(self, mistake: Mistake) -> str:
        """The mistake with its file and row."""
        return f"{self.name}, row {mistake.number}: {mistake}"


class RowsRefused(InvalidInput):
    """Rows have mistakes, and nothing was loaded; the report says which."""

    def __init__(self, report: Report) -> None:
        super().__init__(
            f"{report.where(report.shown[0])}"
            + (f" (and {report.mistakes - 1:,} more)" if report.mistakes > 1 else ""),
            code="rows",
        )
        self.report = report


class MistakeLog:
    """Takes mistakes as they come: the first are kept in the report, all are written to a file if there is one."""

    def __init__(self, report: Report, errors: Path | None = None) -> None:
        self.report = report
        self._file: IO[str] | None = errors.open("w", encoding="utf-8", newline="") if errors else None
        self._rows = csv.writer(self._file) if self._file else None
        if self._rows:
            self._rows.writerow(("file", "row", "what", "remedy"))

    def add(self, mistake: Mistake) -> None:
        self.report.mistakes += 1
        if len(self.report.shown) < MISTAKES_SHOWN:
            self.report.shown.append(mistake)
        if self._rows:
            row: tuple[Cell, ...] = (self.report.name, mistake.number, mistake.what, mistake.remedy)
            self._rows.writerow(map(safe, row))

    def close(self) -> None:
        """Give the file back."""
        if self._file:
            self._file.close()
