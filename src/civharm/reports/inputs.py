"""What the person named, as inputs to read: files, folders, patterns, and "-" for standard input."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import BinaryIO

from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.model.printable import printable
from civharm.reports.limits import MAX_FILE_BYTES, MEGABYTE

STANDARD_INPUT = "-"
STANDARD_INPUT_NAME = "standard input"
_PIECE = 8 * MEGABYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to read. `path` is None for standard input.

    `method`, the way in, goes into its capture, and so do when the file was changed last, as the file system states it,
    and addresses of copies in archives of others.
    """

    name: str
    path: Path | None
    method: str = "file"
    modified_at: datetime | None = None
    copies: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes, as far as they can be told beforehand; 0 for standard input."""
        try:
            return self.path.stat().st_size if self.path else 0
        except OSError:
            return 0

    def read(self) -> bytes:
        """The bytes as they are. Raises InvalidInput where they can't be had."""
        if self.path is None:
            return _read_standard_input()
        try:
            # A file may have become a pipe since it was found, or be one of the kernel's: never wait for one.
            with open(os.open(self.path, os.O_RDONLY | os.O_NONBLOCK), "rb") as opened:
                return _all_bytes(opened, self.name)
        except OSError as error:
            raise InvalidInput(_why(self.name, error), code="unreadable") from error


def find_inputs(patterns: Iterable[str]) -> Iterator[Input | Issue]:
    """Inputs in a fixed order; what can't be read or is passed over comes as an Issue in its place."""
    for pattern in patterns:
        if pattern == STANDARD_INPUT:
            yield Input(name=STANDARD_INPUT_NAME, path=None, method=STANDARD_INPUT_NAME)
        elif not pattern:
            # The folder that Python would take it for is hardly what an unset variable of a shell means.
            yield _failure(
                "no-name", "an empty name names no file: name a file, a folder or a pattern", path=""
            )
        elif os.path.lexists(pattern) or not has_magic(pattern):
            yield from _find_at(Path(pattern))
        else:
            yield from _find_matching(pattern)


def _find_matching(pattern: str) -> Iterator[Input | Issue]:
    matches = sorted(glob(pattern, recursive=True))
    if not matches:
        message = f"{printable(pattern)}: no file matches this pattern: check it, and the folder you are in"
        yield _failure("no-match", message, path=pattern)
    for match in matches:
        # With "**" a folder and the files inside it both match: the files are enough.
        if "**" not in pattern or not Path(match).is_dir():
            yield from _find_at(Path(match))


def _find_at(path: Path) -> Iterator[Input | Issue]:
    name = printable(str(path))
    try:
        state = path.stat()
    except (OSError, ValueError) as error:
        is_missing = isinstance(error, ValueError | FileNotFoundError | NotADirectoryError)
        message = f"{name}: there is no such file or folder: check the name"
        code = "no-such-file" if is_missing else "unreadable"
        yield _failure(code, message if is_missing else _why(name, error), path=path)
        return
    if S_ISDIR(state.st_mode):
        yield from _find_in_folder(path)
    elif S_ISREG(state.st_mode):
        yield Input(name=name, path=path, modified_at=changed_at(state.st_mtime))
    else:
        yield _failure("not-a-file", f"{name} is neither a file nor a folder: give a regular file", path=path)


def changed_at(seconds: float) -> datetime | None:
    """A time of the file system; None for one that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _find_in_folder(folder: Path) -> Iterator[Input | Issue]:
    failures: list[OSError] = []
    is_empty = True
    for place, folders, names in os.walk(folder, onerror=failures.append):
        folders.sort()
        yield from _pass_over_hidden(Path(place), folders)
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from _pass_over_hidden(Path(place), names)
        for name in sorted(name for name in names if not name.startswith(".")):
            is_empty = False
            yield from _find_at(Path(place, name))
    for error in failures:
        name = printable(str(error.filename or folder))
        yield _failure("unreadable", _why(name, error), path=name)
    if is_empty and not failures:
        name = printable(str(folder))
        yield Issue(stage="inputs", code="empty-folder", path=name, message=f"{name} holds no files")


def _pass_over_hidden(place: Path, names: list[str]) -> Iterator[Issue]:
    for name in sorted(name for name in names if name.startswith(".")):
        path = printable(str(place / name))
        message = f"{path} is hidden and was passed over: name it on the command line to read it"
        yield Issue(stage="inputs", code="hidden", path=path, message=message)


def _read_standard_input() -> bytes:
    import sys

    return _all_bytes(sys.stdin.buffer, STANDARD_INPUT_NAME)


def _all_bytes(opened: BinaryIO, name: str) -> bytes:
    """Everything in it, read by pieces: the kernel's own files state no size, and some never end."""
    content = bytearray()
    while piece := opened.read(_PIECE):
        content += piece
        if len(content) > MAX_FILE_BYTES:
            limit = f"{MAX_FILE_BYTES // MEGABYTE} MB"
            raise InvalidInput(
                f"{name} is larger than {limit}, the limit of one file: split it", code="too-large"
            )
    return bytes(content)


def _failure(code: str, message: str, *, path: str | Path) -> Issue:
    return Issue(stage="inputs", code=code, message=message, path=printable(str(path)), is_failure=True)


def _why(name: str, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or error
    return f"{name} can't be read ({reason}): check that it is there and that you may read it"
