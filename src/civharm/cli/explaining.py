"""`civharm explain`: why a grade, why a number, why two claims are of one incident or of two."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, current_casebook, own
from civharm.cli.showing import find_shown
from civharm.model.errors import NotFound
from civharm.model.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from civharm.casebook.store import Casebook
    from civharm.cli.shown import Shown
    from civharm.explaining import Explained
    from civharm.publication.explanations import Quoted
    from civharm.publication.lines import Line

_PAIR = 2


def explain(
    what: Annotated[
        list[str],
        typer.Argument(help="An incident by its id or code; or two claims: are they of one incident?"),
    ],
    grade: Annotated[bool, typer.Option("--grade", help="Only grade and strike status.")] = False,
    toll: Annotated[bool, typer.Option("--toll", help="Only the tolls.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    casebook: CasebookOption = None,
) -> None:
    """Explain an incident's grade and toll, or why two claims are of one incident or of two."""
    from civharm.cli.shown import shown_in

    if len(what) > _PAIR or (len(what) == _PAIR and (grade or toll)):
        raise typer.BadParameter("name one incident, or two claims without --grade and --toll")
    store = current_casebook(casebook)
    shown = shown_in(store, is_protected_shown=False)
    if len(what) == _PAIR:
        line, text = _of_pair(store, shown, (what[0], what[1]))
    else:
        wanted = [part for part, asked in (("grade", grade), ("toll", toll)) if asked]
        line, text = _of_incident(store, shown, what[0], wanted or ["grade", "toll"])
    if as_json:
        print(json.dumps(line, ensure_ascii=False, indent=1))
    else:
        print("\n".join(printable(part) for part in text.split("\n")))


def _of_incident(store: "Casebook", shown: "Shown", name: str, parts: list[str]) -> "tuple[Line, str]":
    """The grade and the tolls of an incident, as JSON and as text, with names masked."""
    from civharm.cli.shown import protection_of_shown
    from civharm.explaining import explain_incident
    from civharm.publication.explanations import grade_line, toll_line
    from civharm.publication.incident_lines import overrides_of

    incident = next(each for each in shown.incidents if each.id == _named(shown, name, "incident"))
    explained = explain_incident(incident, store, own().codebook())
    protection = protection_of_shown(shown)
    for report_id in incident.reports:
        explained = protection.within(explained, report_id=report_id)
    line = {
        "type": "explanation",
        "incident": incident.id,
        "code": incident.code,
        "method": explained.assessed.method,
        "is_as_recorded": explained.is_as_recorded,
        **({"grade": grade_line(explained.grade)} if "grade" in parts else {}),
        **({"tolls": toll_line(explained.tolls)} if "toll" in parts else {}),
        "overrides": overrides_of(explained.recorded),
    }
    return line, "\n".join(_incident_text(explained, _quoted(shown), parts))


def _incident_text(explained: "Explained", quoted: "Quoted", parts: list[str]) -> "Iterator[str]":
    from civharm.publication.explanations import grade_lines, toll_lines
    from civharm.publication.incident_lines import overridden_lines
    from civharm.publication.table import place_words, when_words

    incident = explained.incident
    where = f"{when_words(incident.when)}, {place_words(incident.where)}"
    yield f"incident {incident.code or '(lead)'} · {incident.id} · {where} · by {explained.assessed.method}"
    if not explained.is_as_recorded:
        yield "the record says otherwise: rules or lists have changed since; `civharm reread` brings it up to date"
    if explained.recorded and explained.recorded.grading:
        yield f"grade signed by a person: {explained.recorded.grading}"
    yield from overridden_lines(explained.recorded)
    if "grade" in parts:
        yield ""
        yield from grade_lines(explained.grade, quoted)
    if "toll" in parts:
        yield ""
        yield from toll_lines(explained.tolls, explained.assessed.conceded, quoted)


def _of_pair(store: "Casebook", shown: "Shown", names: tuple[str, str]) -> "tuple[Line, str]":
    from civharm.explaining import explain_claims
    from civharm.publication.explanations import pair_line, pair_lines

    left, right = (_named(shown, name, "claim") for name in names)
    if left == right:
        raise NotFound(f"both are the claim {left}: name two")
    explained = explain_claims((left, right), store, own().codebook())
    together = next((each for each in shown.incidents if {left, right} <= set(each.claims)), None)
    name = (together.code or "a lead") if together else None
    return pair_line(explained, name), "\n".join(pair_lines(explained, name, _quoted(shown)))


def _named(shown: "Shown", name: str, kind: str) -> str:
    """The full id of what is named. Raises NotFound where it is something else."""
    found, full = find_shown(shown, name)
    if found != kind:
        raise NotFound(f"{name} is a {found}: name an incident, or two claims")
    return full


def _quoted(shown: "Shown") -> "Quoted":
    from civharm.cli.shown import masked
    from civharm.publication.explanations import Quoted

    hidden = masked(shown)
    return Quoted(hidden.claims, hidden.reports)
