"""What kind of file the bytes are: by content first, by name where the content leaves it open."""

import re
import zlib
from enum import StrEnum
from pathlib import PurePath

from civharm.model.errors import InvalidInput
from civharm.reports.auto_archiver import is_sheet
from civharm.reports.chats import is_x_archive


class Format(StrEnum):
    """A form that reports come in; the value is its media type."""

    TEXT = "text/plain"
    HTML = "text/html"
    FEED = "application/feed+xml"
    JSON_LINES = "application/jsonl"
    JSON = "application/json"
    WEB_ARCHIVE = "application/warc"
    ZIP = "application/zip"
    PDF = "application/pdf"
    MAIL = "message/rfc822"
    X_ARCHIVE = "text/javascript"
    ARCHIVED_SHEET = "text/csv"


_GZIP = b"\x1f\x8b"
#: Beginnings that tell a form by themselves.
_TELLING = ((b"%PDF-", Format.PDF), (b"PK\x03\x04", Format.ZIP), (b"WARC/", Format.WEB_ARCHIVE))
#: Beginnings of files that hold no plain text, with what to do about each.
_FOREIGN = (
    (_GZIP, "a gzip archive", "unpack it first"),
    (b"\x89PNG", "a picture", "civharm reads text only"),
    (b"\xff\xd8\xff", "a picture", "civharm reads text only"),
    (b"GIF8", "a picture", "civharm reads text only"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as plain text"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"SQLite format 3", "an SQLite database", "export its reports as JSON lines"),
)
_HEAD = 4096
_FEED_START = re.compile(rb"<(?:\w+:)?(?:rss|rdf:RDF|feed)[\s>]", re.IGNORECASE)
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|div|p|h1|meta)[\s>]", re.IGNORECASE)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BY_SUFFIX = {
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".eml": Format.MAIL,
}


def detect_format(content: bytes, name: str) -> Format:
    """The form of the bytes. Raises InvalidInput for a form that holds no text that we can read."""
    telling = next((form for start, form in _TELLING if content.startswith(start)), None)
    if telling or _is_packed_web_archive(content):
        return telling or Format.WEB_ARCHIVE
    _check_not_foreign(content, name)
    head = _ascii_head(content)
    if is_x_archive(head):
        return Format.X_ARCHIVE
    if is_sheet(head):
        return Format.ARCHIVED_SHEET
    return _by_markup(head) or _by_json(head, content, name) or _by_suffix(name) or Format.TEXT


def media_type_of(content: bytes, name: str) -> str:
    """The media type for a capture, which may also be of bytes that can't be rendered."""
    try:
        return detect_format(content, name).value
    except InvalidInput:
        return "application/octet-stream"


def _is_packed_web_archive(content: bytes) -> bool:
    """A WARC is packed record by record: its first bytes tell what is in it."""
    if not content.startswith(_GZIP):
        return False
    try:
        return zlib.decompressobj(wbits=31).decompress(content[:_HEAD], 5) == b"WARC/"
    except zlib.error:
        return False


def _check_not_foreign(content: bytes, name: str) -> None:
    for start, kind, remedy in _FOREIGN:
        if content.startswith(start):
            raise InvalidInput(f"{name} is {kind}, not text: {remedy}", code="not-text")


def _ascii_head(content: bytes) -> bytes:
    """The first bytes without byte-order mark and leading white space, of two-byte encodings too."""
    head = content[:_HEAD]
    if head.startswith(_UTF16_MARKS):
        head = head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _by_markup(head: bytes) -> Format | None:
    if not head.startswith(b"<"):
        return None
    feed, page = _FEED_START.search(head), _HTML_START.search(head)
    if feed and (not page or feed.start() < page.start()):
        return Format.FEED
    return Format.HTML if page else None


def _by_json(head: bytes, content: bytes, name: str) -> Format | None:
    suffix = PurePath(name).suffix.lower()
    if head.startswith(b"[") and (suffix == ".json" or head[1:].lstrip().startswith(b"{")):
        return Format.JSON
    if not head.startswith(b"{"):
        return None
    if suffix in (".jsonl", ".ndjson"):
        return Format.JSON_LINES
    first_line, _, others = content.strip().partition(b"\n")
    is_one_object = suffix == ".json" and not others
    return Format.JSON if is_one_object or not first_line.rstrip().endswith(b"}") else Format.JSON_LINES


def _by_suffix(name: str) -> Format | None:
    return _BY_SUFFIX.get(PurePath(name).suffix.lower())
