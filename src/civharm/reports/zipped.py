"""ZIP archives of reports, and WACZ, which is one: refused where they unpack to more than any collection of reports."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.model.printable import printable
from civharm.reports.inside import Inside
from civharm.reports.limits import MAX_FILE_BYTES, MEGABYTE, most_unpacked

_MOST_MEMBERS = 20_000
_OFFICE = ("word/", "xl/", "ppt/", "META-INF/manifest.xml")
#: What is passed over without a word: pictures and sound, which civharm does not read.
_MEDIA = (
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".webp",
    ".mp4",
    ".mov",
    ".webm",
    ".mp3",
    ".ogg",
    ".oga",
    ".tgs",
    ".css",
    ".js",
    ".woff2",
)


def members_of(content: bytes, name: str) -> Iterator[Inside | Issue]:
    """The files in it, in its order. Raises InvalidInput for a bomb, an office document, and what is damaged."""
    try:
        archive = ZipFile(BytesIO(content))
    except (BadZipFile, ValueError, OSError) as error:
        raise InvalidInput(
            f"{name} is a damaged ZIP archive: copy it again", code="broken-archive"
        ) from error
    members = [member for member in archive.infolist() if not member.is_dir()]
    _check(members, name, size=len(content))
    is_wacz = any(member.filename.startswith("archive/") for member in members) and any(
        member.filename == "datapackage.json" for member in members
    )
    for member in members:
        if not is_wacz or member.filename.startswith("archive/"):
            yield from _member(archive, member, name)


def _check(members: list[ZipInfo], name: str, *, size: int) -> None:
    if any(member.filename.startswith(_OFFICE) for member in members):
        raise InvalidInput(f"{name} is an office document, not text: save it as plain text", code="not-text")
    unpacked = sum(member.file_size for member in members)
    if len(members) > _MOST_MEMBERS:
        raise InvalidInput(f"{name} holds more than {_MOST_MEMBERS:,} files: split it", code="too-large")
    if unpacked > min(MAX_FILE_BYTES, most_unpacked(size)):
        raise InvalidInput(
            f"{name} would unpack to {unpacked / MEGABYTE:,.0f} MB from {size / MEGABYTE:,.1f} MB and was not unpacked: "
            "unpack it yourself if you trust it, and hand in what is inside",
            code="archive-bomb",
        )


def _member(archive: ZipFile, member: ZipInfo, name: str) -> Iterator[Inside | Issue]:
    called = printable(member.filename)
    if called.startswith("__MACOSX/") or called.lower().endswith(_MEDIA):
        return
    try:
        with archive.open(member) as opened:
            # the directory may lie about sizes: what is read is counted
            content = opened.read(member.file_size + 1)
        if len(content) > member.file_size:
            raise BadZipFile("longer than it says")
    except (BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error, OSError) as error:
        told = (
            f"{name}: {called} can't be unpacked ({type(error).__name__}): unpack it yourself, and hand it in"
        )
        yield Issue(stage="render", code="broken-archive", message=told, path=name, is_failure=True)
        return
    yield Inside(part=called, name=PurePosixPath(called).name, content=content)
