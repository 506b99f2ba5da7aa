"""The `civharm` command. Each group of commands is a small file; what is heavy is imported inside it.

Exit status: 0 all read, 1 some input could not be read or an id is unknown, 2 wrong use or not set up.
"""

import os
import re
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from civharm.cli import (
    backing_up,
    checking,
    deciding,
    destroying,
    explaining,
    fetching,
    handing_over,
    importing,
    jobs,
    listing,
    mapping,
    matching,
    people,
    places,
    proposing,
    publishing,
    reading,
    rebuilding,
    reporting,
    serving,
    settling,
    showing,
    stamping,
    totals,
    verifying,
    victims,
)
from civharm.cli.choices import Own, set_own
from civharm.cli.printing import say
from civharm.model.errors import CivharmError, NotFound, fault_of
from civharm.model.reports import Scope

app = typer.Typer(
    name="civharm",
    help="From reports to graded incidents of civilian harm, every number traceable to its words.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(reading.read)
app.command()(reading.reread)
app.command()(fetching.fetch)
app.command()(fetching.watch)
app.command("import")(importing.import_)
app.command()(listing.claims)
app.command()(listing.incidents)
app.command()(totals.totals)
app.command()(proposing.proposals)
app.command()(showing.show)
app.command()(explaining.explain)
app.command()(matching.match)
app.command()(serving.serve)
app.command()(serving.page)
app.command()(publishing.publish)
app.command()(reporting.report)
app.command()(reporting.rfi)
app.command()(rebuilding.rebuild)
app.command()(verifying.verify)
app.command()(backing_up.backup)
app.command()(backing_up.restore)
app.command()(stamping.timestamp)
app.command()(handing_over.export_evidence)
app.command()(checking.doctor)
app.command()(destroying.retention)
app.command()(destroying.destroy)
places.app.command()(settling.unresolved)
places.app.command()(settling.convert)
app.add_typer(deciding.app, name="decide")
app.add_typer(mapping.app, name="map")
app.add_typer(places.app, name="places")
app.add_typer(jobs.app, name="jobs")
app.add_typer(victims.app, name="victims")
app.add_typer(people.app, name="people")


#: A collection of reports of more years than that is no hint at the year of one.
_MOST_YEARS = 30


def _years(words: str) -> tuple[int, ...]:
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", words)
    if match is None:
        raise typer.BadParameter(f"{words!r} is no year and no stretch of years such as 2021-2026")
    years = tuple(range(int(match[1]), int(match[2] or match[1]) + 1))
    if not 0 < len(years) <= _MOST_YEARS:
        raise typer.BadParameter(f"{words}: name 1 to {_MOST_YEARS} years, the earlier first")
    return years


@app.callback()
def with_own_lists(
    own_places: Annotated[
        list[Path] | None,
        typer.Option("--places", help="A place file of your own, or a compiled layer; may be repeated."),
    ] = None,
    codebook: Annotated[
        list[Path] | None, typer.Option(help="A folder with codebook lists of your own.")
    ] = None,
    country: Annotated[
        list[str] | None,
        typer.Option(help="A country that your reports are about, as IQ or SY: its towns come first."),
    ] = None,
    years: Annotated[
        str | None,
        typer.Option(
            metavar="YEAR[-YEAR]",
            help='When your reports were written, as 2021-2026: "Sunday, 5 March" is a day of one of these years.',
        ),
    ] = None,
) -> None:
    """From reports to graded incidents of civilian harm, every number traceable to its words."""
    own_lists = Own(
        places=tuple(own_places or ()),
        codebooks=tuple(codebook or ()),
        scope=Scope(
            countries=tuple(code.upper() for code in country or ()), years=_years(years) if years else ()
        ),
    )
    set_own(own_lists)


def main() -> None:
    """Run the command line; errors become one line on standard error, a fault of ours too."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that lacks Arabic gets its letters written out
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except CivharmError as error:
        say(f"civharm: {error}")
        raise SystemExit(1 if isinstance(error, NotFound) else 2) from error
    except BrokenPipeError:
        # The reader of our output has gone ("civharm claims | head"): nothing is left to say, nor to flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    except Exception as error:  # the last border: a person gets a sentence
        if os.environ.get("CIVHARM_TRACEBACK"):
            raise
        say(f"civharm: {_told(error)}")
        raise SystemExit(2) from error


def _told(error: Exception) -> str:
    """What a person can do about an error that nobody foresaw."""
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename is not None else ""
        return f"{name}{error.strerror or error}: check the name, the space left, and what you may write to"
    if (databases := sys.modules.get("django.db")) and isinstance(error, databases.Error):
        return f"the casebook's database failed ({error}): run `civharm doctor`, or restore it from a copy"
    return (
        f"a fault of civharm ({fault_of(error)}): please report it; "
        "CIVHARM_TRACEBACK=1 in the environment shows all of it"
    )
