"""`civharm show ID`: one incident, claim or report in full, every number with the words behind it."""

from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, ProtectedOption, current_casebook
from civharm.model.errors import NotFound
from civharm.model.printable import printable

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.cli.shown import Shown


def show(
    id: Annotated[
        str, typer.Argument(help="The id or code of an incident, a claim or a report; its beginning will do.")
    ],
    casebook: CasebookOption = None,
    show_protected: ProtectedOption = False,
) -> None:
    """Show an incident, a claim or a report with everything behind it."""
    from civharm.cli.details import claim_details, incident_details, report_details
    from civharm.cli.shown import masked, shown_in

    store = current_casebook(casebook)
    shown = shown_in(store, is_protected_shown=show_protected)
    shown = shown if show_protected else masked(shown)
    kind, found = find_shown(shown, id)
    details = {"incident": incident_details, "claim": claim_details, "report": report_details}[kind]
    told = details(found, shown)
    if kind == "report":
        told = [*_collected(found, shown, store, is_masked=not show_protected), "", *told]
    print("\n".join(printable(line) for entry in told for line in entry.split("\n")))
    if kind != "report":
        print(f"version: {store.version(found)} (decide with --seen to be told if it has changed)")


def _collected(report_id: str, shown: "Shown", store: "Casebook", *, is_masked: bool) -> list[str]:
    """How a report was collected."""
    from civharm.casebook.kept_captures import kept_capture
    from civharm.cli.shown import protection_of_shown
    from civharm.publication.collected import facts_of

    report = next(each for each in shown.reports if each.id == report_id)
    capture = kept_capture(report.capture_sha256, store.alias)
    if is_masked:
        capture = protection_of_shown(shown).within(capture, report_id=report_id)
    return [
        "how it was collected",
        *(_indented(f"{fact}: {value}") for fact, value in facts_of(report, capture)),
    ]


def _indented(words: str) -> str:
    return "  " + words.replace("\n", "\n    ")


def find_shown(shown: "Shown", wanted: str) -> "tuple[str, str]":
    """The kind and the full id of what the words name. Raises NotFound for nothing, or for more than one."""
    names = [("incident", each.id, each.known_as) for each in shown.incidents]
    names += [("claim", each.id, (each.id,)) for each in shown.claims]
    names += [("report", each.id, (each.id, each.external_id or "")) for each in shown.reports]
    exact = [(kind, id) for kind, id, known_as in names if wanted in known_as]
    begun = [(kind, id) for kind, id, _ in names if id.startswith(wanted)]
    # a public code is an incident's before it is that of a record elsewhere, which an archive's row is as well
    matches = [each for each in exact if each[0] == "incident"] or exact or begun
    if not matches:
        raise NotFound(
            f"no incident, claim or report {wanted!r}: `civharm incidents` and `civharm claims` list them"
        )
    if len(matches) > 1:
        raise NotFound(
            f"{wanted!r} may be {', '.join(f'{kind} {id}' for kind, id in matches[:5])}: give more of the id"
        )
    return matches[0]
