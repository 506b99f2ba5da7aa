"""The form of a backup: one tar stream whose last member is the manifest of all others, as `sha256sum -c` reads it."""

import hashlib
import io
import tarfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from civharm.model.errors import CasebookError, InvalidInput

SUMS = "SHA256SUMS"
_PIECE = 1 << 20
_MODE = 0o600


class _Hashed(io.RawIOBase):
    """Gives the pieces as a stream, and hashes them on their way."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces, self._left, self.digest = iter(pieces), b"", hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        while len(self._left) < size:
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._left += piece
        found, self._left = self._left[:size], self._left[size:]
        self.digest.update(found)
        return found


class _Onward(io.RawIOBase):
    """A stream that is written to and never sought, a pipe for one, in the form in which tarfile wants it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._written = out, 0

    def write(self, content: Any) -> int:
        self._written += len(content)
        return self._out.write(content)

    def tell(self) -> int:
        return self._written


class ArchiveWriter:
    """Writes members into a stream that is never sought."""

    def __init__(self, out: BinaryIO, at: datetime) -> None:
        self._tar = tarfile.TarFile(
            fileobj=_Onward(out), mode="w", format=tarfile.PAX_FORMAT, copybufsize=_PIECE
        )
        self._at = int(at.timestamp())
        self._sums: list[str] = []

    def add(self, name: str, size: int, pieces: Iterable[bytes]) -> str:
        """A member of so many bytes; its SHA-256. Raises CasebookError where there are fewer."""
        if any(letter in name for letter in "\n\r\\"):
            raise CasebookError(f"{name!r} is a name that no manifest can hold: rename the file")
        hashed = _Hashed(pieces)
        member = tarfile.TarInfo(name)
        member.size, member.mtime, member.mode = size, self._at, _MODE
        try:
            self._tar.addfile(member, hashed)
        except OSError as error:
            if "unexpected end of data" not in str(error):
                raise
            raise CasebookError(f"{name} grew shorter while it was copied: back up again") from None
        self._sums.append(f"{hashed.digest.hexdigest()}  {name}\n")
        return hashed.digest.hexdigest()

    def add_bytes(self, name: str, content: bytes) -> None:
        """A member whose bytes are at hand."""
        self.add(name, len(content), [content])

    def close(self) -> None:
        """The manifest, and the end of the stream."""
        manifest = "".join(self._sums).encode()
        member = tarfile.TarInfo(SUMS)
        member.size, member.mtime, member.mode = len(manifest), self._at, _MODE
        self._tar.addfile(member, io.BytesIO(manifest))
        self._tar.close()


def pieces_of(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file, a piece at a time."""
    while piece := file.read(_PIECE):
        yield piece


def unpack(stream: BinaryIO, folder: Path) -> None:
    """Write the members into an empty folder, and check each against the manifest. Raises InvalidInput."""
    sums: dict[str, str] = {}
    listed: dict[str, str] | None = None
    try:
        with tarfile.open(fileobj=stream, mode="r|", bufsize=_PIECE) as tar:
            for member in tar:
                held = tar.extractfile(member) if member.isreg() else None
                if held is None or listed is not None:
                    raise InvalidInput(f"{member.name} does not belong into a backup", code="bad-backup")
                if member.name == SUMS:
                    listed = _listed(held.read())
                else:
                    sums[member.name] = _write(held, folder, member.name)  # type: ignore[arg-type]
    except tarfile.TarError as error:
        raise InvalidInput(f"it is no backup, or was cut off ({error})", code="bad-backup") from None
    _check(sums, listed)


def _check(sums: dict[str, str], listed: dict[str, str] | None) -> None:
    if listed is None:
        raise InvalidInput(f"it was cut off: it has no {SUMS} at its end", code="bad-backup")
    for name in sorted(sums.keys() | listed.keys()):
        if sums.get(name) != listed.get(name):
            raise InvalidInput(f"{name} is not what was backed up: take another backup", code="bad-backup")


def _listed(manifest: bytes) -> dict[str, str]:
    lines = manifest.decode("utf-8", errors="replace").splitlines()
    return {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}


def _write(held: BinaryIO, folder: Path, name: str) -> str:
    """A member as a file of the folder, never outside of it."""
    parts = Path(name).parts
    if not parts or Path(name).is_absolute() or ".." in parts:
        raise InvalidInput(f"{name!r} would lie outside the folder", code="bad-backup")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with path.open("xb") as out:
        path.chmod(_MODE)
        for piece in pieces_of(held):
            digest.update(piece)
            out.write(piece)
    return digest.hexdigest()
