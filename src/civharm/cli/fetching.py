"""`civharm fetch` and `civharm watch`: pages by their addresses, feeds as they grow, folders as they fill."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, open_casebook
from civharm.cli.jobs import run_now

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.jobs.adding import Given

_MINUTE_S = 60


def fetch(
    addresses: Annotated[list[str] | None, typer.Argument(help="Addresses of pages.")] = None,
    listed: Annotated[
        list[Path] | None,
        typer.Option(
            "--list", help="A spreadsheet (CSV, XLSX, ODS) with a column of addresses; may be repeated."
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Fetch known pages again.")] = False,
    casebook: CasebookOption = None,
) -> None:
    """Fetch pages into a casebook and read them. Each is kept as a web archive, as it came."""
    from civharm.jobs.adding import named
    from civharm.jobs.links import links_of

    store = open_casebook(casebook)
    wanted: dict[str, tuple[str, ...]] = {each: () for each in addresses or ()}
    wanted |= {link.url: link.copies for path in listed or () for link in links_of(path)}
    if not wanted:
        raise typer.BadParameter("name an address, or a list of them with --list")
    given = [named(each, is_wanted_again=again, copies=copies) for each, copies in wanted.items()]
    _run(store, given)


def watch(
    what: Annotated[
        list[Path], typer.Argument(help="Files with addresses of feeds, one a line; folders to be watched.")
    ],
    casebook: CasebookOption = None,
    every: Annotated[int, typer.Option(min=5, max=1440, help="Minutes between two looks.")] = 15,
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    pages: Annotated[
        bool, typer.Option("--pages", help="Fetch the pages that new entries of feeds lead to as well.")
    ] = False,
) -> None:
    """Read what is new in feeds and folders, again and again until interrupted."""
    from civharm.jobs.watching import Watch
    from civharm.reports.fetching.fetcher import Fetcher

    store = open_casebook(casebook)
    looking = Watch(store, Fetcher(), has_pages=pages)
    while True:
        given, troubles = looking.look(what)
        for trouble in troubles:
            _say(trouble)
        if given:
            _run(store, given, ends=once)
            looking.remember()
        if once:
            raise typer.Exit(bool(troubles))
        time.sleep(every * _MINUTE_S)


def _run(store: "Casebook", given: "Sequence[Given]", *, ends: bool = True) -> None:
    """Run what was given as a job, and say what became of it."""
    from civharm.jobs.adding import add_job
    from civharm.jobs.progress import inputs_of, job_of
    from civharm.jobs.states import InputState

    number = add_job(store, given, who=store.actor)
    run_now(store, number)
    for each in inputs_of(store.alias, number, most=len(given)):
        since = f", known since {min(k.since for k in each.known):%Y-%m-%d}" if each.known else ""
        print(f"{each.state.value}{since}: {each.name}")
        for issue in each.issues:
            _say(issue.message)
    job = job_of(store.alias, number)
    if job.error:
        _say(job.error)
    if ends:
        is_whole = all(
            each.state is not InputState.FAILED for each in inputs_of(store.alias, number, most=len(given))
        )
        raise typer.Exit(not (is_whole and job.done == job.total))


def _say(message: str) -> None:
    from civharm.cli.printing import say

    say(f"civharm: {message}")
