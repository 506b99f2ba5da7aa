"""`civharm verify`: whether a casebook or a release is as it was left, each fault by name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from civharm.model.errors import InvalidInput


def verify(
    path: Annotated[
        Path, typer.Argument(help="A casebook or a release; the folder here unless named.")
    ] = Path(),
) -> None:
    """Check every byte and every act of a casebook, or every file of a release; exit status 1 if one is not as it was."""
    found = list(_faults(path))
    for fault in found:
        print(f"✗ {fault}")
    if not found:
        print(f"✓ {path}: all is as it was left")
    raise typer.Exit(1 if found else 0)


def _faults(path: Path) -> Iterator[str]:
    from civharm.casebook.folder import is_casebook
    from civharm.publication.release.manifest import SUMS, faults

    if is_casebook(path):
        yield from _faults_of_casebook(path)
    elif (path / SUMS).is_file():
        yield from faults(path)
    else:
        raise InvalidInput(
            f"{path} is neither a casebook nor a release: it has no casebook.toml and no {SUMS}"
        )


def _faults_of_casebook(path: Path) -> Iterator[str]:
    """Opening writes to the end of the log what it lacks: that it did is said here."""
    from civharm.casebook.folder import read_folder
    from civharm.casebook.store import Casebook
    from civharm.safekeeping.checking import all_faults

    log = read_folder(path).custody_log_path
    before = _lines(log)
    casebook = Casebook.open(path)
    lacking = len(casebook.custody()) - before
    if before and lacking > 0:
        yield (
            f"chain of custody: {log.name} lacked its last {lacking} entries, which the database has: a crash does that, "
            "else someone cut them off; they are written again"
        )
    yield from all_faults(casebook)


def _lines(log: Path) -> int:
    if not log.exists():
        return 0
    with log.open("rb") as lines:
        return sum(line.endswith(b"\n") for line in lines)
