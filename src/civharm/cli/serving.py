"""`civharm serve` and `civharm page`: the record to look at, served here or as one file."""

from pathlib import Path
from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, open_casebook, own


def serve(
    casebook: CasebookOption = None,
    host: Annotated[str, typer.Option(help="A loopback address: there are no logins yet.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8765,
) -> None:
    """Serve the pages of a casebook on this machine and run its jobs, until interrupted."""
    from civharm.cli.jobs import civharm_command
    from civharm.cli.printing import say
    from civharm.jobs.beside import worker_beside
    from civharm.web.serve import serve as serve_pages

    say(f"civharm: open http://{host}:{port}/ (stop with Ctrl-C)")
    folder = casebook or Path()
    command = (*civharm_command(own()), "jobs", "work", "--with-parent", "--casebook", str(folder))
    with worker_beside(command):
        serve_pages(folder, host=host, port=port)


def page(
    to: Annotated[Path, typer.Argument(help="The HTML file to write.")],
    casebook: CasebookOption = None,
) -> None:
    """Write the pages of a casebook as one HTML file that opens offline."""
    from civharm.web.setup import ready

    ready()
    from civharm.catalogue.stored import stored_record
    from civharm.web.snapshot import write_snapshot

    write_snapshot(stored_record(open_casebook(casebook)), to)
