"""`civharm timestamp`: an authority says when the chain of custody was as it is."""

import typer

from civharm.cli.choices import CasebookOption, open_casebook


def timestamp(casebook: CasebookOption = None) -> None:
    """Have the end of the chain of custody stamped by the authority that casebook.toml names (RFC 3161)."""
    from civharm.safekeeping.timestamps import stamp

    made = stamp(open_casebook(casebook))
    if made is None:
        print("nothing happened since the last timestamp")
        raise typer.Exit(0)
    found, at = made
    print(
        f"entry {found.entry.seq} of the chain of custody stamped at {at:%Y-%m-%d %H:%M:%S} UTC: {found.answer_path}"
    )
