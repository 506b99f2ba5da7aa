"""A place file before it is understood: its hash, its encoding, what it is not, and how its text is had.

One pass over the bytes finds all of it out, so that a file of any size is read in bounded memory.
"""

import codecs
import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NoReturn

from civharm.files.encodings import guessed_encoding, marked_encoding, unmarked_utf16
from civharm.model.errors import InvalidInput
from civharm.places.layers.archive import member_of, opened_member

_PIECE = 1 << 20
_HEAD = 1 << 16
_SAMPLE = 100_000
_NOT_TEXT = (
    (b"\xd0\xcf\x11\xe0", "a workbook of Excel", "save its sheet as CSV UTF-8"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"\x00\x00\x27\x0a", "a shapefile", "export it as GeoJSON in WGS 84"),
    (b"%PDF", "a PDF", "copy its table into a CSV"),
    (b"SQLite format 3\0", "a database", "export its places as CSV or GeoJSON"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFile:
    """A file of places. `member` is its name inside an archive; `is_guessed` if the encoding was found by guess."""

    path: Path
    member: str | None
    sha256: str
    size: int
    encoding: str
    is_guessed: bool
    head: str

    @property
    def name(self) -> str:
        """The file for messages."""
        return f"{self.path}: {self.member}" if self.member else str(self.path)

    @contextmanager
    def content(self) -> Iterator[IO[bytes]]:
        """Its bytes, unpacked."""
        with _content(self.path, self.member) as content:
            yield content

    @contextmanager
    def text(self) -> Iterator[IO[str]]:
        """Its text. Raises InvalidInput where a byte further on is not of the encoding."""
        try:
            with self.content() as content:
                yield io.TextIOWrapper(content, encoding=self.encoding, newline="")
        except UnicodeDecodeError as error:
            raise InvalidInput(
                f"{self.name} is not in {self.encoding}, as it seemed to be: save it as UTF-8 and try again",
                code="encoding",
            ) from error


def open_place_file(path: Path, *, encoding: str | None = None) -> PlaceFile:
    """Look a file through. Raises InvalidInput for one that is missing, binary, packed twice or in no encoding."""
    try:
        sha256, size = _fingerprint(path)
        member = member_of(path)
        seen = _Seen()
        with _content(path, member) as content:
            while piece := content.read(_PIECE):
                seen.see(piece)
    except OSError as error:
        raise InvalidInput(f"{path} can't be read: {error.strerror or error}", code="unreadable") from error
    name = f"{path}: {member}" if member else str(path)
    _check_is_text(name, seen)
    certain = encoding or seen.encoding
    used = certain or _guess(name, seen)
    return PlaceFile(
        path=path,
        member=member,
        sha256=sha256,
        size=size,
        encoding=used,
        is_guessed=certain is None,
        head=_head(name, seen.head, used),
    )


class _Seen:
    """What one pass over the bytes shows."""

    def __init__(self) -> None:
        self.head = b""
        self.suspect = b""
        self.has_nul = False
        self._utf8 = codecs.getincrementaldecoder("utf-8")()
        self._is_utf8 = True

    def see(self, piece: bytes) -> None:
        if len(self.head) < _HEAD:
            self.head += piece[: _HEAD - len(self.head)]
        self.has_nul = self.has_nul or b"\0" in piece
        if self._is_utf8:
            try:
                self._utf8.decode(piece)
            except UnicodeDecodeError as error:
                self._is_utf8 = False
                around = max(0, min(error.start, len(piece)) - _SAMPLE // 2)
                self.suspect = piece[around : around + _SAMPLE]

    @property
    def encoding(self) -> str | None:
        """The encoding that a mark or the bytes themselves prove, None where it must be guessed."""
        if marked := marked_encoding(self.head):
            return marked
        if self.has_nul:
            return unmarked_utf16(self.head)
        return "utf-8" if self._is_utf8 else None


def _check_is_text(name: str, seen: _Seen) -> None:
    if not seen.head.strip():
        raise InvalidInput(f"{name} is empty: give a file with rows", code="empty")
    for magic, what, remedy in _NOT_TEXT:
        if seen.head.startswith(magic):
            raise InvalidInput(f"{name} is {what}, which is not read: {remedy}", code="not-text")
    if seen.has_nul and seen.encoding is None:
        _refuse_binary(name)


def _refuse_binary(name: str) -> NoReturn:
    raise InvalidInput(
        f"{name} is binary, or in an encoding that could not be recognised: save it as UTF-8 text",
        code="not-text",
    )


def _guess(name: str, seen: _Seen) -> str:
    return guessed_encoding(seen.suspect) or _refuse_binary(name)


def _head(name: str, head: bytes, encoding: str) -> str:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        return decoder.decode(head)
    except LookupError:
        raise InvalidInput(f"{encoding!r} is no encoding: try utf-8 or cp1256", code="encoding") from None
    except UnicodeDecodeError:
        raise InvalidInput(
            f"{name} is not in {encoding}: name another encoding, or save it as UTF-8", code="encoding"
        ) from None


@contextmanager
def _content(path: Path, member: str | None) -> Iterator[IO[bytes]]:
    if member is None:
        with path.open("rb") as plain:
            yield plain
    else:
        with opened_member(path, member) as unpacked:
            yield unpacked


def _fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 of the file as it was given, packed or not, and its size."""
    if not path.is_file():
        what = "it is a folder" if path.is_dir() else "there is no such file"
        raise InvalidInput(f"{path} can't be read: {what}", code="unreadable")
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest(), path.stat().st_size
