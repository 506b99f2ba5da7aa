"""`civharm decide same-person|different-person`: who is one person among victims, and on lists of others."""

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


def same_person(
    person: _Person,
    other: _Other,
    author: AuthorOption,
    reason: ReasonOption,
    casebook: CasebookOption = None,
) -> None:
    """Say that two are one person: they are put together, and counted once."""
    signed = Signed(author=author, reason=reason)
    _judge(Verdict.POSITIVE, (person, other), signed=signed, casebook=casebook)


def different_person(
    person: _Person,
    other: _Other,
    author: AuthorOption,
    reason: ReasonOption,
    casebook: CasebookOption = None,
) -> None:
    """Say that two are not one person: they are never put together, and counted twice."""
    signed = Signed(author=author, reason=reason)
    _judge(Verdict.NEGATIVE, (person, other), signed=signed, casebook=casebook)


def _judge(verdict: Verdict, pair: tuple[str, str], *, signed: Signed, casebook: CasebookOption) -> None:
    change = {"mentions": [storable(name) for name in pair], "verdict": verdict.value}
    decide(Action.JUDGE_PERSON, pair[0], signed=signed, casebook=casebook, change=change)
