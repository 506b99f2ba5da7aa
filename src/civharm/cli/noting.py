"""`civharm decide note`: words on an incident, signed, for the team alone or for the public."""

from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption
from civharm.cli.decided import AuthorOption, IncidentArgument, Signed, decide
from civharm.model.decisions import Action
from civharm.model.notes import Analysis, Basis, NoteVisibility


def note(  # noqa: PLR0913 - a command's options are its parameters
    incident: IncidentArgument,
    words: Annotated[str, typer.Argument(help="What is to be noted.")],
    author: AuthorOption,
    public: Annotated[
        bool, typer.Option("--public", help="For everybody: it goes into releases. Else for the team alone.")
    ] = False,
    analysis: Annotated[
        Analysis | None,
        typer.Option(help="An entry of the verification log: of the source, the content, or the file."),
    ] = None,
    basis: Annotated[
        Basis | None, typer.Option(help="What the finding is: observed, inferred, or nothing found.")
    ] = None,
    copy: Annotated[str | None, typer.Option(help="Address of a copy in an archive of others.")] = None,
    casebook: CasebookOption = None,
) -> None:
    """Write a note on an incident; it changes nothing of it, and is undone like any decision."""
    visibility = NoteVisibility.PUBLIC if public else NoteVisibility.INTERNAL
    signed = Signed(author=author, reason=words)
    told = {"analysis": analysis and analysis.value, "basis": basis and basis.value, "copy": copy}
    change: dict[str, object] = {key: each for key, each in told.items() if each}
    decide(
        Action.NOTE,
        incident,
        signed=signed,
        casebook=casebook,
        change={"visibility": visibility.value} | change,
    )
