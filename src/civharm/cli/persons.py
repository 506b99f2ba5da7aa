"""`civharm decide same-person|different-person`: who is one person among victims, and on lists of others."""

from collections.abc import Callable
from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption
from civharm.cli.decided import AuthorOption, ReasonOption, Signed, decide, storable
from civharm.model.decisions import Action
from civharm.model.incidents import Verdict

_Person = Annotated[
    str, typer.Argument(help="A person, or one mention, by its id: `civharm victims list` shows them.")
]
_Other = Annotated[
    str,
    typer.Argument(help='Another one; or "list:…", the key of a row, as `civharm victims match` gives it.'),
]


#: What can be said of two people, by the name of the command, with what it tells of itself.
VERDICTS = {
    "same-person": (
        Verdict.POSITIVE,
        "Say that two are one person: they are put together, and counted once.",
    ),
    "different-person": (
        Verdict.NEGATIVE,
        "Say that two are not one person: they are never put together, and counted twice.",
    ),
}


def saying(verdict: Verdict) -> Callable[..., None]:
    """The command that says so of two people."""

    def say(
        person: _Person,
        other: _Other,
        author: AuthorOption,
        reason: ReasonOption,
        casebook: CasebookOption = None,
    ) -> None:
        signed = Signed(author=author, reason=reason)
        change = {"mentions": [storable(person), storable(other)], "verdict": verdict.value}
        decide(Action.JUDGE_PERSON, person, signed=signed, casebook=casebook, change=change)

    return say
