"""`civharm decide coarsen`, `consent` and `redact`: how coarsely a place is shown, what people agreed to, what is blacked out."""

from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption
from civharm.cli.decided import AuthorOption, IncidentArgument, ReasonOption, Signed, decide, storable
from civharm.model.coarsening import Coarseness
from civharm.model.consent import Answer, Purpose
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


def consent(  # noqa: PLR0913
    whose: Annotated[
        str,
        typer.Argument(
            metavar="PERSON|CLAIM|REPORT",
            help="The id of a person (`civharm victims list`), of a claim that they speak in, or of a report that they "
            "published.",
        ),
    ],
    answer: Annotated[Answer, typer.Argument(help="What they said.")],
    purposes: Annotated[
        list[Purpose],
        typer.Option(
            "--for",
            help="What for: store (keep it and work with it), publish, advocacy (share with partners), court; may be repeated.",
        ),
    ],
    how: Annotated[str, typer.Option(help="How it was said: in person, by telephone, in writing, by whom.")],
    author: AuthorOption,
    reason: ReasonOption,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="When it was said, as 2021-05-04; else today.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DAY", help="The last day on which consent that is given holds.")
    ] = None,
    also_called: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Another name of theirs; may be repeated.")
    ] = None,
    casebook: CasebookOption = None,
) -> None:
    """Record what a victim, a witness or a source agreed to or refused, for each purpose; unasked is unknown, not given."""
    change = {
        "answer": answer.value,
        "purposes": [each.value for each in purposes],
        "how": storable(how),
        **({"on": on} if on else {}),
        **({"until": until} if until else {}),
        **({"also_called": [storable(each) for each in also_called]} if also_called else {}),
    }
    decide(
        Action.CONSENT,
        whose,
        signed=Signed(author=author, reason=reason),
        casebook=casebook,
        change=change,
    )


def redact(
    report: Annotated[str, typer.Argument(help="The report's id, or its beginning.")],
    quote: Annotated[
        list[str], typer.Option(help="Words of the report, as they stand there; may be repeated.")
    ],
    author: AuthorOption,
    reason: ReasonOption,
    casebook: CasebookOption = None,
) -> None:
    """Black out words of a report in every copy that leaves the team; the original bytes stay, and so does the text inside."""
    decide(
        Action.REDACT,
        report,
        signed=Signed(author=author, reason=reason),
        casebook=casebook,
        change={"quotes": [storable(each) for each in quote]},
    )
