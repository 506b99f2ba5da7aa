"""`civharm backup` and `civharm restore`: a casebook in one file, and back."""

from pathlib import Path
from typing import Annotated

import typer

from civharm.cli.choices import CasebookOption, open_casebook, utc_now


def backup(
    to: Annotated[
        Path, typer.Option(help="The file to write; one that is there is replaced by the whole new one.")
    ],
    key: Annotated[
        list[str] | None,
        typer.Option(
            "--for", metavar="age1…", help="Encrypt it for this public key of age; may be repeated."
        ),
    ] = None,
    damaged_too: Annotated[
        bool,
        typer.Option("--damaged-too", help="Back up a casebook of which captures are missing or changed."),
    ] = False,
    casebook: CasebookOption = None,
) -> None:
    """Write all of a casebook into one file, while others go on working with it."""
    from civharm.safekeeping.backup import back_up

    store = open_casebook(casebook)
    made = back_up(store, to, keys=key or (), at=utc_now(), is_damaged_kept=damaged_too)
    for fault in made.damaged:
        print(f"✗ {fault}")
    print(f"backed up to {to}: {made.captures} captures, {made.entries} entries of the chain of custody")
    raise typer.Exit(1 if made.damaged else 0)


def restore(
    file: Annotated[Path, typer.Argument(help="The backup.")],
    to: Annotated[Path, typer.Option(help="A new or empty folder.")],
    identity: Annotated[
        Path | None, typer.Option(help="The file with your secret key of age, where the backup is encrypted.")
    ] = None,
) -> None:
    """Make a casebook of a backup again, and verify all of it; exit status 1 if something is not as it was left."""
    from civharm.safekeeping.checking import all_faults
    from civharm.safekeeping.restore import restore as restore_backup

    casebook = restore_backup(file, to, identity_file=identity)
    faults = tuple(all_faults(casebook))
    for fault in faults:
        print(f"✗ {fault}")
    if not faults:
        print(f"✓ restored to {to}: every byte and every act is as it was left")
    raise typer.Exit(1 if faults else 0)
