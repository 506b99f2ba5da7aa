"""`civharm match`: incidents of another recorder's list beside those of a casebook, as proposals."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from civharm.cli.choices import CasebookOption, current_casebook, own
from civharm.model.errors import InvalidInput

if TYPE_CHECKING:
    from civharm.places.layers.records import Mistake, Record

_MOST_SHOWN = 20
#: Options of whatever compares the casebook with a list of others.
ListFile = Annotated[
    Path, typer.Argument(metavar="LIST", help="CSV, JSON lines, or a workbook's first sheet.")
]
MappingOption = Annotated[
    list[str] | None,
    typer.Option(metavar="FIELD=COLUMN", help="Which column holds what, where it is not found out."),
]
OutOption = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help="A CSV to write; unset, it is printed.")
]


def match(
    file: ListFile,
    casebook: CasebookOption = None,
    mapping: MappingOption = None,
    output: OutOption = None,
) -> None:
    """Propose which incidents of another recorder's list are which of the casebook. Nothing is merged."""
    from civharm.cli.shown import protection_of_shown, shown_in
    from civharm.incidents.matching_rules import matching_rules
    from civharm.incidents.recorded import match_incidents
    from civharm.lists.table import columns_of, rows_of
    from civharm.publication.matches import write_incident_matches

    shown = shown_in(current_casebook(casebook), is_protected_shown=False)
    rules = matching_rules(own().codebook())
    ids: dict[int, str] = {}
    rows = _noting_ids(rows_of(file, columns_of(rules.columns, mapping or ())), ids)
    protection = protection_of_shown(shown)
    incidents = {each.id: protection.within(each) for each in shown.incidents}
    found = match_incidents(incidents.values(), shown.assessments, rows, rules=rules)
    with written_to(output, file=file) as to:
        write_incident_matches(found, incidents, ids, to)
    report_rows(file, found.mistakes, rows=found.rows, proposals=len(found.proposals))
    _say_unmatchable(found.unmatchable)


@contextmanager
def written_to(output: Path | None, *, file: Path) -> Iterator[TextIO]:
    """The file to write, or standard output; never the list itself."""
    if output is None:
        yield sys.stdout
        return
    if output.exists() and output.samefile(file):
        raise InvalidInput(f"{output} is the list itself: name another file to write", code="output")
    with output.open("w", encoding="utf-8", newline="") as to:
        yield to


def report_rows(file: Path, mistakes: "Sequence[Mistake]", *, rows: int, proposals: int) -> None:
    """What was read and what could not be, by row, without what stands in it; bad rows make the exit status 1."""
    from civharm.cli.printing import say
    from civharm.publication.table import counted

    for mistake in mistakes[:_MOST_SHOWN]:
        say(f"civharm: {file.name}, row {mistake.number}: {mistake}")
    if len(mistakes) > _MOST_SHOWN:
        say(f"civharm: {len(mistakes) - _MOST_SHOWN:,} more rows can't be read")
    say(f"{counted(rows - len(mistakes), 'row')} compared, {counted(proposals, 'proposal')}")
    if mistakes:
        raise typer.Exit(1)


def _noting_ids(rows: "Iterator[Record | Mistake]", ids: dict[int, str]) -> "Iterator[Record | Mistake]":
    for row in rows:
        fields = getattr(row, "fields", {})
        if fields.get("id"):
            ids[row.number] = fields["id"]
        yield row


def _say_unmatchable(incidents: Sequence[str]) -> None:
    from civharm.cli.printing import say
    from civharm.publication.table import counted

    if incidents:
        say(f"civharm: note: {counted(len(incidents), 'incident')} without a day or a place can't be matched")
