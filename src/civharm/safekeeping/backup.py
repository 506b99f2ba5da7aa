"""Backing a casebook up while it is in use: its tables at one moment, then the captures that they name."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from civharm.casebook.custody import line_of
from civharm.casebook.folder import CasebookFolder, read_folder
from civharm.model.errors import CasebookError
from civharm.safekeeping.archive import ArchiveWriter, pieces_of
from civharm.safekeeping.sealing import encrypting, recipients, whole_file
from civharm.safekeeping.snapshots import DATABASE_FILE, Snapshot, sized, snapshot_of

if TYPE_CHECKING:
    from civharm.casebook.store import Casebook

_LOCK = ".backup.lock"
#: What is made anew, held by a running program, or copied from the snapshot instead.
_LEFT_OUT = ("captures", "custody.log", "worker.lock", "queue.sqlite3", "workings.sqlite3", DATABASE_FILE)
_SIDE_FILES = ("-wal", "-shm", "-journal")
_README = """A backup of a civharm casebook. Restore it with: civharm restore THIS_FILE --to FOLDER
SHA256SUMS, the last file of it, lists the others: unpack with tar, then run sha256sum -c SHA256SUMS.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """What a backup holds; `damaged` are captures that are not what they were."""

    captures: int
    entries: int
    damaged: tuple[str, ...] = field(default=())


def back_up(
    casebook: "Casebook", to: Path, *, keys: Sequence[str] = (), at: datetime, is_damaged_kept: bool = False
) -> BackedUp:
    """Write a backup, whole or not at all. Raises CasebookError; then what was there before is still there."""
    folder = read_folder(casebook.folder.path)
    if folder.path.resolve() in to.resolve().parents:
        raise CasebookError(
            f"{to} lies in the casebook itself: keep a backup elsewhere, best on another disk"
        )
    if to.is_dir():
        raise CasebookError(f"{to} is a folder: name a file in it")
    sealed_for = recipients(keys)
    try:
        with _alone(folder), snapshot_of(folder, casebook.alias) as snapshot, whole_file(to) as out:
            with encrypting(out, sealed_for) as plain:
                archive = ArchiveWriter(plain, at)
                made = _fill(archive, folder, snapshot)
                _check_damage(made.damaged, is_damaged_kept=is_damaged_kept)
                archive.close()
            return made
    except (OSError, sqlite3.Error) as error:
        raise CasebookError(
            f"no backup was made in {to} ({getattr(error, 'strerror', None) or error}): look at the space left and at what you may write to"
        ) from error


@contextmanager
def _alone(folder: CasebookFolder) -> Iterator[None]:
    """One backup at a time: two would only take each other's time."""
    lock = os.open(folder.path / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise CasebookError("another backup of this casebook is running: wait for it to end") from None
    try:
        yield
    finally:
        os.close(lock)


def _check_damage(damaged: Sequence[str], *, is_damaged_kept: bool) -> None:
    """A damaged casebook must not take the place of a good backup unsaid."""
    if damaged and not is_damaged_kept:
        raise CasebookError(
            f"no backup was made: {damaged[0]}"
            + (f", and {len(damaged) - 1} more" if len(damaged) > 1 else "")
            + "; restore what is damaged from an older backup, or back up to another file with --damaged-too"
        )


def _fill(archive: ArchiveWriter, folder: CasebookFolder, snapshot: Snapshot) -> BackedUp:
    archive.add_bytes("README.txt", _README.encode())
    for member in snapshot.members():
        archive.add(*member)

    def lines() -> Iterator[bytes]:
        return (line_of(entry) for entry in snapshot.custody())

    entries = sum(1 for _ in snapshot.custody())
    archive.add(folder.custody_log_path.name, sized(lines), lines())
    for name in _other_files(folder.path):
        with (folder.path / name).open("rb") as file:
            archive.add(name, os.fstat(file.fileno()).st_size, pieces_of(file))
    count, damaged = 0, []
    for sha256 in snapshot.captures():
        count += 1
        if fault := _add_capture(archive, folder, sha256):
            damaged.append(fault)
    return BackedUp(captures=count, entries=entries, damaged=tuple(damaged))


def _add_capture(archive: ArchiveWriter, folder: CasebookFolder, sha256: str) -> str | None:
    """Copy the bytes of a capture; what is wrong with them, if anything is."""
    name = f"{folder.captures_path.name}/{sha256[:2]}/{sha256[2:]}"
    try:
        with (folder.path / name).open("rb") as file:
            found = archive.add(name, os.fstat(file.fileno()).st_size, pieces_of(file))
    except FileNotFoundError:
        return f"the capture {sha256} is missing"
    return None if found == sha256 else f"the capture {sha256} was changed after it was kept"


def _other_files(folder: Path) -> Iterator[str]:
    """Everything else that a casebook's folder holds, but what is hidden or made anew."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        is_hidden = any(part.startswith(".") for part in parts)
        if not is_hidden and not _is_left_out(parts[0]) and path.is_file() and not path.is_symlink():
            yield "/".join(parts)


def _is_left_out(name: str) -> bool:
    return any(name == each or name in {each + side for side in _SIDE_FILES} for each in _LEFT_OUT)
