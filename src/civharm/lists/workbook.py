"""The first sheet of a workbook, read in a process of its own.

A few bytes can say that a sheet has sixteen thousand million cells. What reads it then asks for more memory than any
machine has, which ends its process, whatever we catch: so it is a process that nobody misses.
"""

import json
import os
import resource
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from civharm.model.errors import InvalidInput
from civharm.places.layers.limits import MEGABYTE

_MOST_MEMORY = 4_000 * MEGABYTE
_MOST_SECONDS = 300
_UNREADABLE = 3


def sheet_of(path: Path) -> list[list[str]]:
    """The cells of all rows, the first row first. Formulas are not run: their last values are read.

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
    rows: list[list[str]] = json.loads(done.stdout)
    return rows


def _read(path: str) -> int:
    """What the process does: the rows go to standard output. The exit status."""
    from python_calamine import CalamineError, load_workbook

    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        rows = load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError):
        return _UNREADABLE
    json.dump([list(map(_cell, row)) for row in rows], sys.stdout)
    return 0


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
