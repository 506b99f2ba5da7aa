"""What the person named, as inputs to read: files, folders, patterns, and "-" for standard input."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path

from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.reports.limits import MAX_FILE_BYTES, MEGABYTE

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One thing to read. `path` is None for standard input; `method` goes into its capture."""

    name: str
    path: Path | None

    @property
    def method(self) -> str:
        """The way in, for the capture."""
        return "file" if self.path else "standard input"

    def read(self) -> bytes:
        """The bytes as they are. Raises InvalidInput where they can't be had."""
        if self.path is None:
            return _read_standard_input()
        try:
            size = self.path.stat().st_size
            if size > MAX_FILE_BYTES:
                raise InvalidInput(
                    f"{self.name} has {size // MEGABYTE} MB, the limit of one file is "
                    f"{MAX_FILE_BYTES // MEGABYTE} MB: split it",
                    code="too-large",
                )
            return self.path.read_bytes()
        except OSError as error:
            raise InvalidInput(_why(self.name, error), code="unreadable") from error


def find_inputs(patterns: Iterable[str]) -> Iterator[Input | Issue]:
    """Inputs in a fixed order; what can't be read or is passed over comes as an Issue in its place."""
    for pattern in patterns:
        if pattern == STANDARD_INPUT:
            yield Input(name="standard input", path=None)
        elif Path(pattern).exists() or not has_magic(pattern):
            yield from _find_at(Path(pattern))
        else:
            yield from _find_matching(pattern)


def _find_matching(pattern: str) -> Iterator[Input | Issue]:
    matches = sorted(glob(pattern, recursive=True))
    if not matches:
        yield _failure("no-match", f"{pattern}: no file matches this pattern", path=pattern)
    for match in matches:
        # With "**" a folder and the files inside it both match: the files are enough.
        if "**" not in pattern or not Path(match).is_dir():
            yield from _find_at(Path(match))


def _find_at(path: Path) -> Iterator[Input | Issue]:
    if path.is_dir():
        yield from _find_in_folder(path)
    elif path.is_file():
        yield Input(name=str(path), path=path)
    elif path.exists():
        yield _failure("not-a-file", f"{path} is neither a file nor a folder: give a regular file", path=path)
    else:
        yield _failure("no-such-file", f"{path}: there is no such file or folder", path=path)


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
        name = str(error.filename or folder)
        yield _failure("unreadable", _why(name, error), path=name)
    if is_empty and not failures:
        yield Issue(stage="inputs", code="empty-folder", path=str(folder), message=f"{folder} holds no files")


def _pass_over_hidden(place: Path, names: list[str]) -> Iterator[Issue]:
    for name in sorted(name for name in names if name.startswith(".")):
        path = place / name
        message = f"{path} is hidden and was passed over: name it on the command line to read it"
        yield Issue(stage="inputs", code="hidden", path=str(path), message=message)


def _read_standard_input() -> bytes:
    import sys

    return sys.stdin.buffer.read(MAX_FILE_BYTES)


def _failure(code: str, message: str, *, path: str | Path) -> Issue:
    return Issue(stage="inputs", code=code, message=message, path=str(path), is_failure=True)


def _why(name: str, error: OSError) -> str:
    return (
        f"{name} can't be read ({error.strerror or error}): check that it is there and that you may read it"
    )
