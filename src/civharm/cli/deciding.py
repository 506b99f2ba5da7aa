"""`civharm decide`: a person's word on a claim, an incident or a place, signed and reasoned."""

import json
from typing import Annotated, Any

import typer

from civharm.cli import destroying, judging, noting, overriding, persons, proposing, protecting
from civharm.cli.choices import CasebookOption, open_casebook
from civharm.cli.decided import (
    AuthorOption,
    ClaimArgument,
    IncidentArgument,
    ReasonOption,
    SeenOption,
    Signed,
    decide,
    storable,
)
from civharm.cli.settling import (
    AtOption,
    CountryOption,
    IdOption,
    PrecisionOption,
    RadiusOption,
    WithinOption,
    where_of,
)
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision

app = typer.Typer(
    help="Accept, correct or reject a claim; judge what is one incident; sign and set; settle a place; undo.",
    no_args_is_help=True,
)

for _name, (_verdict, _help) in judging.VERDICTS.items():
    app.command(_name, help=_help)(judging.saying(_verdict))
for _command in (judging.merge, judging.split, judging.move, judging.relate):
    app.command()(_command)
app.command()(overriding.strike)
app.command()(overriding.bound)
app.command("sign-off")(overriding.sign_off)
app.command()(noting.note)
app.command()(protecting.coarsen)
app.command()(protecting.consent)
app.command()(protecting.redact)
app.command()(destroying.hold)
app.command()(proposing.take)
app.command()(proposing.refuse)
for _name, (_verdict, _help) in persons.VERDICTS.items():
    app.command(_name, help=_help)(persons.saying(_verdict))


@app.command()
def accept(
    claim: ClaimArgument,
    author: AuthorOption,
    reason: ReasonOption,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Accept a claim as the machine read it."""
    signed = Signed(author=author, reason=reason, seen=seen)
    decide(Action.ACCEPT_CLAIM, claim, signed=signed, casebook=casebook)


@app.command()
def correct(  # noqa: PLR0913 - a command's options are its parameters
    claim: ClaimArgument,
    change: Annotated[str, typer.Argument(help='The right fields as JSON, such as {"kind": "harm"}.')],
    author: AuthorOption,
    reason: ReasonOption,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Correct fields of a claim; the machine's reading is kept beside it."""
    signed = Signed(author=author, reason=reason, seen=seen)
    decide(Action.CORRECT_CLAIM, claim, signed=signed, casebook=casebook, change=_fields(change))


@app.command()
def reject(
    claim: ClaimArgument,
    author: AuthorOption,
    reason: ReasonOption,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Reject a claim: it is kept, and counts no more."""
    signed = Signed(author=author, reason=reason, seen=seen)
    decide(Action.REJECT_CLAIM, claim, signed=signed, casebook=casebook)


@app.command()
def add(  # noqa: PLR0913 - a command's options are its parameters
    report: Annotated[str, typer.Argument(help="The report's id.")],
    words: Annotated[
        str, typer.Argument(help="The words of the report that say it: they must stand there once.")
    ],
    claim: Annotated[
        str,
        typer.Argument(help='What they say, as JSON in the form of a claim, such as {"kind": "attack"}.'),
    ],
    author: AuthorOption,
    reason: ReasonOption,
    event_of: Annotated[
        str | None, typer.Option(metavar="CLAIM", help="A claim of the report that tells of the same event.")
    ] = None,
    casebook: CasebookOption = None,
) -> None:
    """Make a claim of words that the machine claimed nothing of; it counts as others do."""
    change = {**_fields(claim), "words": storable(words), "event_of": event_of}
    signed = Signed(author=author, reason=reason)
    decide(Action.ADD_CLAIM, report, signed=signed, casebook=casebook, change=change)


@app.command()
def sign(  # noqa: PLR0913
    incident: IncidentArgument,
    grading: Annotated[str, typer.Argument(help="confirmed, fair, weak, contested or discounted.")],
    author: AuthorOption,
    reason: ReasonOption,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Sign the grading of an incident."""
    signed = Signed(author=author, reason=reason, seen=seen)
    decide(Action.SIGN_GRADING, incident, signed=signed, casebook=casebook, change={"grading": grading})


@app.command()
def place(  # noqa: PLR0913
    name: Annotated[
        str, typer.Argument(help="The name, as reports write it: `civharm places unresolved` lists them.")
    ],
    author: AuthorOption,
    reason: ReasonOption,
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
    name = storable(name)
    within = storable(within) if within else None
    said = {
        "within": within,
        "precision": precision and precision.value,
        "radius_m": radius,
        "country": country and country.upper(),
    }
    change = where_of(name, at=at, place_id=id, said=said, casebook=store.folder.path)
    target = settled_target(name, within)
    decide(
        Action.SETTLE_PLACE,
        target,
        signed=Signed(author=author, reason=reason),
        casebook=casebook,
        change=change,
    )
    print(
        f"{name} lies at {change['lat']}, {change['lon']}; `civharm reread` reads again what was read before"
    )


@app.command()
def undo(
    decision: Annotated[str, typer.Argument(help="The decision's id.")],
    author: AuthorOption,
    reason: ReasonOption,
    casebook: CasebookOption = None,
) -> None:
    """Undo a decision by a new one; both are kept."""
    decide(Action.UNDO, decision, signed=Signed(author=author, reason=reason), casebook=casebook)


def _fields(change: str) -> dict[str, Any]:
    try:
        fields = json.loads(change)
    except (ValueError, RecursionError) as error:
        raise InvalidDecision(f"the change is broken JSON ({error}): put it in quotation marks") from error
    if not isinstance(fields, dict):
        raise InvalidDecision("the change must be a JSON object of fields with their right values")
    return fields
