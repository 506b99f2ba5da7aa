"""Printing: lines of JSON, tables for the eye, messages on standard error."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from civharm.model.issues import Issue
from civharm.model.printable import printable
from civharm.publication.lines import Line

if TYPE_CHECKING:
    from civharm.publication.table import IncidentRow

_Step = TypeVar("_Step")
_WORTH_A_BAR = 3
_FILE_WIDTH = 200


def print_lines(lines: Iterable[Line]) -> None:
    """One JSON object a line."""
    for line in lines:
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def print_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the terminal, or as its cells where the output is a file."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console() if sys.stdout.isatty() else Console(width=_FILE_WIDTH)
    table = Table(*headings, box=box.SIMPLE)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    console.print(table)


def print_incidents(rows: Sequence["IncidentRow"]) -> None:
    """Incidents, then leads."""
    from civharm.publication.table import HEADINGS

    if rows:
        print_table(HEADINGS, [row.cells for row in rows])
    else:
        print("no incidents")


def say(message: str) -> None:
    """A message for the person, beside the output, in one line."""
    print(printable(" ".join(message.split())), file=sys.stderr)


def say_issues(issues: Iterable[Issue], *, failures_only: bool) -> None:
    """Issues on standard error, each once."""
    for issue in dict.fromkeys(issues):
        if issue.is_failure or not failures_only:
            say(f"civharm: {'' if issue.is_failure else 'note: '}{issue.message}")


def tracked(steps: Iterable[_Step], *, total: int, what: str) -> Iterator[_Step]:
    """The steps, with a bar on standard error; none where nobody looks or little is to do."""
    if total < _WORTH_A_BAR or not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(steps, total=total, description=what)
