"""Archives of the web: WARC, as this program and others write them, and WACZ, which is a ZIP of them."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from civharm.model.errors import InvalidInput
from civharm.model.issues import Issue
from civharm.reports.answers import Answers
from civharm.reports.inside import Inside
from civharm.reports.limits import MAX_REPORT_BYTES, MEGABYTE, most_unpacked

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

#: What reports come in; all else of a page (pictures, styles, scripts) is passed over.
_READ = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "application/pdf",
    "application/rss+xml",
    "application/atom+xml",
)
_FEEDS = ("application/xml", "text/xml")
_NAMES = {"application/pdf": "page.pdf", "text/plain": "page.txt"}
_OK = ("200", "203", "206")


def pages_of(content: bytes, name: str) -> Iterator[Inside | Issue]:
    """The pages of an archive, in its order. Raises InvalidInput where it breaks off: what stood before is given."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number, room, answers = 0, _Room(name, most_unpacked(len(content))), Answers()
    try:
        for record in ArchiveIterator(BytesIO(content)):
            number += 1
            answers.take(record)
            for each in _page(record, f"record {number}", name, room):
                yield replace(each, fetched=answers.to(record)) if isinstance(each, Inside) else each
            if _is_cut_off(record, room):
                raise EOFError
    except (ArchiveLoadFailed, EOFError, zlib.error, ValueError, OSError) as error:
        raise InvalidInput(
            f"{name} breaks off or is damaged after record {number} ({type(error).__name__}): what stood before was "
            "read; fetch or copy it again",
            code="broken-archive",
        ) from error


class _Room:
    """How much an archive may still come to: what is packed can unpack to a thousand times of it, record after record."""

    def __init__(self, name: str, most: int) -> None:
        self._name, self._most, self._left = name, most, most

    def take(self, piece: bytes) -> bytes:
        """Count what was unpacked. Raises InvalidInput once it is too much."""
        self._left -= len(piece)
        if self._left < 0:
            raise InvalidInput(
                f"{self._name} unpacks to more than {self._most / MEGABYTE:,.0f} MB and was not read further: "
                "unpack it yourself if you trust it, and hand in what is inside",
                code="archive-bomb",
            )
        return piece


def _is_cut_off(record: "ArcWarcRecord", room: _Room) -> bool:
    """True where the file ends before the record does: the library takes what is there for the whole."""
    while room.take(record.raw_stream.read(MEGABYTE)):
        pass
    return getattr(record.raw_stream, "limit", 0) > 0


def _page(record: "ArcWarcRecord", part: str, name: str, room: _Room) -> Iterator[Inside | Issue]:
    if record.rec_type not in ("response", "resource"):
        return
    url = record.rec_headers.get_header("WARC-Target-URI") or None
    http = record.http_headers
    kind = (http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")) or ""
    media = kind.partition(";")[0].strip().lower()
    if (http and http.get_statuscode() not in _OK) or media not in (*_READ, *_FEEDS):
        return
    try:
        body = _body(record, f"{name}, {part}", room)
    except InvalidInput as error:
        if error.code == "archive-bomb":
            raise
        yield Issue(stage="render", code=error.code, message=str(error), path=name, is_failure=True)
        return
    yield Inside(part=part, name=_NAMES.get(media, "page.html"), content=body, url=url, media_type=kind)


def _body(record: "ArcWarcRecord", where: str, room: _Room) -> bytes:
    """The page unpacked, up to the size of one report. Raises InvalidInput beyond it, and for a body that breaks off."""
    stream = record.content_stream()
    body = bytearray()
    while piece := room.take(stream.read(MEGABYTE)):
        body += piece
        if len(body) > MAX_REPORT_BYTES:
            most = MAX_REPORT_BYTES // MEGABYTE
            raise InvalidInput(
                f"{where} unpacks to more than {most} MB, the limit of one report", code="too-large"
            )
    if _is_cut_off(record, room):
        raise InvalidInput(f"{where} is cut off and was not read: fetch it again", code="broken-archive")
    packed = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
    if packed and packed.strip().lower() not in ("identity", "gzip", "x-gzip", "deflate"):
        raise InvalidInput(
            f"{where} is packed as {packed}, which civharm can't unpack: save the page", code="packed"
        )
    return bytes(body)
