"""The first sheet of a workbook, read in a process of its own.

A few bytes can say that a sheet has sixteen thousand million cells. What reads it then asks for more memory than any
machine has, which ends its process, whatever we catch: so it is a process that nobody misses.
"""

import json
import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from civharm.model.errors import InvalidInput
from civharm.places.layers.limits import MEGABYTE

if TYPE_CHECKING:
    from zipfile import ZipFile

_PLACE = re.compile(r"([A-Z]{1,3})(\d+)\Z")
_MOST_MEMORY = 4_000 * MEGABYTE
_MOST_SECONDS = 300
_UNREADABLE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The cells of all rows, the first row first; `merged` are areas of one cell each: first and last row and column, from 0."""

    rows: list[list[str]]
    merged: list[list[list[int]]]


def sheet_of(path: Path) -> Sheet:
    """The first sheet. Formulas are not run: their last values are read, errors as the sheet shows them.

    Raises InvalidInput where it is no workbook, or one too large to be a list.
    """
    command = [sys.executable, "-P", "-m", __name__, str(path)]
    found_by = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(command, env=found_by, capture_output=True, timeout=_MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        done = None
    if done is None or done.returncode not in (0, _UNREADABLE):
        raise InvalidInput(
            f"{path} takes more than {_MOST_MEMORY // MEGABYTE:,} MB of memory or {_MOST_SECONDS // 60} minutes to "
            "read: look for cells far outside the list, or save its sheet as CSV UTF-8",
            code="too-large",
        )
    if done.returncode == _UNREADABLE:
        raise InvalidInput(
            f"{path} can't be read as a workbook: save its sheet as CSV UTF-8", code="unreadable"
        )
    return Sheet(**json.loads(done.stdout))


def _read(path: str) -> int:
    """What the process does: the rows go to standard output. The exit status."""
    from python_calamine import CalamineError, load_workbook

    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sheet = load_workbook(path).get_sheet_by_index(0)
        rows = [list(map(_cell, row)) for row in sheet.to_python(skip_empty_area=False)]
        for row, column, error in _errors(path):
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = error
    except (CalamineError, OSError, ValueError, IndexError, KeyError):
        return _UNREADABLE
    merged = sheet.merged_cell_ranges or []
    json.dump({"rows": rows, "merged": merged}, sys.stdout)
    return 0


def _errors(path: str) -> Iterator[tuple[int, int, str]]:
    """The cells of the first sheet whose formulas came to an error, with their row and column, from 0.

    What reads the sheet gives them as empty, and an empty cell means that nobody knows: that would be another thing.
    """
    from zipfile import ZipFile, is_zipfile

    if not path.lower().endswith((".xlsx", ".xlsm")) or not is_zipfile(path):
        return
    with ZipFile(path) as archive:
        sheet = _first_sheet(archive)
        with archive.open(sheet) as content:
            yield from _cells_of_errors(content)


def _first_sheet(archive: "ZipFile") -> str:
    """Where the first sheet lies. Raises KeyError."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    book = etree.fromstring(archive.read("xl/workbook.xml"), parser)
    relations = etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), parser)
    first = next(iter(book.iter("{*}sheet")))
    wanted = next(str(value) for name, value in first.attrib.items() if str(name).endswith("}id"))
    target = next(str(each.get("Target")) for each in relations if each.get("Id") == wanted)
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _cells_of_errors(content: IO[bytes]) -> Iterator[tuple[int, int, str]]:
    from lxml import etree

    for _, cell in etree.iterparse(content, tag="{*}c", resolve_entities=False, no_network=True):
        if cell.get("t") == "e" and (place := _PLACE.match(str(cell.get("r")))):
            column = 0
            for letter in place[1]:
                column = column * 26 + ord(letter) - ord("A") + 1
            value = next((str(each.text) for each in cell if str(each.tag).endswith("}v")), "#VALUE!")
            yield int(place[2]) - 1, column - 1, value
        cell.clear()


def _cell(value: Any) -> str:
    """A cell as text; a whole number as one, a day without its midnight."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()


if __name__ == "__main__":
    sys.exit(_read(sys.argv[1]))
