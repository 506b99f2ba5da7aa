"""`civharm claims` and `civharm incidents`: what a casebook holds, in the forms of the output contract."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, IncidentFormat, ProtectedOption, ReadFormat, current_casebook

if TYPE_CHECKING:
    from civharm.cli.shown import Shown
    from civharm.publication.lines import Line


def claims(
    casebook: CasebookOption = None,
    output: Annotated[ReadFormat, typer.Option("--format", help="What to print.")] = ReadFormat.TABLE,
    show_protected: ProtectedOption = False,
    doubtful_first: Annotated[
        bool, typer.Option("--doubtful-first", help="Begin with what a person should look at first.")
    ] = False,
) -> None:
    """List the claims of a casebook."""
    from civharm.cli.printing import print_lines, print_table
    from civharm.cli.shown import by_doubt, claim_lines, protection_of_shown, shown_in
    from civharm.publication.protect import Protection

    shown = shown_in(current_casebook(casebook), is_protected_shown=show_protected)
    protection = Protection() if show_protected else protection_of_shown(shown)
    lines = claim_lines(by_doubt(shown) if doubtful_first else shown, protection)
    if output is ReadFormat.JSONL:
        print_lines(lines)
    else:
        rows = (
            (line["id"], line["kind"], line["stance"], _sure(line), _short(line["quote"])) for line in lines
        )
        print_table(("id", "kind", "stance", "confidence", "quote"), rows)


def incidents(
    casebook: CasebookOption = None,
    output: Annotated[IncidentFormat, typer.Option("--format", help="What to print.")] = IncidentFormat.TABLE,
    show_protected: ProtectedOption = False,
) -> None:
    """List the incidents of a casebook; leads too, but for CSV and GeoJSON, which are for publishing."""
    from civharm.cli.printing import print_incidents, print_lines
    from civharm.cli.shown import incident_lines, protection_of_shown, shown_in
    from civharm.publication.protect import Protection
    from civharm.publication.table import incident_rows

    shown = shown_in(current_casebook(casebook), is_protected_shown=show_protected)
    if output is IncidentFormat.TABLE:
        reports = {report.id: report for report in shown.reports}
        print_incidents(incident_rows(shown.incidents, shown.assessments, reports))
    elif output is IncidentFormat.JSONL:
        protection = Protection() if show_protected else protection_of_shown(shown)
        print_lines(incident_lines(shown, protection, is_protected_shown=show_protected))
    else:
        _publish(shown, output)


def _publish(shown: "Shown", output: IncidentFormat) -> None:
    """Incidents alone, and masked whatever was asked: a file for publishing leaves the machine."""
    from civharm.cli.shown import protection_of_shown
    from civharm.model.incidents import RecordStatus
    from civharm.publication.csv import write_csv
    from civharm.publication.geojson import incident_features

    protection = protection_of_shown(shown)
    listed = [protection.within(each) for each in shown.incidents if each.status is not RecordStatus.LEAD]
    if output is IncidentFormat.CSV:
        write_csv(listed, shown.assessments, sys.stdout)
    else:
        json.dump(incident_features(listed, shown.assessments), sys.stdout, ensure_ascii=False, indent=1)
        print()


def _sure(line: "Line") -> str:
    return f"{line['confidence']:.2f}{' (needs review)' if line['needs_review'] else ''}"


_SHORT = 120


def _short(quote: str) -> str:
    folded = " ".join(quote.split())
    return folded if len(folded) <= _SHORT else folded[: _SHORT - 1] + "…"
