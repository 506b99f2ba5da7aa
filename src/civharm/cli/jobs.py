"""`civharm jobs`: work in the background, to look at, to try again, to cancel; and the worker itself."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from civharm.cli.choices import CasebookOption, Own, open_casebook, own
from civharm.cli.reading import useful_processes

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook
    from civharm.pipeline import Terms

app = typer.Typer(help="Work in the background.", no_args_is_help=True)
JobArgument = Annotated[int, typer.Argument(help="The job's number, as `civharm jobs list` prints it.")]
_SHOWN = 50


@app.command("list")
def list_jobs(casebook: CasebookOption = None) -> None:
    """List the newest jobs: how far each is, and what went wrong."""
    from civharm.cli.printing import print_table
    from civharm.jobs.progress import newest_jobs

    jobs = newest_jobs(open_casebook(casebook).alias, most=_SHOWN)
    rows = [
        (
            str(job.id),
            job.state.value,
            f"{job.done}/{job.total}",
            str(job.failed),
            str(job.attempts),
            job.who,
            f"{job.added_at:%Y-%m-%d %H:%M}",
            job.error,
        )
        for job in jobs
    ]
    if not rows:
        print("no jobs")
        return
    print_table(("job", "state", "done", "failed", "attempts", "for", "added (UTC)", "what went wrong"), rows)


@app.command()
def retry(job: JobArgument, casebook: CasebookOption = None) -> None:
    """Run a job again from where it stands; addresses that could not be fetched are tried anew."""
    from civharm.jobs.turns import retry as run_again

    run_again(open_casebook(casebook), job)
    print(f"job {job} queued: `civharm serve` or `civharm jobs work` runs it")


@app.command()
def cancel(job: JobArgument, casebook: CasebookOption = None) -> None:
    """End a job as it is. What it has read stays."""
    from civharm.jobs.turns import cancel as end_now

    end_now(open_casebook(casebook), job)
    print(f"job {job} cancelled")


@app.command()
def work(
    casebook: CasebookOption = None,
    with_parent: Annotated[
        bool, typer.Option("--with-parent", help="Stop once standard input is closed.", hidden=True)
    ] = False,
) -> None:
    """Run jobs as they come, until interrupted; `civharm serve` does so by itself."""
    from civharm.jobs.worker import stop_with_parent
    from civharm.jobs.worker import work as run_jobs

    if with_parent:
        stop_with_parent()
    store = open_casebook(casebook)
    run_jobs(store, [*civharm_command(own()), "jobs", "run", "--casebook", str(store.folder.path)])


@app.command(hidden=True)
def run(job: JobArgument, casebook: CasebookOption = None) -> None:
    """Run one job here and now, if it is its turn."""
    from civharm.web.setup import ready

    ready()  # sheets and sites are pages, and what a casebook configures without the web would lack
    store = open_casebook(casebook)
    from civharm.jobs.handing_out import Making  # its tables need a casebook that is open
    from civharm.jobs.progress import job_of

    if job_of(store.alias, job).kind in set(Making):
        from civharm.cli.making import make_now

        make_now(store, job)
    else:
        run_now(store, job)


def run_now(store: "Casebook", job: int) -> None:
    """Run one job with the lists in force; incidents and the catalogue follow."""
    from civharm.catalogue.catalogue import Catalogue  # its tables need a casebook that is open
    from civharm.jobs.running import Work, fetching, run_job
    from civharm.pipeline import refresh
    from civharm.reports.fetching.fetcher import Fetcher

    lists = own().in_casebook(store.folder.path)

    def follow() -> None:
        refresh(store, codebook=lists.codebook())
        Catalogue(casebook=store).update()

    work_on = Work(terms_for=partial(_terms_for, lists), follow=follow, fetch=fetching(Fetcher()))
    run_job(store, job, work_on)


@contextmanager
def _terms_for(lists: Own, inputs: int) -> "Iterator[Terms]":
    """Terms of reading so many inputs: in two processes where they are many."""
    count = useful_processes(inputs)
    if count == 1:
        yield lists.terms()
        return
    with lists.engine(count) as engine:
        yield replace(lists.terms(), engine=engine)


def civharm_command(lists: Own) -> Sequence[str]:
    """The command line that starts civharm with the same lists."""
    return [sys.executable, "-P", "-m", "civharm", *_options(lists)]


def _options(lists: Own) -> Iterator[str]:
    for option, paths in (("--places", lists.places), ("--codebook", lists.codebooks)):
        for path in paths:
            yield from (option, str(path.absolute()))
    if lists.scope:
        for country in lists.scope.countries:
            yield from ("--country", country)
        if years := lists.scope.years:
            yield from ("--years", f"{years[0]}-{years[-1]}")
