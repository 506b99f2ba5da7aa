"""`civharm decide`: a person's word on a claim or a grading, signed and reasoned."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from civharm.cli.choices import CasebookOption, open_casebook, own, utc_now
from civharm.cli.settling import (
    AtOption,
    CountryOption,
    IdOption,
    PrecisionOption,
    RadiusOption,
    WithinOption,
    where_of,
)
from civharm.model.decisions import Action, Decision
from civharm.model.errors import InvalidDecision
from civharm.model.ids import stable_id

app = typer.Typer(
    help="Accept, correct or reject a claim; sign a grading; settle a place; undo a decision.",
    no_args_is_help=True,
)

_Author = Annotated[str, typer.Option(help="Who decides.")]
_Reason = Annotated[str, typer.Option(help="Why.")]
_Claim = Annotated[str, typer.Argument(help="The claim's id.")]


@app.command()
def accept(claim: _Claim, author: _Author, reason: _Reason, casebook: CasebookOption = None) -> None:
    """Accept a claim as the machine read it."""
    _decide(Action.ACCEPT_CLAIM, claim, signed=(author, reason), casebook=casebook)


@app.command()
def correct(
    claim: _Claim,
    change: Annotated[str, typer.Argument(help='The right fields as JSON, such as {"kind": "harm"}.')],
    author: _Author,
    reason: _Reason,
    casebook: CasebookOption = None,
) -> None:
    """Correct fields of a claim; the machine's reading is kept beside it."""
    _decide(Action.CORRECT_CLAIM, claim, signed=(author, reason), casebook=casebook, change=_fields(change))


@app.command()
def reject(claim: _Claim, author: _Author, reason: _Reason, casebook: CasebookOption = None) -> None:
    """Reject a claim: it is kept, and counts no more."""
    _decide(Action.REJECT_CLAIM, claim, signed=(author, reason), casebook=casebook)


@app.command()
def sign(
    incident: Annotated[str, typer.Argument(help="The incident's id or code.")],
    grading: Annotated[str, typer.Argument(help="confirmed, fair, weak, contested or discounted.")],
    author: _Author,
    reason: _Reason,
    casebook: CasebookOption = None,
) -> None:
    """Sign the grading of an incident."""
    signed, change = (author, reason), {"grading": grading}
    _decide(Action.SIGN_GRADING, incident, signed=signed, casebook=casebook, change=change)


@app.command()
def place(  # noqa: PLR0913 - a command's options are its parameters
    name: Annotated[
        str, typer.Argument(help="The name, as reports write it: `civharm places unresolved` lists them.")
    ],
    author: _Author,
    reason: _Reason,
    at: AtOption = None,
    id: IdOption = None,
    within: WithinOption = None,
    precision: PrecisionOption = None,
    radius: RadiusOption = None,
    country: CountryOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Settle where a name lies, in this casebook: what is read from now on goes by it."""
    from civharm.casebook.settling import settled_target

    store = open_casebook(casebook)
    name = _storable(name)
    within = _storable(within) if within else None
    said = {
        "within": within,
        "precision": precision and precision.value,
        "radius_m": radius,
        "country": country and country.upper(),
    }
    change = where_of(name, at=at, place_id=id, said=said, casebook=store.folder.path)
    target = settled_target(name, within)
    _decide(Action.SETTLE_PLACE, target, signed=(author, reason), casebook=casebook, change=change)
    print(
        f"{name} lies at {change['lat']}, {change['lon']}; `civharm reread` reads again what was read before"
    )


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(help="The decision's id.")],
    author: _Author,
    reason: _Reason,
    casebook: CasebookOption = None,
) -> None:
    """Undo a decision by a new one; both are kept."""
    _decide(Action.UNDO, decision, signed=(author, reason), casebook=casebook)


def _decide(
    action: Action,
    target: str,
    *,
    signed: tuple[str, str],
    casebook: Path | None,
    change: dict[str, Any] | None = None,
) -> None:
    from civharm.pipeline import refresh

    store = open_casebook(casebook)
    codes = {each.code: each.id for each in store.incidents() if each.code}
    target, author, reason = map(_storable, (target, *signed))
    decided_at = utc_now()
    decision = Decision(
        id=stable_id("decision", action.value, target, author, decided_at.isoformat()),
        action=action,
        target=codes.get(target, target),
        author=author,
        reason=reason,
        decided_at=decided_at,
        change=change or {},
    )
    store.decide(decision)
    refresh(store, codebook=own().codebook())
    print(f"decision {decision.id} recorded")


def _storable(words: str) -> str:
    """A terminal that is not on UTF-8 hands over bytes that are no characters: they are written out."""
    return words.encode(errors="backslashreplace").decode()


def _fields(change: str) -> dict[str, Any]:
    try:
        fields = json.loads(change)
    except (ValueError, RecursionError) as error:
        raise InvalidDecision(f"the change is broken JSON ({error}): put it in quotation marks") from error
    if not isinstance(fields, dict):
        raise InvalidDecision("the change must be a JSON object of fields with their right values")
    return fields
