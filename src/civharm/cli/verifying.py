"""`civharm verify`: whether a casebook or a release is as it was left, each fault by name."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from civharm.cli.choices import open_casebook, utc_now
from civharm.model.errors import InvalidInput


def verify(
    path: Annotated[
        Path, typer.Argument(help="A casebook or a release; the folder here unless named.")
    ] = Path(),
    since_days: Annotated[
        int | None,
        typer.Option(
            min=0,
            metavar="DAYS",
            help="Of a casebook: only if the last such check is so old or found a fault. "
            "What is found is kept, and shown among the issues.",
        ),
    ] = None,
) -> None:
    """Check every byte and every act of a casebook, or every file of a release; exit status 1 if one is not as it was."""
    if since_days is not None and not _is_due(path, since_days):
        print(f"✓ {path}: checked less than {since_days} days ago")
        raise typer.Exit(0)
    found = list(_faults(path))
    if since_days is not None:
        _keep(path, found)
    for fault in found:
        print(f"✗ {fault}")
    if not found:
        print(f"✓ {path}: all is as it was left")
    raise typer.Exit(1 if found else 0)


def _is_due(path: Path, days: int) -> bool:
    from civharm.casebook.folder import read_folder
    from civharm.safekeeping.fixity import is_due

    return is_due(read_folder(path).path, days=days, now=utc_now())


def _keep(path: Path, found: Sequence[str]) -> None:
    from civharm.safekeeping.fixity import Checked, keep_check

    keep_check(open_casebook(path), Checked(at=utc_now(), faults=tuple(found)))


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
    lacking = casebook.custody_length() - before
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
