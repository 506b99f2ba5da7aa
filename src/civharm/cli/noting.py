"""`civharm decide note`: words on an incident, signed, for the team alone or for the public."""

from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption
from civharm.cli.decided import AuthorOption, IncidentArgument, Signed, decide
from civharm.model.decisions import Action
from civharm.model.notes import NoteVisibility


def note(
    incident: IncidentArgument,
    words: Annotated[str, typer.Argument(help="What is to be noted.")],
    author: AuthorOption,
    public: Annotated[
        bool, typer.Option("--public", help="For everybody: it goes into releases. Else for the team alone.")
    ] = False,
    casebook: CasebookOption = None,
) -> None:
    """Write a note on an incident; it changes nothing of it, and is undone like any decision."""
    visibility = NoteVisibility.PUBLIC if public else NoteVisibility.INTERNAL
    signed = Signed(author=author, reason=words)
    change = {"visibility": visibility.value}
    decide(Action.NOTE, incident, signed=signed, casebook=casebook, change=change)
