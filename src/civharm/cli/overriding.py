"""`civharm decide strike|bound|sign-off`: what people set of an incident beside the machine's finding."""

from typing import Annotated, Any

import typer

from civharm.cli.choices import CasebookOption
from civharm.cli.decided import (
    AuthorOption,
    IncidentArgument,
    ReasonOption,
    SeenOption,
    Signed,
    decide,
    storable,
)
from civharm.model.assessments import StrikeStatus
from civharm.model.casualties import Harm, Status
from civharm.model.decisions import Action
from civharm.model.errors import InvalidDecision

_UNKNOWN = "unknown"
#: So many characters of what is no number are repeated.
_MOST_SHOWN = 40
_NUMBER = "A number of people, or unknown."


def strike(  # noqa: PLR0913 - a command's options are its parameters
    incident: IncidentArgument,
    status: Annotated[StrikeStatus, typer.Argument(help="Whether this party did it.")],
    author: AuthorOption,
    reason: ReasonOption,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Set the strike status of an incident; the machine's is kept beside it."""
    signed = Signed(author=author, reason=reason, seen=seen)
    change = {"strike_status": status.value}
    decide(Action.OVERRIDE_STRIKE, incident, signed=signed, casebook=casebook, change=change)


def bound(  # noqa: PLR0913
    incident: IncidentArgument,
    author: AuthorOption,
    reason: ReasonOption,
    min: Annotated[str | None, typer.Option(help=_NUMBER)] = None,
    max: Annotated[str | None, typer.Option(help=_NUMBER)] = None,
    harm: Annotated[Harm, typer.Option(help="What was done to them.")] = Harm.KILLED,
    status: Annotated[Status, typer.Option(help="Whom it is about.")] = Status.CIVILIAN,
    group: Annotated[str, typer.Option(help="all, children, women, men or a named role.")] = "all",
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Set the minimum or the maximum of a toll; the machine's is kept and shown beside it."""
    signed = Signed(author=author, reason=reason, seen=seen)
    ends = {"min": min, "max": max}
    change: dict[str, Any] = {"harm": harm.value, "status": status.value, "group": storable(group)}
    change |= {end: _people(words) for end, words in ends.items() if words is not None}
    decide(Action.OVERRIDE_BOUND, incident, signed=signed, casebook=casebook, change=change)


def sign_off(  # noqa: PLR0913
    incident: IncidentArgument,
    author: AuthorOption,
    reason: ReasonOption,
    alone: Annotated[
        bool,
        typer.Option(
            "--alone", help="Say that you sign off your own decisions, for want of a second person."
        ),
    ] = False,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Stand, as a second person, behind what was signed and set of an incident."""
    signed = Signed(author=author, reason=reason, seen=seen)
    change = {"alone": True} if alone else {}
    decide(Action.SIGN_OFF, incident, signed=signed, casebook=casebook, change=change)


def _people(words: str) -> int | None:
    """The number that was typed; None for "unknown"."""
    if words == _UNKNOWN:
        return None
    try:
        return int(words)
    except ValueError:
        raise InvalidDecision(
            f"{words[:_MOST_SHOWN]!r} is neither a whole number of people nor {_UNKNOWN}"
        ) from None
