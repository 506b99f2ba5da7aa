"""`civharm show ID`: one incident, claim or report in full, every number with the words behind it."""

from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, ProtectedOption, current_casebook
from civharm.model.errors import NotFound
from civharm.model.printable import printable

if TYPE_CHECKING:
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
    print("\n".join(printable(line) for entry in details(found, shown) for line in entry.split("\n")))
    if kind != "report":
        print(f"version: {store.version(found)} (decide with --seen to be told if it has changed)")


def find_shown(shown: "Shown", wanted: str) -> "tuple[str, str]":
    """The kind and the full id of what the words name. Raises NotFound for nothing, or for more than one."""
    names = [("incident", each.id, (each.id, each.code, *each.aliases)) for each in shown.incidents]
    names += [("claim", each.id, (each.id,)) for each in shown.claims]
    names += [("report", each.id, (each.id, each.external_id or "")) for each in shown.reports]
    exact = [(kind, id) for kind, id, known_as in names if wanted in known_as]
    begun = [(kind, id) for kind, id, _ in names if id.startswith(wanted)]
    matches = exact or begun
    if not matches:
        raise NotFound(
            f"no incident, claim or report {wanted!r}: `civharm incidents` and `civharm claims` list them"
        )
    if len(matches) > 1:
        raise NotFound(
            f"{wanted!r} may be {', '.join(f'{kind} {id}' for kind, id in matches[:5])}: give more of the id"
        )
    return matches[0]
