"""`civharm decide same|different|unsure|merge|split|move|relate`: which claims speak of one incident, and which people are counted twice."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption
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
from civharm.model.decisions import Action
from civharm.model.incidents import Verdict

_ClaimsArgument = Annotated[list[str], typer.Argument(help="Ids of claims, or their beginnings.")]


#: What can be said of two claims, by the name of the command, with what it tells of itself.
VERDICTS = {
    "same": (Verdict.POSITIVE, "Say that two claims speak of one incident: theirs are put together."),
    "different": (
        Verdict.NEGATIVE,
        "Say that two claims speak of two incidents: they are never put together.",
    ),
    "unsure": (
        Verdict.UNSURE,
        "Say that nobody can tell whether two claims speak of one incident: they stay apart, and listed.",
    ),
}


def saying(verdict: Verdict) -> Callable[..., None]:
    """The command that says so of two claims."""

    def say(  # noqa: PLR0913 - a command's options are its parameters
        claim: ClaimArgument,
        other: ClaimArgument,
        author: AuthorOption,
        reason: ReasonOption,
        seen: SeenOption = None,
        casebook: CasebookOption = None,
    ) -> None:
        signed = Signed(author=author, reason=reason, seen=seen)
        change = {"claims": [storable(claim), storable(other)], "verdict": verdict.value}
        decide(Action.JUDGE, claim, signed=signed, casebook=casebook, change=change)

    return say


def merge(
    incidents: Annotated[list[str], typer.Argument(help="Ids or codes of the incidents that are one.")],
    author: AuthorOption,
    reason: ReasonOption,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Make one of two incidents or more; the oldest id stays, the others lead to it."""
    signed = Signed(author=author, reason=reason, seen=seen)
    change = {"incidents": [storable(name) for name in incidents]}
    decide(Action.MERGE, incidents[0], signed=signed, casebook=casebook, change=change)


def split(  # noqa: PLR0913
    incident: IncidentArgument,
    claims: _ClaimsArgument,
    author: AuthorOption,
    reason: ReasonOption,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Take claims out of an incident into one of their own."""
    signed = Signed(author=author, reason=reason, seen=seen)
    change = {"claims": [storable(claim) for claim in claims]}
    decide(Action.SPLIT, incident, signed=signed, casebook=casebook, change=change)


def move(  # noqa: PLR0913
    incident: Annotated[str, typer.Argument(help="The incident that the claims are in, by id or code.")],
    claims: _ClaimsArgument,
    to: Annotated[str, typer.Option(help="The incident that they belong to, by id or code.")],
    author: AuthorOption,
    reason: ReasonOption,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Move claims from one incident to another."""
    signed = Signed(author=author, reason=reason, seen=seen)
    change = {"claims": [storable(claim) for claim in claims], "to": storable(to)}
    decide(Action.MOVE, incident, signed=signed, casebook=casebook, change=change)


class How(StrEnum):
    """How two incidents that stay two lie to each other."""

    PART_OF = "part-of"
    MAY_OVERLAP = "may-overlap"
    APART = "apart"


def relate(  # noqa: PLR0913
    incident: Annotated[
        str, typer.Argument(help="The incident, of a part and its whole the part, by id or code.")
    ],
    other: Annotated[str, typer.Argument(help="The other incident, by id or code.")],
    how: Annotated[How, typer.Option("--as", help="How the people of the two lie to each other.")],
    author: AuthorOption,
    reason: ReasonOption,
    seen: SeenOption = None,
    casebook: CasebookOption = None,
) -> None:
    """Say whether two incidents that stay two count the same people: totals count them once."""
    signed = Signed(author=author, reason=reason, seen=seen)
    change = {"incidents": [storable(incident), storable(other)], "relation": how.value.replace("-", "_")}
    decide(Action.RELATE, incident, signed=signed, casebook=casebook, change=change)
