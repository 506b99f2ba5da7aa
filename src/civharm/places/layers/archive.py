"""Place files in zip archives: GeoNames ships its dumps so, and a KMZ is one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo, is_zipfile

from civharm.model.errors import InvalidInput
from civharm.places.layers.limits import MAX_UNPACKED_BYTES, MAX_UNPACKED_RATIO, MEGABYTE

_TABLES = frozenset({".csv", ".tsv", ".txt", ".json", ".jsonl", ".geojson", ".geojsonl", ".kml", ".xml"})
_ARCHIVES = frozenset({".zip", ".kmz", ".gz", ".7z", ".rar", ".tar", ".bz2", ".xz"})
_ZIP = b"PK\x03\x04"


def member_of(path: Path) -> str | None:
    """The one place file of an archive, None for a file that is no archive. Raises InvalidInput."""
    with path.open("rb") as content:
        if content.read(4) != _ZIP or not is_zipfile(path):
            return None
    try:
        with ZipFile(path) as archive:
            return _chosen(archive.infolist(), path).filename
    except BadZipFile as error:
        raise InvalidInput(f"{path} is a damaged archive ({error}): fetch it again", code="archive") from None


@contextmanager
def opened_member(path: Path, name: str) -> Iterator[IO[bytes]]:
    """The unpacked bytes of a member."""
    try:
        with ZipFile(path) as archive, archive.open(name) as content:
            yield content
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise InvalidInput(f"{path} is a damaged archive ({error}): fetch it again", code="archive") from None


def _chosen(members: list[ZipInfo], path: Path) -> ZipInfo:
    names = [PurePosixPath(member.filename) for member in members]
    if any(name.name == "[Content_Types].xml" for name in names):
        raise InvalidInput(
            f"{path} is a workbook, which is not read: save its sheet as CSV UTF-8", code="not-text"
        )
    found = [member for member in members if _may_hold_places(member)]
    if len(found) != 1:
        inner = [str(name) for name in names if name.suffix.lower() in _ARCHIVES]
        if not found and inner:
            raise InvalidInput(f"{path} holds another archive ({inner[0]}): unpack it first", code="archive")
        what = (
            f"{len(found)} files that may be it ({', '.join(each.filename for each in found[:5])})"
            if found
            else "none"
        )
        raise InvalidInput(
            f"{path} must hold one file of places, and holds {what}: unpack it and name the file",
            code="archive",
        )
    _check_size(found[0], path)
    return found[0]


def _may_hold_places(member: ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    is_beside = path.name.lower().startswith(("readme", ".")) or "__MACOSX" in path.parts
    return not member.is_dir() and not is_beside and path.suffix.lower() in _TABLES


def _check_size(member: ZipInfo, path: Path) -> None:
    if member.flag_bits & 1:
        raise InvalidInput(f"{path} is locked with a password: unpack it first", code="archive")
    most = min(MAX_UNPACKED_BYTES, MAX_UNPACKED_RATIO * max(member.compress_size, MEGABYTE // 10))
    if member.file_size > most:
        raise InvalidInput(
            f"{path} would unpack to {member.file_size / MEGABYTE:,.0f} MB, more than the {most / MEGABYTE:,.0f} MB "
            "that so small an archive may hold: unpack it and name the file",
            code="too-large",
        )
