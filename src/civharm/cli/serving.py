"""`civharm serve` and `civharm page`: the record to look at, served here or as one file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, current_casebook, own


def serve(  # noqa: PLR0913 - a command's options are its parameters
    casebook: CasebookOption = None,
    host: Annotated[
        str, typer.Option(help="The address to listen on: a loopback one, unless a team is behind a proxy.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8765,
    team: Annotated[bool, typer.Option("--team", help="For a team: everybody logs in.")] = False,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST",
            help="With --team: a name under which it is reached; others are refused. May be repeated.",
        ),
    ] = None,
    behind_proxy: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="With --team: the address of the proxy that speaks TLS in front."
        ),
    ] = None,
) -> None:
    """Serve the pages of a casebook and run its jobs, until interrupted: to you alone here, or to a team with logins."""
    from civharm.cli.printing import say
    from civharm.web.serve import TeamAddress, check_loopback, check_team_address, serve_team
    from civharm.web.serve import serve as serve_pages

    folder = casebook or Path()
    if team:
        address = TeamAddress(host=host, port=port, names=tuple(name or ()), proxy=behind_proxy)
        check_team_address(address)
        at = f"https://{address.names[0]}/" if behind_proxy else f"http://{host}:{port}/"
        say(f"civharm: open {at} and log in; `civharm people invite` invites (stop with Ctrl-C)")
        with _jobs(folder):
            serve_team(folder, address, own().codebook())
        return
    if name or behind_proxy:
        raise typer.BadParameter("--name and --behind-proxy are for --team")
    check_loopback(host)
    say(f"civharm: open http://{host}:{port}/ (stop with Ctrl-C)")
    with _jobs(folder):
        serve_pages(folder, host=host, port=port, codebook=own().codebook())


@contextmanager
def _jobs(folder: Path) -> Iterator[None]:
    """A worker beside the server that ends with it, and once a day a check of all evidence."""
    from civharm.cli.jobs import civharm_command
    from civharm.jobs.beside import worker_beside
    from civharm.safekeeping.fixity import checked_beside

    command = civharm_command(own())
    with (
        worker_beside((*command, "jobs", "work", "--with-parent", "--casebook", str(folder))),
        checked_beside((*command, "verify", str(folder), "--since-days", "1")),
    ):
        yield


def page(
    to: Annotated[Path, typer.Argument(help="The HTML file to write.")],
    casebook: CasebookOption = None,
    language: Annotated[
        str, typer.Option(metavar="CODE", help="The language of the pages: en or ar.")
    ] = "en",
) -> None:
    """Write the pages of a casebook as one HTML file that opens offline."""
    from civharm.web.setup import ready

    ready()
    from civharm.catalogue.stored import stored_record
    from civharm.web.snapshot import write_snapshot

    write_snapshot(stored_record(current_casebook(casebook)), to, language=language)
