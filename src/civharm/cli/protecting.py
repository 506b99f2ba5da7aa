"""`civharm decide coarsen`: how coarsely the place of an incident is shown."""

from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption
from civharm.cli.decided import AuthorOption, IncidentArgument, ReasonOption, Signed, decide, storable
from civharm.model.coarsening import Coarseness
from civharm.model.decisions import Action


def coarsen(  # noqa: PLR0913 - a command's options are its parameters
    incident: IncidentArgument,
    to: Annotated[
        Coarseness,
        typer.Argument(
            help="On a grid of 1, 5 or 10 km, the centre of its district or province, or the country alone; as_known lifts "
            "what is coarsened by default."
        ),
    ],
    author: AuthorOption,
    reason: ReasonOption,
    name: Annotated[
        str | None,
        typer.Option(
            help="What is said instead of the place's name; else its province, where that is known."
        ),
    ] = None,
    casebook: CasebookOption = None,
) -> None:
    """Show the place of an incident coarsely, and in releases withhold the words that tell it; the record keeps it."""
    change = {"to": to.value, **({"name": storable(name)} if name else {})}
    decide(
        Action.COARSEN_PLACE,
        incident,
        signed=Signed(author=author, reason=reason),
        casebook=casebook,
        change=change,
    )
